"""MathML to Typst's mathematics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.book.writer_text import string

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

_FENCES = frozenset("([{|‖⟨⌊⌈")
_ACCENTS = {
    "ˆ": "hat", "^": "hat", "~": "tilde", "˜": "tilde", "¯": "macron", "→": "arrow", "⃗": "arrow", "˙": "dot",
    ".": "dot", "¨": "dot.double", "ˇ": "caron", "˘": "breve", "´": "acute", "`": "grave", "˚": "circle",
}  # fmt: skip
"""Signs over a formula, and Typst's names of them."""
_LINES = {"‾": "line", "_": "line", "‗": "line", "⏞": "brace", "⏟": "brace", "⎴": "bracket", "⎵": "bracket"}
"""Signs that are as wide as the formula, and the ends of the names of Typst's functions for them."""
_LIMITS = frozenset({"lim", "max", "min", "sup", "inf", "lim sup", "lim inf", "limsup", "liminf", "det", "gcd", "Pr"})
_OPERATORS = frozenset("∑∏∐⋂⋃⋀⋁⨁⨂⨀⨄⨆∫∮∬∭")


def formula(element: Element) -> str:
    """A piece of MathML; what is no token is a call, so that neighbours stay apart."""
    name = element.tag.rpartition("}")[2]
    if name in ("mi", "mn", "mo", "ms"):
        return _token((element.text or "").strip(), element)
    maker = _MAKERS.get(name, _row)
    return maker(element)


def _token(text: str, element: Element) -> str:
    if not text:
        return ""
    if len(text) == 1:
        sign = text if text.isalnum() or not text.isascii() else f"\\{text}"
        return f"upright({sign})" if element.get("mathvariant") == "normal" and text.isalpha() else sign
    if text.replace(".", "", 1).isdigit() and text.isascii():
        return text
    if any(character.isalpha() for character in text) and element.tag.rpartition("}")[2] != "mn":
        return f"op({string(text)}, limits: #{'true' if text in _LIMITS else 'false'})"
    return " ".join(f"\\{sign}" if sign.isascii() and not sign.isalnum() else sign for sign in text)


def _row(element: Element) -> str:
    children = list(element)
    made = " ".join(filter(None, map(formula, children)))
    fences = {_operator(child) for child in (children[0], children[-1])} if len(children) > 1 else set()
    stretched = element.tag.endswith("mrow") and not fences.isdisjoint(_FENCES) and _operator(children[0])
    return f"lr({made})" if stretched and children[0].get("stretchy") != "false" else made


def _operator(element: Element) -> str:
    return (element.text or "").strip() if element.tag.endswith("mo") else ""


def _argument(element: Element) -> str:
    return formula(element) or '""'


def _attached(*places: str) -> Callable[[Element], str]:
    def make(element: Element) -> str:
        base, *scripts = element
        given = ", ".join(f"{place}: {_argument(script)}" for place, script in zip(places, scripts, strict=True))
        return f"attach({_argument(base)}, {given})"

    return make


def _limits(*places: str) -> Callable[[Element], str]:
    """Something under or over a formula: a sign that Typst knows, a limit, or anything."""

    def make(element: Element) -> str:
        base, *scripts = element
        sign = _operator(scripts[0]) if len(scripts) == 1 else ""
        if sign in _LINES:
            return f"{'over' if places == ('t',) else 'under'}{_LINES[sign]}({_argument(base)})"
        if sign in _ACCENTS and places == ("t",):
            return f"accent({_argument(base)}, {_ACCENTS[sign]})"
        given = ", ".join(f"{place}: {_argument(script)}" for place, script in zip(places, scripts, strict=True))
        movable = _operator(base) in _OPERATORS | _LIMITS or (base.text or "") in _LIMITS
        return f"attach({_argument(base)}, {given})" if movable else f"attach(limits({_argument(base)}), {given})"

    return make


def _fraction(element: Element) -> str:
    above, below = map(_argument, element)
    if (element.get("linethickness") or "").startswith("0"):
        return f"mat(delim: #none, {above}; {below})"
    return f"frac({above}, {below})"


def _root(element: Element) -> str:
    base, degree = map(_argument, element)
    return f"root({degree}, {base})"


def _table(element: Element) -> str:
    """Lines that are aligned at their relations, or rows and columns."""
    rows = [[formula(cell) for cell in row] for row in element]
    if element.get("class", "").startswith("ams-align"):
        return " \\\n".join(" & ".join(row) for row in rows)
    align = ", align: #left" if element.get("columnalign") == "left" else ""
    width = max(map(len, rows), default=0)
    cells = "; ".join(", ".join(cell or '""' for cell in [*row, *[""] * (width - len(row))]) for row in rows)
    return f"mat(delim: #none{align}, {cells})"


def _space(element: Element) -> str:
    width = element.get("width", "").removesuffix("em")
    try:
        return f"#h({float(width):g}em)"
    except ValueError:
        return "space"


def _text(element: Element) -> str:
    return string(element.text or "")


def _wrapped(function: str) -> Callable[[Element], str]:
    def make(element: Element) -> str:
        inner = " ".join(filter(None, map(formula, element))) or '""'
        return f"{function}({inner})"

    return make


_MAKERS: dict[str, Callable[[Element], str]] = {
    "mtext": _text,
    "mspace": _space,
    "msub": _attached("b"),
    "msup": _attached("t"),
    "msubsup": _attached("b", "t"),
    "munder": _limits("b"),
    "mover": _limits("t"),
    "munderover": _limits("b", "t"),
    "mfrac": _fraction,
    "msqrt": _wrapped("sqrt"),
    "mroot": _root,
    "mphantom": _wrapped("hide"),
    "mtable": _table,
}
