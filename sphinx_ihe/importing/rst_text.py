"""Runs of text as reStructuredText: escapes, roles, and lines that are wrapped."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_ihe.importing.blocks import Runs, TextRun

WIDTH = 120
_LOOKS = {
    "strong": ("**", "**"), "emphasis": ("*", "*"), "sup": (":sup:`", "`"), "sub": (":sub:`", "`"),
    "ins": (":ihe:ins:`", "`"), "del": (":ihe:del:`", "`"),
}  # fmt: skip
_OPENERS = re.compile(r"[\s\-:/'\"<(\[{]$")
_CLOSERS = re.compile(r"[\s\-.,:;!?/'\")\]}>\\]")
_START = re.compile(
    r"(?:[-+\u2022\u2023\u2043](?=\s|$)|\(?(?:[0-9]+|[A-Za-z]|[ivxlcdmIVXLCDM]+|#)[.)](?=\s|$)|\.\.(?=\s|$)|__(?=\s|$)"
    r"|:(?=[^:\s].*?:)|>>>|[-/]{1,2}[A-Za-z?]|[^\sA-Za-z0-9]+$)"
)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def inline(runs: Runs) -> str:
    """Runs as one text, in which line breaks are new lines."""
    out = ""
    for run in runs:
        if run.look == "break":
            out = out.rstrip(" ") + "\n"
            continue
        marked = _marked(run)
        if not marked:
            continue
        lead, core, tail = marked
        in_marks = bool(run.look) or core.endswith("`__")
        if core:
            start, before = core[0] in "*`:|[" and in_marks, out + lead
            if start and before and not _OPENERS.search(before):
                lead += "\\ "
            if out.endswith("\0") and not _CLOSERS.match(lead or core) and not lead:
                lead = "\\ "
        out = out.replace("\0", "") + lead + core + ("\0" if in_marks and not tail else "") + tail
    return out.replace("\0", "")


def _marked(run: TextRun) -> tuple[str, str, str] | None:
    """Blanks before, the text in its marks, blanks after."""
    if run.look == "footnote":
        return "\\ ", f"[#{run.target}]_", ""
    if run.look == "picture":
        return "", f"|{run.target}|", ""
    text = run.text
    core = text.strip(" ")
    if not core:
        return text, "", ""
    lead, tail = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
    if run.look == "code":
        literal = "`" not in core and not core.endswith("\\")
        return lead, f"``{core}``" if literal else escaped(core), tail
    if run.look.startswith("role:"):
        return lead, f":{run.look[5:]}:`{_role_text(run)}`", tail
    if run.target.startswith(("http://", "https://", "mailto:", "ftp://")) and not run.look:
        return lead, _link(core, run.target), tail
    if run.look in _LOOKS:
        start, end = _LOOKS[run.look]
        return lead, f"{start}{escaped(core)}{end}", tail
    return lead, escaped(core), tail


def _role_text(run: TextRun) -> str:
    words = run.text.strip().replace("\\", "\\\\").replace("`", "\\`").replace("<", "\\<")
    return f"{words} <{run.target}>" if run.target else words


def _link(text: str, target: str) -> str:
    target = target.replace(" ", "%20").replace("`", "%60").replace("<", "%3C").replace(">", "%3E").rstrip("\\")
    if text == target and re.fullmatch(r"https?://[\w./%#?=&:~-]*[\w/]", text) and not text.endswith("_"):
        return text
    if target.endswith("_"):
        target = target[:-1] + "\\_"
    return f"`{escaped(text).replace('<', chr(92) + '<')} <{target}>`__"


def escaped(text: str) -> str:
    """Text in which nothing is markup."""
    text = re.sub(r"([\\*`|])", r"\\\1", text)
    text = re.sub(r"_(?![A-Za-z0-9])", r"\\_", text)
    return re.sub(r"_(?=_)", r"\\_", text)


def paragraph(runs: Runs, width: int = WIDTH) -> list[str]:
    """The lines of a paragraph; one with line breaks is a line block."""
    text = inline(runs).strip()
    if not text:
        return []
    if "\n" in text:
        lines: list[str] = []
        for line in text.split("\n"):
            lines += wrapped(line.strip(), width - 2, start=False) or [""]
            lines[-1] += "\1"
        return _line_block(lines)
    return wrapped(text, width)


def _line_block(lines: list[str]) -> list[str]:
    found, first = [], True
    for line in lines:
        ended = line.endswith("\1")
        found.append(("| " if first else "  ") + line.rstrip("\1"))
        first = ended
    return [line.rstrip() or "|" for line in found]


def wrapped(text: str, width: int, *, start: bool = True) -> list[str]:
    """Text in lines, none of which is taken for other markup."""
    lines = textwrap.wrap(text, max(width, 40), break_long_words=False, break_on_hyphens=False)
    if lines and start and _START.match(lines[0]):
        lines[0] = "\\" + lines[0]
    lines = (
        [lines[0], *(re.sub(r"^([^\sA-Za-z0-9\\])(?=[^A-Za-z0-9]*$)", r"\\\1", line) for line in lines[1:])]
        if lines
        else []
    )
    if lines and lines[-1].endswith("::"):
        lines[-1] = lines[-1][:-1] + "\\:"
    return lines
