project = "Ward Bed Status"
copyright = "2026, the ward"
extensions = ["sphinx_ihe"]
html_theme = "basic"
