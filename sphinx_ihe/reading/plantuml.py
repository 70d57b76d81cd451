"""PlantUML's sequence diagrams in the notation of ``ihe:interaction-diagram``; what it has no words for is told.

Colours, fonts and sizes are left out: they say nothing. An arrow with two heads becomes one from left to right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.reading.plantuml_text import commands, name_text, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_KINDS = "participant|actor|boundary|control|entity|database|collections|queue"
_NAME = r"(?:\"[^\"]*\"|[^\s\"<>:,\[\]+*!#-]+(?:-[^\s\"<>:,\[\]+*!#-]+)*(?:\(\))?)"
_PARTICIPANT = re.compile(
    rf"(?P<create>create\s+)?(?P<kind>{_KINDS})\s+(?P<one>\"[^\"]*\"|[^\s\"]+)(?:\s+as\s+(?P<other>\"[^\"]*\"|[^\s\"]+))?"
    r"(?P<rest>(?:\s+(?:<<.*?>>|order\s+-?\d+|\[\[.*?\]\]|#\S+))*)\s*(?P<open>\[)?",
    re.IGNORECASE,
)
_ARROW = r"[<xo/\\]*(?:\.|-)(?:\[[^\]]*\])?(?:left|right|up|down)?(?:-|\.)*[>xo/\\]*"
_MESSAGE = re.compile(
    rf"(?:&\s*)?(?P<a>\[|\?|{_NAME})??\s*(?P<arrow>(?<!\w){_ARROW}|(?<=\w){_ARROW})\s*(?P<b>\]|\?|{_NAME})?"
    r"\s*(?P<marks>(?:(?:\+\+|--|\*\*|!!)\s*(?:#\w+)?\s*)*)(?::\s*(?P<text>.*))?$"
)
_HEADED = re.compile(r"-(?:\[[^\]]*\])?>|<-")
_FRAGMENT = re.compile(
    r"(?P<word>alt|opt|loop|par2?|break|critical|group|else|also|end)\b(?:#\w+)?(?:\s+#\w+)?\s*(?P<text>.*)", re.I
)
_NOTE = re.compile(
    r"/?\s*(?P<shape>[hr]?note|ref)\s*(?P<side>left|right|over|across)?\s*(?:of\s+)?(?P<who>[^:#]*?)\s*(?:#\w+)?\s*"
    r"(?::(?P<text>.*))?$",
    re.IGNORECASE,
)
_LIFE = re.compile(rf"(?P<word>activate|deactivate|destroy|create)\s+(?P<who>{_NAME})(?:\s*#\S+)*\s*$", re.I)
_BOX = re.compile(r"box\b\s*(?P<title>\"[^\"]*\"|[^#]*?)\s*(?:#\S+)?\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"autonumber\s*(?P<first>\d+)?(?:\s+\d+)?(?:\s+\".*\")?\s*$", re.IGNORECASE)
_QUIET = re.compile(
    r"(?:autonumber\b|hide\b|show\b|skin\w*\b|scale\b|!|@|autoactivate\b|newpage\s*$|\|\|[\d|]*\|?$|left to"
    r" right|top to|mainframe\s*$|allow_?mixing|\}$)",
    re.IGNORECASE,
)
_SEQUENCE = re.compile(
    rf"^\s*(?:{_KINDS}|activate|autonumber|== .* ==|alt\b|opt\b|loop\b)", re.IGNORECASE | re.MULTILINE
)
_OTHER_KIND = re.compile(
    r"^\s*(?:class|object|abstract|interface|enum|agent|node|component|package|rectangle|usecase|cloud|folder|frame|state"
    r"|card|storage|artifact|hexagon|start$|:.*;\s*$|\(.*\)|\[[^\]>-]*\]\s*(?:-|as|$)|salt|@start(?!uml))",
    re.MULTILINE,
)
OUTSIDE = "*outside*"
"""Who sends or gets a message from or to the edge of a diagram."""


class PlantUml(NamedTuple):
    """A sequence diagram as lines of our notation, its title, and the lines of PlantUML whose words are not in them."""

    body: str
    title: str | None
    lost: tuple[str, ...]


def is_sequence(text: str) -> bool:
    """Whether a text of PlantUML is a sequence diagram, and no drawing of classes, states or another kind."""
    told = "\n".join(commands(text))
    if _OTHER_KIND.search(told) and not re.search(r"^\s*(?:participant|activate|autonumber)\b", told, re.M | re.I):
        return False
    lines = [line.strip() for line in told.splitlines()]
    return bool(_SEQUENCE.search(told)) or any(_MESSAGE.match(line) and _HEADED.search(line) for line in lines)


def read_plantuml(text: str) -> PlantUml:
    """Read a sequence diagram; a drawing of another kind is lost as a whole."""
    if not is_sequence(text):
        return PlantUml("", None, tuple(line for line in commands(text) if not _QUIET.match(line)))
    return _PlantReader(commands(text)).read()


class _PlantReader:
    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = list(lines)
        self._at = 0
        self._out: list[str] = []
        self._lost: list[str] = []
        self._title: str | None = None
        self._names: dict[str, str] = {}
        self._order: list[str] = []
        self._boxes: list[tuple[str, list[str]]] = []
        self._box: tuple[str, list[str]] | None = None
        self._open: list[tuple[str, int]] = []
        self._active: list[tuple[str, str]] = []
        self._last = ("", "")

    def read(self) -> PlantUml:
        steps = (self._note, self._message, self._fragment, self._life, self._rest)
        readers: tuple[Callable[[str], bool], ...] = (self._words, self._boxed, self._participant, *steps)
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            if not any(reader(line) for reader in readers) and not _QUIET.match(line):
                self._lost.append(line)
        self._out += ["end"] * len(self._open)
        boxed = [f"box {', '.join(names)}: {title}" for title, names in self._boxes if names and title]
        first = [f"participant {', '.join(self._order)}"] if self._order else []
        return PlantUml("\n".join([*first, *boxed, *self._indented()]), self._title, tuple(self._lost))

    def _indented(self) -> list[str]:
        """The steps, those inside of fragments further to the right."""
        depth, lines = 0, []
        for line in self._out:
            word = line.split(" ", 1)[0]
            fragment = "->" not in line.split(":")[0] and word in _INDENTING
            depth -= fragment and word in ("else", "end")
            lines.append("   " * max(depth, 0) + line)
            depth += fragment and word != "end"
        return lines

    def _until(self, pattern: str) -> str:
        """The lines up to one that matches, as one text."""
        held: list[str] = []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            if re.match(pattern, line, re.IGNORECASE):
                break
            held.append(line)
        return " ".join(held)

    # -- who takes part --------------------------------------------------------------------------------------------

    def _who(self, written: str) -> str:
        """The name of a participant in our notation, by its name or its short form."""
        if written in ("[", "]", "?"):
            return OUTSIDE
        key = written.strip().strip('"').strip()
        if key not in self._names:
            self._names[key] = name_text(key)
            self._declare(self._names[key])
        return self._names[key]

    def _declare(self, name: str) -> None:
        if name not in self._order:
            self._order.append(name)
        if self._box and name not in self._box[1]:
            self._box[1].append(name)

    def _participant(self, line: str) -> bool:
        found = _PARTICIPANT.fullmatch(line)
        if not found:
            return False
        one, other = found["one"], found["other"] or ""
        quoted = other if other.startswith('"') else one
        shown = name_text(self._until(r"\]") if found["open"] else quoted.strip('"'))
        name = f"*{shown}*" if found["kind"].lower() == "actor" else shown
        for key in (one, other):
            if key:
                self._names[key.strip('"').strip()] = name
        self._names.setdefault(quoted.strip('"').strip(), name)
        self._declare(name)
        if found["create"]:
            self._out.append(f"create {name}")
        return True

    def _boxed(self, line: str) -> bool:
        if re.fullmatch(r"end\s*box", line, re.IGNORECASE):
            if self._box:
                self._boxes.append(self._box)
            self._box = None
            return True
        found = _BOX.match(line)
        if found:
            self._box = (plain_text(found["title"].strip('"')), [])
        return found is not None

    # -- steps -----------------------------------------------------------------------------------------------------

    def _message(self, line: str) -> bool:
        found = _MESSAGE.match(line)
        if not found or not (found["a"] or found["b"]):
            return False
        arrow = re.sub(r"\[.*?\]", "", found["arrow"])
        start, end = self._who(found["a"] or "?"), self._who(found["b"] or "?")
        if re.match(r"[<x/\\]", arrow) and not re.search(r"[>x/\\]o?$", arrow):
            start, end = end, start
        ours = "--" if "--" in arrow or ".." in arrow else "-"
        lost = "x" in arrow
        ours += ">x" if lost else ">>" if re.search(r">>|<<|[/\\]{1,2}", arrow) else ">"
        marks = found["marks"] or ""
        if "**" in marks:
            self._out.append(f"create {end}")
        self._out.append(f"{start} {ours} {end}: {plain_text(found['text'] or '') or '…'}")
        self._last = (start, end)
        if "--" in marks:
            self._end_of(start)
        if "++" in marks:
            self._active.append((start, end))
            self._out.append(f"activate {end}")
        if "!!" in marks:
            self._out.append(f"destroy {end}")
        return True

    def _end_of(self, name: str) -> None:
        """An actor is not active any more; where it was not, PlantUML takes no notice."""
        at = next((at for at in reversed(range(len(self._active))) if self._active[at][1] == name), None)
        if at is not None:
            del self._active[at]
            self._out.append(f"deactivate {name}")

    def _life(self, line: str) -> bool:
        found = _LIFE.match(line)
        if not found:
            return False
        word, name = found["word"].lower(), self._who(found["who"])
        if word == "activate":
            caller = self._last[0] if self._last[1] == name else name
            self._active.append((caller, name))
        if word == "deactivate":
            self._end_of(name)
        else:
            self._out.append(f"{word} {name}")
        return True

    def _fragment(self, line: str) -> bool:
        found = _FRAGMENT.fullmatch(line)
        if not found:
            return False
        word, text = found["word"].lower().rstrip("2"), plain_text(found["text"])
        if word == "end":
            if self._open:
                self._open.pop()
                self._out.append("end")
            return True
        if word in ("else", "also"):
            if self._open:
                self._divide(*self._open[-1])
                self._out.append(f"else {text}".strip())
            return bool(self._open)
        self._open.append((word, len(self._out)))
        self._out.append(f"{word} {text or ('…' if word == 'group' else '')}".strip())
        return True

    def _divide(self, word: str, at: int) -> None:
        """Make of a fragment that cannot be divided in our notation one that can."""
        if word in ("opt", "break", "loop", "critical"):
            self._out[at] = "alt" + self._out[at][3:] if word == "opt" else f"group {self._out[at]}"
            self._open[-1] = ("alt", at)

    def _note(self, line: str) -> bool:
        found = _NOTE.match(line)
        if not found or (_MESSAGE.match(line.split(":")[0] + ":") and "->" in line.split(":")[0]):
            return False
        held = found["text"]
        if held is None:
            held = self._until(r"end\s*[hr]?(?:note|ref)$|end[hr]note$|endref$")
        text = plain_text(held) or "…"
        side = (found["side"] or "over").lower()
        who = [self._who(each) for each in found["who"].split(",") if each.strip()] if side != "across" else []
        if side == "across":
            who, side = [self._order[0], self._order[-1]] if self._order else [], "over"
        if not who:
            ends = sorted(
                (name for name in self._last if name), key=lambda n: self._order.index(n) if n in self._order else 0
            )
            who = [ends[0 if side == "left" else -1]] if ends else self._order[:1]
        if not who:
            return False
        said = f"ref: {text}" if found["shape"].lower() == "ref" else text
        if side == "over" or len(who) > 1:
            self._out.append(f"note over {', '.join(who)}: {said}")
        else:
            self._out.append(f"note {side} of {who[0]}: {said}")
        return True

    def _words(self, line: str) -> bool:
        """Titles, dividers, delays and numbers."""
        if found := re.match(r"title\b\s*(?P<text>.*)", line, re.IGNORECASE):
            self._title = plain_text(found["text"].strip('"') or self._until(r"end\s*title"))
        elif found := re.fullmatch(r"==+\s*(?P<text>.*?)\s*==+", line):
            self._out.append(f"== {plain_text(found['text'])} ==")
        elif found := re.fullmatch(r"\.\.\.(?P<text>.*?)(?:\.\.\.)?", line):
            text = plain_text(found["text"])
            self._out.append(f"... {text} ..." if text else "...")
        elif found := _NUMBER.match(line):
            self._out.append(f"autonumber {found['first'] or ''}".strip())
        else:
            return False
        return True

    def _rest(self, line: str) -> bool:
        """``return``, new pages, and what holds several lines that say nothing."""
        if found := re.match(r"return\b\s*(?P<text>.*)", line, re.IGNORECASE):
            if not self._active:
                return False
            caller, callee = self._active[-1]
            self._out.append(f"{callee} --> {caller}: {plain_text(found['text']) or '…'}")
            self._end_of(callee)
            return True
        if found := re.match(r"newpage\s+(?P<text>.+)", line, re.IGNORECASE):
            self._out.append(f"== {plain_text(found['text'])} ==")
            return True
        return False


_INDENTING = ("alt", "opt", "loop", "par", "break", "critical", "group", "else", "end")
