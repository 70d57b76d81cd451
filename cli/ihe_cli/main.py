"""The command ``ihe``: the list of its commands, and what holds for all of them."""

from __future__ import annotations

import sys
from typing import Any

import click

from ihe_cli.build import build
from ihe_cli.diff import diff
from ihe_cli.explain import explain
from ihe_cli.export import export
from ihe_cli.lint import lint
from ihe_cli.new import new
from ihe_cli.rules import rules
from ihe_cli.server.command import server
from ihe_cli.statement import statement
from ihe_cli.terminal import Failure
from sphinx_ihe import __version__

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""


class _Ihe(click.Group):
    """A group whose commands never end in a traceback because of what they were given to read."""

    def invoke(self, ctx: click.Context) -> Any:
        for stream in (sys.stdout, sys.stderr):
            # Not every terminal can print every name.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            ctx.exit(INTERRUPTED)
        except RecursionError:
            raise Failure("something that was read nests too deeply") from None


@click.group("ihe", cls=_Ihe, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ihe", message="%(prog)s %(version)s")
def main() -> None:
    """Write, check and publish IHE Technical Frameworks."""


main.add_command(lint)
main.add_command(explain)
main.add_command(rules)
main.add_command(new)
main.add_command(build)
main.add_command(export)
main.add_command(diff)
main.add_command(statement)
main.add_command(server)

if __name__ == "__main__":
    main(prog_name="ihe")
