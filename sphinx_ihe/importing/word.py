"""Word documents: mammoth makes HTML of them; what it does not give is made readable in the package's XML before."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from sphinx_ihe.importing.blocks import SourceText
from sphinx_ihe.importing.html_blocks import HtmlReader

if TYPE_CHECKING:
    from pathlib import Path

_STYLES = {
    "Table Title": "caption", "Figure Title": "caption", "Caption": "caption", "caption": "caption",
    "Editor Instructions": "instruction", "Author Instructions": "instruction", "XML Fragment": "xml",
    "XML Example": "xml", "HTML Preformatted": "preformatted", "TableXML": "xml", "XML Text": "xml", "code": "code",
    "Code": "code", "Plain Text": "plaintext", "XML": "xml", "XMLFragment": "xml",
    "Title": "title", "Subtitle": "title",
}  # fmt: skip
_MAP = "\n".join([
    *(f"p[style-name='Heading {n}'] => h{n}:fresh" for n in range(1, 10)),
    *(f"p[style-name='heading {n}'] => h{n}:fresh" for n in range(1, 10)),
    *(f"p[style-name='Appendix Heading {n}'] => h{n}:fresh" for n in range(1, 5)),
    *(f"p[style-name='{style}'] => p.{part}:fresh" for style, part in _STYLES.items()),
    "p[style-name='Part Title'] => h1:fresh",
    "p[style-name^='toc'] => !", "p[style-name^='TOC'] => !", "p[style-name='table of figures'] => !",
    "comment-reference => sup.comment",
])  # fmt: skip
_DRAWN = frozenset(("image/x-emf", "image/x-wmf", "image/emf", "image/wmf", "image/tiff"))
_ENDINGS = {"jpeg": "jpg", "x-png": "png", "pjpeg": "jpg", "svg+xml": "svg"}
_PARTS = re.compile(r"word/(?:document|footnotes|endnotes|comments)\.xml")
_EQUATION = (
    (re.compile(r"<m:r\b[^>]*>"), "<w:r>"), (re.compile(r"</m:r>"), "</w:r>"),
    (re.compile(r"<m:t\b[^>]*?(?<!/)>"), '<w:t xml:space="preserve">'), (re.compile(r"</m:t>"), "</w:t>"),
    (re.compile(r"</?m:(?!r\b|t\b)\w+\b[^>]*>"), ""),
)  # fmt: skip
_MARKS = (
    ("ins", "\ue000", "\ue001"),
    ("del", "\ue002", "\ue003"),
)


class Pictures:
    """The pictures of a document: files of those that browsers show, names of the others."""

    def __init__(self, stem: str) -> None:
        self.stem = stem
        self.media: dict[str, bytes] = {}
        self.lost: list[tuple[str, str]] = []

    def __call__(self, image: Any) -> dict[str, str]:
        kind = image.content_type or "image/bin"
        ending = kind.rpartition("/")[2]
        name = f"{self.stem}-{len(self.media) + len(self.lost) + 1}.{_ENDINGS.get(ending, ending).removeprefix('x-')}"
        alt = image.alt_text or ""
        if kind in _DRAWN or kind not in ("image/png", "image/jpeg", "image/gif", "image/svg+xml"):
            self.lost.append((f"a picture in a format that browsers do not show: {name}", alt))
            return {"src": f"lost:{name}", "alt": alt}
        with image.open() as opened:
            self.media[name] = opened.read()
        return {"src": f"media:{name}", "alt": alt}


def load_word(path: Path, *, keep_changes: bool = False) -> SourceText:
    """A Word document as blocks. Raises ValueError where it is none."""
    import mammoth  # type: ignore[import-untyped]

    from sphinx_ihe.importing.files import slug

    pictures = Pictures(slug(path.stem))
    try:
        prepared = _prepared(path.read_bytes(), keep_changes=keep_changes)
        made = mammoth.convert_to_html(
            prepared, style_map=_MAP, convert_image=mammoth.images.img_element(_closed(pictures))
        ).value
    except (zipfile.BadZipFile, KeyError, OSError, AttributeError) as error:
        raise ValueError(f"{path.name} is no Word document that can be read: {error}") from None
    for tag, start, end in _MARKS:
        made = made.replace(start, f"<{tag}>").replace(end, f"</{tag}>")
    reader = HtmlReader(made)
    blocks = reader.read()
    return SourceText(path.name, "word", blocks, reader.footnotes, pictures.media, tuple(pictures.lost))


def _closed(pictures: Pictures) -> Any:
    def convert(image: Any) -> dict[str, str]:
        try:
            return pictures(image)
        except (KeyError, OSError):
            pictures.lost.append(("a picture that is not in the file", ""))
            return {"src": "lost:missing", "alt": ""}

    return convert


def _prepared(data: bytes, *, keep_changes: bool) -> io.BytesIO:
    """The package with its equations as text, and with marks around tracked changes where they are kept."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(made, "w") as out:
        for item in package.infolist():
            content = package.read(item)
            if _PARTS.fullmatch(item.filename):
                text = content.decode("utf-8", "replace")
                if "<m:" in text:
                    for pattern, new in _EQUATION:
                        text = pattern.sub(new, text)
                if keep_changes:
                    text = _kept(text)
                content = text.encode()
            out.writestr(item, content)
    made.seek(0)
    return made


def _kept(text: str) -> str:
    """Tracked changes as marks in the text; what was deleted stands again."""

    def run(mark: str) -> str:
        return f"<w:r><w:t>{mark}</w:t></w:r>"

    for tag, start, end in _MARKS:
        text = re.sub(
            rf"<w:{tag} [^>]*(?<!/)>(?=\s*<w:r\b)(.*?)</w:{tag}>", rf"{run(start)}\1{run(end)}", text, flags=re.DOTALL
        )
    return re.sub(r"(</?w:)delText\b", r"\1t", text)
