project = "Places"
copyright = "2026, nobody"
extensions = ["sphinx_ihe", "sphinx.ext.ifconfig"]
exclude_patterns = ["_build", "parts/*"]
