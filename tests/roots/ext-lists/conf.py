project = "Lists"
copyright = "2026, nobody"
extensions = ["sphinx_ihe"]
