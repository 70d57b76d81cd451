project = "Home Monitoring Technical Framework"
author = "Home Monitoring Technical Committee"
copyright = "2026, Home Monitoring Technical Committee"

extensions = ["sphinx_ihe", "myst_parser"]
exclude_patterns = ["_build"]
html_theme = "alabaster"
