project = "Stress"
extensions = ["sphinx_ihe"]
numfig = True
