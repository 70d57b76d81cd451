from importlib.util import find_spec

project = "Home Monitoring Technical Framework"
author = "Home Monitoring Technical Committee"
copyright = "2026, Home Monitoring Technical Committee"

extensions = ["sphinx_ihe", "myst_parser"]
exclude_patterns = ["_build"]
html_title = project
html_theme = "furo" if find_spec("furo") else "alabaster"  # any theme will do; alabaster comes with Sphinx
