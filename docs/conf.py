"""The manual, built with the extension that it describes."""

import sphinx_ihe

project = "sphinx-ihe"
author = "the sphinx-ihe contributors"
copyright = "2026, the sphinx-ihe contributors"
version = release = sphinx_ihe.__version__

extensions = ["sphinx_ihe"]
exclude_patterns = ["_build", "examples", "generated", "tutorial/1-*", "tutorial/2-*", "tutorial/3-*"]

html_theme = "furo"
html_title = f"sphinx-ihe {version}"
html_static_path = ["static"]
html_css_files = ["manual.css"]
html_theme_options = {"light_css_variables": {"code-font-size": "80%"}}
pygments_style = "friendly"
