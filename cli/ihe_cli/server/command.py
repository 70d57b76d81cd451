"""``ihe server``: the language server on standard input and output."""

from __future__ import annotations

import sys

import click

from ihe_cli.terminal import Failure


@click.command()
def server() -> None:
    """Serve an editor.

    A language server for reStructuredText, Markdown and ihe.yaml, which an editor starts and talks to over standard
    input and output: findings while one types, fixes, completion, definitions, references and renaming.
    """
    try:
        from ihe_cli.server.protocol import language_server
    except ImportError as error:
        if error.name and error.name.partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise Failure("the language server needs the package pygls: pip install 'sphinx-ihe[server]'") from None
    if sys.stdin.isatty():
        click.echo("ihe: waiting for an editor on standard input; the manual tells how to set one up", err=True)
    language_server().start_io()
