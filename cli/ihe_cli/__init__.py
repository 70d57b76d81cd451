"""The ``ihe`` command. One command a module; this package reads arguments, calls sphinx_ihe and prints."""
