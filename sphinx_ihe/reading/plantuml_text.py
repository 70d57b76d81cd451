"""The lines of a PlantUML text that say something, and its texts in our markup."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"/'.*?'/", re.DOTALL)
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL | re.IGNORECASE)
_BLOCK = re.compile(r"^[ \t]*skinparam\b[^\n{]*\{.*?^[ \t]*\}[ \t]*$", re.DOTALL | re.MULTILINE | re.IGNORECASE)
_DEFINED = re.compile(r"^[ \t]*!(?:define|\$)\s*(?P<name>[$\w]+)\s*=?\s*(?P<value>.*?)[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"\[\[(?P<address>[^\s\]{}]+)(?:\s*\{[^}]*\})?\s*(?P<label>(?:~\]|[^\]])*)\]\]")
_TAG = re.compile(
    r"</?(?:b|i|u|s|w|sub|sup|back|color|size|font|plain|center|img)(?:[:=\s][^>]*)?>|<&[\w-]+>|<[:$][^>]*>", re.I
)
_BREAK = re.compile(r"\\n|\\t|\\r|<br\s*/?>|%newline\(\)|~(?=[*/_\"\[\]-])", re.IGNORECASE)
_PAIRS = (
    (re.compile(r'""(.+?)""'), "``", "``"),
    (re.compile(r"\*\*(.+?)\*\*"), "**", "**"),
    (re.compile(r"(?<![:/])//(?!/)(.+?)(?<!:)//"), "*", "*"),
    (re.compile(r"(?<!\w)__(.+?)__(?!\w)"), "", ""),
    (re.compile(r"(?<![\w-])--(\S.*?)--(?![\w>-])"), "", ""),
    (re.compile(r"~~(.+?)~~"), "", ""),
)
_OPEN, _CLOSE = "\1\2\3\4\5\6", "\16\17\20\21\22\23"
"""What stands for the marks of the pairs while other marks are made harmless."""


def commands(text: str) -> list[str]:
    """The lines of the first diagram in a text without comments, styles and empty lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\N{NO-BREAK SPACE}", " ")
    text = _BLOCK.sub("", _STYLE.sub("", _COMMENT.sub("", text.lstrip("\N{BYTE ORDER MARK}"))))
    for name, value in _DEFINED.findall(text):
        text = re.sub(rf"(?<![\w$]){re.escape(name)}(?!\w)", value.replace("\\", r"\\"), text)
    lines: list[str] = []
    for line in text.split("\n"):
        line = line.strip()
        if line.lower().startswith("@end") and lines:
            break
        if not line or line.startswith("'") or line.lower().startswith("@start"):
            continue
        if lines and lines[-1].endswith("\\") and not lines[-1].endswith("\\\\"):
            lines[-1] = lines[-1][:-1] + line
        else:
            lines.append(line)
    return lines


def plain_text(text: str) -> str:
    """A text in our markup: on one line, with emphasis and literals, without colours and sizes."""
    text = _LINK.sub(lambda found: found["label"] or found["address"], text)
    text = _TAG.sub("", _BREAK.sub(" ", text))
    for count, (pattern, _, _) in enumerate(_PAIRS):
        text = pattern.sub(lambda found: f"{_OPEN[count]}{found[1].strip()}{_CLOSE[count]}", text)  # noqa: B023 - used at once
    text = re.sub(r"([\\*`])", r"\\\1", text)
    for count, (_, before, behind) in enumerate(_PAIRS):
        text = text.replace(_OPEN[count], before).replace(_CLOSE[count], behind)
    return " ".join(text.split())


def name_text(text: str) -> str:
    """A name in our notation, in which commas, colons and arrows part names from one another."""
    text = _TAG.sub("", _BREAK.sub(" ", _LINK.sub(lambda found: found["label"] or found["address"], text)))
    for pattern, _, _ in _PAIRS:
        text = pattern.sub(r"\1", text)
    text = re.sub(r"\s*->+\s*|\s*<-+\s*|\s*--+\s*", " to ", text)
    text = re.sub(r"[,:;*]", " ", text)
    return " ".join(text.strip(' "').split()) or "…"
