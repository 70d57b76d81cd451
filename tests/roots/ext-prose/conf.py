project = "Prose"
extensions = ["sphinx_ihe", "myst_parser"]
myst_enable_extensions = [
    "colon_fence",
    "deflist",
    "fieldlist",
    "substitution",
    "dollarmath",
    "amsmath",
    "attrs_inline",
]
exclude_patterns = ["parts/*.inc"]
suppress_warnings = ["myst.header"]
