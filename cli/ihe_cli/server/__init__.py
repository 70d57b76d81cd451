"""The language server: what editors ask by the Language Server Protocol, answered from the frameworks of open files.

Only :mod:`ihe_cli.server.command` may be imported without the packages of the extra ``server``.
"""
