"""The command ``ihe``: the list of its commands, and what holds for all of them."""

from __future__ import annotations

import errno
import sys
from importlib import import_module
from typing import Any

import click

from ihe_cli.terminal import Failure
from sphinx_ihe import __version__
from sphinx_ihe.language.names import nearest

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""


COMMANDS = {
    "adopt": "ihe_cli.adopt",
    "build": "ihe_cli.build",
    "diff": "ihe_cli.diff",
    "explain": "ihe_cli.explain",
    "export": "ihe_cli.export",
    "import": "ihe_cli.importing",
    "lint": "ihe_cli.lint",
    "new": "ihe_cli.new",
    "rules": "ihe_cli.rules",
    "server": "ihe_cli.server.command",
    "statement": "ihe_cli.statement",
}
"""The commands, and the modules that have them; one is loaded when it is called."""


_NAMES = {"import": "import_"}
"""The functions of commands whose names are words of Python."""


class _Ihe(click.Group):
    """A group whose commands never end in a traceback because of what they were given to read."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name]), _NAMES.get(cmd_name, cmd_name))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = nearest(args[0], COMMANDS)
            if near is None:
                raise
            raise click.UsageError(f"{error.message} Did you mean {near!r}?", ctx) from None

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
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            raise Failure(str(error)) from None
        except RecursionError:
            raise Failure("something that was read nests too deeply") from None


@click.group("ihe", cls=_Ihe, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ihe", message="%(prog)s %(version)s")
def main() -> None:
    """Write, check and publish IHE Technical Frameworks."""


if __name__ == "__main__":
    main(prog_name="ihe")
