project = "Ward Technical Framework"
copyright = "2026, nobody"

extensions = ["sphinx_ihe"]
html_theme = "basic"
