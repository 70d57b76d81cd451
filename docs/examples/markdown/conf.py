project = "Ward Bed Status"
extensions = ["sphinx_ihe", "myst_parser"]
