"""``python -m ihe_cli`` is the command ``ihe``."""

from ihe_cli.main import main

main(prog_name="ihe")
