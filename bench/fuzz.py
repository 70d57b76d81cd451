"""Looks for inputs that break the tool: frameworks out of a grammar, read, judged, printed, mended and renamed.

``python bench/fuzz.py --seconds 3600 --seed 1`` goes on for an hour. Each input has a seed of its own, which is printed
where it fails; it is then made small and written to ``tests/fuzz/found``, where a test keeps it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from fuzz_grammar import WORDS, Maker

from sphinx_ihe.editing.fixes import mend, replaced, replacements
from sphinx_ihe.editing.guard import less_readable, refusal
from sphinx_ihe.editing.occurrences import Occurrences
from sphinx_ihe.editing.renaming import KINDS, RenamingError, called, rename
from sphinx_ihe.framework import config, inventory
from sphinx_ihe.framework.inventory.elsewhere import OtherFramework
from sphinx_ihe.framework.inventory.writing import inventory as inventory_of
from sphinx_ihe.framework.reader import read_texts
from sphinx_ihe.rules import statement
from sphinx_ihe.rules.rule import judge
from sphinx_ihe.rules.statement import forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx_ihe.framework.config import Config
    from sphinx_ihe.framework.reader import Reading

Texts: TypeAlias = dict[str, str]

FOUND = Path(__file__).parents[1] / "tests" / "fuzz" / "found"
SLOW = 2.0
"""Seconds that no input may take."""

# -- what must hold ----------------------------------------------------------------------------------------------------


def examine(texts: Texts, seed: int = 0) -> None:
    """Do with a framework all that can be done. Raises what is wrong."""
    start = time.process_time()
    settings = config.read(_bytes(texts.get("ihe.yaml", "")), "ihe.yaml")
    documents: dict[str, str | bytes] = {
        name: _bytes(text) for name, text in texts.items() if not name.endswith((".yaml", ".json"))
    }
    if "other.json" in texts:
        try:
            other = OtherFramework(inventory.loads(_bytes(texts["other.json"])))
        except inventory.UnreadableError:
            pass
        else:
            list(other.profiles.values()), list(other.transactions.values())
            inventory.dumps(other.inventory)
    reading = read_texts(documents, settings)
    _judged(reading, settings)
    if "statement.yaml" in texts:
        found = statement.read(texts["statement.yaml"], "statement.yaml")
        statement.findings(found, reading.framework)
        for form in forms.FORMS.values():
            form(found, reading.framework)
    inventory.dumps(inventory_of(reading.framework, settings))
    _mended(documents, reading, settings)
    _renamed(documents, reading, settings, random.Random(seed))
    if (took := time.process_time() - start) > SLOW:
        raise TimeoutError(f"{took:.1f} s")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _judged(reading: Reading, settings: Config) -> None:
    from ihe_cli.reporters import Report, render
    from ihe_cli.terminal import Style

    verdict = judge(reading.framework, settings.selection, settings.leaves_out)
    report = Report(verdict.findings, 1, len(verdict.suppressed), reading.texts)
    for form in ("text", "github", "junit", "json", "sarif"):
        text = render(form, report, Style(False))
        if form in {"text", "github", "junit"} and any(each in text for each in "\x1b\x00\u202e"):
            raise AssertionError(f"{form} shows a character that is obeyed")


def _mended(documents: dict[str, str | bytes], reading: Reading, settings: Config) -> None:
    """Fixes come to an end, and make nothing less readable."""
    for _ in range(60):
        verdict = judge(reading.framework, settings.selection, settings.leaves_out)
        mended = mend(reading.texts, verdict.findings, unsafe=True)
        if not mended.texts:
            return
        for file, text in mended.texts.items():
            if text != replaced(reading.texts[file], mended.replacements[file]):
                raise AssertionError("a byte beside a fix has changed")
        documents = documents | {file: _bytes(text) for file, text in mended.texts.items()}
        after = read_texts(documents, settings)
        if less_readable(reading.framework.problems, after.framework.problems):
            return  # which is refused
        reading = after


def _renamed(documents: dict[str, str | bytes], reading: Reading, settings: Config, choice: random.Random) -> None:
    occurrences = Occurrences(reading.framework)
    things = [each for each in occurrences.all if each.thing.kind in KINDS]
    if not things:
        return
    chosen, words = choice.choice(things), " ".join(choice.choice(WORDS) for _ in range(2))
    try:
        made = replacements(reading.texts, rename(reading.framework, occurrences, reading.texts, chosen, words))
        new = called(reading.framework, chosen, words)
    except RenamingError:
        return
    changed = {file: _bytes(replaced(reading.texts[file], each)) for file, each in (made or {}).items()}
    refusal(reading.framework, read_texts(documents | changed, settings).framework, (chosen.thing, new))


# -- looking ----------------------------------------------------------------------------------------------------


def fault(texts: Texts, seed: int) -> str | None:
    """What is wrong with an input, and where; None where nothing is."""
    try:
        examine(texts, seed)
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"
    return None


def smaller(texts: Texts, holds: Callable[[Texts], bool]) -> Texts:
    """A smaller input of which the same holds: files, then ever shorter pieces are left out."""
    changed = True
    while changed:
        changed = False
        for attempt in _attempts(texts):
            if holds(attempt):
                texts, changed = attempt, True
                break
    return texts


def _attempts(texts: Texts) -> Iterator[Texts]:
    for name in texts:
        yield {other: text for other, text in texts.items() if other != name}
    for name, text in texts.items():
        size = len(text) // 2
        while size:
            yield from ({**texts, name: text[:at] + text[at + size :]} for at in range(0, len(text), size))
            size //= 2


def look(seed: int, seconds: float, most: int | None = None) -> tuple[int, list[str]]:
    """Try inputs from a seed on; how many, and what was wrong with which."""
    end, count, found = time.monotonic() + seconds, 0, []
    while time.monotonic() < end and (most is None or count < most):
        texts = Maker(seed + count).texts()
        wrong = fault(texts, seed + count)
        if wrong:
            found.append(f"seed {seed + count}: {wrong}")
            print(found[-1], flush=True)
            _keep(smaller(texts, lambda each, wrong=wrong, at=seed + count: fault(each, at) == wrong), seed + count)  # type: ignore[misc]
        count += 1
    return count, found


def _keep(texts: Texts, seed: int) -> None:
    FOUND.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"seed": seed, "texts": texts}, indent=1) + "\n"
    (FOUND / f"{hashlib.sha256(text.encode()).hexdigest()[:12]}.json").write_text(text, "utf-8")


def main() -> int:
    """Look for a while, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--seconds", type=float, default=60)
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)
    count, found = look(given.seed, given.seconds)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{count} inputs, {len(found)} faults, {memory} MB at most")
    return bool(found)


if __name__ == "__main__":
    raise SystemExit(main())
