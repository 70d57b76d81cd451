project = "Markdown in the primary domain"
extensions = ["sphinx_ihe", "myst_parser"]
primary_domain = "ihe"
rst_prolog = """
.. default-domain:: py
"""
