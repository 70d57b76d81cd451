"""The files of a framework that hold no text of its sources: ``ihe.yaml``, ``conf.py`` and tables of contents."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from sphinx_ihe.importing.blocks import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_ihe.importing import ImportWishes
    from sphinx_ihe.importing.blocks import SourceText
    from sphinx_ihe.importing.understanding import Understanding

_STATUS = (
    ("trial-implementation", re.compile(r"Trial\s+Implementation|_TI_", re.IGNORECASE)),
    ("public-comment", re.compile(r"Public\s+Comment|_PC_", re.IGNORECASE)),
    ("final-text", re.compile(r"Final\s+Text|_FT_", re.IGNORECASE)),
)
_DOMAIN = re.compile(
    r"(?:^|IHE[._+ -]?)(ITI|RAD|PCC|PCD|DEV|QRPH|PHARM|CARD|EYECARE|LAB|PaLM|DENT|RO|ENDO|SUR)(?=[._ -]|$)", re.I
)
_RENAMED = {"PCD": "DEV"}
_VOLUMES = {
    "volume1": "Volume 1: Profiles", "volume2": "Volume 2: Transactions", "volume3": "Volume 3: Content",
    "volume4": "Volume 4: National Extensions", "appendices": "Appendices",
}  # fmt: skip


def project_files(sources: Sequence[SourceText], made: Understanding, wishes: ImportWishes) -> dict[str, bytes]:
    """Their texts by path."""
    front = words_of(sources[0].blocks[:60])
    title = (
        sources[0].title if sources[0].kind == "repository" else sources[0].name.rpartition(".")[0].replace("_", " ")
    )
    domain = wishes.domain or _domain(sources)
    status = wishes.status or next((n for n, found in _STATUS if found.search(front + sources[0].name)), "draft")
    revision = re.search(r"Rev(?:ision|\.)\s*([0-9]+\.[0-9]+)", front)
    lines = ["framework:", f"  title: {json.dumps(title, ensure_ascii=False)}", f"  status: {status}"]
    lines += [f"  domain: {domain}"] if domain else []
    lines += [f'  revision: "{revision[1]}"'] if revision else []
    older = {id.rpartition("-")[0] for id in made.transactions} - {domain, ""}
    older = {each for each in older if _RENAMED.get(each) == domain}
    if older:
        lines.append(f"  transaction-prefixes: [{', '.join([domain, *sorted(older)])}]")
    files = {"ihe.yaml": "\n".join([*lines, 'exclude: ["import-report.md"]', ""]), "conf.py": _conf(title)}
    paths = [document.path for document in made.documents]
    top = [path for path in paths if "/" not in path]
    for folder, name in _VOLUMES.items():
        own = [path.partition("/")[2] for path in paths if path.startswith(folder + "/")]
        if own:
            taken = "contents" if "index" in own else "index"
            files[f"{folder}/{taken}.rst"] = _contents(name, own)
            top.append(f"{folder}/{taken}")
    files["index.rst"] = _contents(title, top)
    return {path: text.encode() for path, text in files.items()}


def prefix_of(sources: Sequence[SourceText], wishes: ImportWishes) -> str:
    """What ids of transactions begin with, where the domain has one name only."""
    domain = wishes.domain or _domain(sources)
    return "" if domain in _RENAMED.values() else domain


def _domain(sources: Sequence[SourceText]) -> str:
    for source in sources:
        if found := _DOMAIN.search(source.name):
            code = found[1] if found[1] == "PaLM" else found[1].upper()
            return _RENAMED.get(code, code)
    return ""


def _conf(title: str) -> str:
    return (
        f"project = {json.dumps(title, ensure_ascii=False)}\n\n"
        'extensions = ["sphinx_ihe"]\n'
        'exclude_patterns = ["_build", "import-report.md"]\n'
    )


def _contents(title: str, names: Sequence[str]) -> str:
    lines = [title, "=" * len(title), "", ".. toctree::", "   :maxdepth: 2", "", *(f"   {name}" for name in names), ""]
    return "\n".join(lines)
