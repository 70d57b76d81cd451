project = "Whole"
copyright = "2026, nobody"
extensions = ["sphinx_ihe"]
exclude_patterns = ["_build"]
locale_dirs = ["locale"]
gettext_compact = False
