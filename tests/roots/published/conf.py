project = "Published chapters"
extensions = ["sphinx_ihe"]
