"""Globs over paths with ``/``: those of ``ihe.yaml``, and those of Sphinx, which differ in one respect."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\*\*/|\*\*|\*|\?|\[(?P<not>!?)(?P<set>\]?[^\]]*)\]|.", re.DOTALL)


def translate(glob: str, *, sphinx: bool = False) -> str:
    """The regular expression that fits all of a path. ``*`` and ``?`` stop at ``/``, ``**`` does not.

    ``**/x`` fits ``x`` itself, too; in Sphinx's ``exclude_patterns`` it does not.
    """
    return "".join(_part(token, sphinx) for token in _TOKEN.finditer(glob))


def _part(token: re.Match[str], sphinx: bool) -> str:
    text = token[0]
    if text == "**/":
        return ".*/" if sphinx else "(?:.*/)?"
    if text in {"**", "*", "?"}:
        return {"**": ".*", "*": "[^/]*", "?": "[^/]"}[text]
    if token["set"]:
        stuff = token["set"].replace("\\", r"\\").replace("[", r"\[")
        if stuff.startswith("]"):
            stuff = "\\" + stuff
        return f"[^/{stuff}]" if token["not"] else f"[{stuff}]" if stuff[0] != "^" else f"[\\{stuff}]"
    return re.escape(text)
