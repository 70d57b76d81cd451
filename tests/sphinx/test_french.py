"""The French catalogue is complete, and what it says is printed."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from test_staleness import times
from test_translation import translate

import sphinx_ihe

if TYPE_CHECKING:
    from collections.abc import Callable

    from babel.messages import Catalog
    from projects import Site

PACKAGE = Path(sphinx_ihe.__file__).parent
CATALOGUES = sorted(PACKAGE.glob("sphinx/locale/*/LC_MESSAGES/sphinx_ihe.po"))


def said(catalogue: Catalog) -> dict[object, object]:
    return {message.id: message.string for message in catalogue if message.id}


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def test_there_are_catalogues() -> None:
    assert [path.parts[-3] for path in CATALOGUES] == ["fr"]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_message_is_translated(path: Path) -> None:
    catalogue = read(path)
    printed = {message for _file, _line, message, *_ in extract_from_dir(PACKAGE)}
    assert set(said(catalogue)) == printed
    assert [message.id for message in catalogue if message.id and (message.fuzzy or not message.string)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_translations_have_the_same_braces(path: Path) -> None:
    def braces(text: object) -> list[str | None]:
        return sorted(name for _, name, _, _ in Formatter().parse(str(text)) if name is not None)

    assert [id for id, string in said(read(path)).items() if braces(id) != braces(string)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_the_compiled_catalogue_says_the_same(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        assert said(read_mo(file)) == said(read(path))


def headings(page: str) -> list[str]:
    """The headings of the columns and the captions of a page's tables."""
    cells = re.findall(r"<th [^>]*class=\"head[^>]*>(.*?)</th>|<caption>(.*?)</caption>", page, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", "".join(cell)).strip("\N{PILCROW SIGN}") for cell in cells]


def test_headings_are_french(site: Callable[[str], Site]) -> None:
    built = site("ext-whole").build(language="fr")
    assert built.messages == []
    assert headings(built.page("send.html")) == [
        "Tableau 1.1-1\N{NO-BREAK SPACE}: Profil SEND - Acteurs et transactions",
        "Acteurs",
        "Transactions",
        "Initiateur ou répondeur",
        "Optionnalité",
        "Référence",
        "Tableau 1.2-1\N{NO-BREAK SPACE}: SEND - Acteurs et options",
        "Acteur",
        "Nom de l’option",
        "Référence",
        "Tableau 1.3-1\N{NO-BREAK SPACE}: SEND - Regroupements d’acteurs requis",
        "Acteur SEND",
        "Condition de regroupement",
        "Acteur(s) à regrouper",
        "Référence",
    ]
    text = re.sub(r"<[^>]*>", "", built.page("send.html"))
    assert "R (avec l’option Registered Mail) (voir la note 1)" in text
    assert "Note 1\N{NO-BREAK SPACE}: " in text
    assert "Proposée par:\nLetter Writer" in text
    transactions = re.sub(r"<[^>]*>", "", built.page("transactions.html"))
    assert "Utilisation\N{NO-BREAK SPACE}: SEND" in transactions
    assert "Répondeur" in transactions


@pytest.mark.parametrize("builder", ["singlehtml", "text", "man", "texinfo", "latex", "epub"])
@pytest.mark.parametrize("root", ["ext-lists", "ext-whole"])
def test_every_builder_prints_french(builder: str, root: str, site: Callable[[str], Site]) -> None:
    assert site(root).build(builder, language="fr", version="1").messages == []


def test_a_name_is_what_is_left_of_a_french_title(site: Callable[[str], Site]) -> None:
    project = site("ext-lists")
    titles = {
        "send": {
            "Sending of Letters (SEND) Profile": "Profil Envoi de lettres (SEND)",
            "Registered Mail Option": "Option Envoi recommandé",
            "Use Case #1: A Letter Home": "Cas d’utilisation nº 1\N{NO-BREAK SPACE}: Une lettre à la maison",
            "Letter Writer": "Rédacteur",
        },
        "letter": {"Letter": "Lettre"},
        "post": {"Post Letter [DEMO-1]": "Poster une lettre [DEMO-1]"},
        "issues": {"DEMO_1: Who pays?": "DEMO_1\N{NO-BREAK SPACE}: Qui paie\N{NO-BREAK SPACE}?"},
    }
    for catalogue, messages in titles.items():
        translate(project, messages, catalogue, "fr")
    project.edit("lists.rst", ".. ihe:issue-list::\n   :state: open", ".. ihe:issue-list::")
    built = project.build(language="fr", locale_dirs=["locale"])
    assert built.messages == []
    rows = [re.sub(r"<[^>]*>", "", row) for row in re.findall(r"<tr.*?</tr>", built.page("lists.html"), re.DOTALL)]
    cells = {cell for row in rows for cell in row.split("\n") if cell}
    assert {
        "Envoi de lettres (SEND)",
        "Envoi recommandé",
        "Rédacteur",
        "Lettre",
        "Poster une lettre [DEMO-1]",
        "Qui paie ?",
        "ouverte",
        "close",
    } <= cells
    english = {"Letter Writer", "Letter", "Registered Mail", "Post Letter [DEMO-1]", "Who pays?"}
    assert not english & cells
    see = re.sub(r"<[^>]*>", "", built.page("lists.html"))
    assert "See Lettre, SEND / Une lettre à la maison, Une lettre à la maison and" in see
    send = re.sub(r"<[^>]*>", "", built.page("send.html"))
    assert "Option Envoi recommandé" in send
    assert "Option Option" not in send


def test_a_title_with_other_words_is_a_name_as_a_whole(site: Callable[[str], Site]) -> None:
    project = site("ext-lists")
    translate(project, {"Registered Mail Option": "Option d’envoi recommandé"}, "send", "fr")
    assert ">Option d’envoi recommandé<" in project.build(language="fr", locale_dirs=["locale"]).page("lists.html")


def test_texts_are_french_where_a_list_prints_them(site: Callable[[str], Site]) -> None:
    project = site("ext-lists")
    said = {
        "send": {
            "Writes *letters* and posts them with :ihe:transaction:`DEMO-1`.": (
                "Écrit des *lettres* et les poste avec :ihe:transaction:`DEMO-1`."
            )
        },
        "post": {
            "A letter is posted.": "Une lettre est postée.",
            "The :ihe:actor:`Letter Writer` SHALL *seal* it before :ihe:transaction:`~DEMO-1`.": (
                "Avant :ihe:transaction:`~DEMO-1`, :ihe:actor:`Letter Writer` DOIT la *sceller*."
            ),
            "Post Letter [DEMO-1]": "Poster une lettre [DEMO-1]",
        },
        "issues": {"Is wax needed?": "Faut-il de la cire\N{NO-BREAK SPACE}?"},
        "terms": {"Is black.": "Est noire.", "ink": "encre"},
    }
    for catalogue, messages in said.items():
        translate(project, messages, catalogue, "fr")
    built = project.build(language="fr", locale_dirs=["locale"])
    assert built.messages == []
    lists = built.page("lists.html")
    text = " ".join(re.sub(r"<[^>]*>", "", lists).split())
    assert "Écrit des lettres et les poste avec Poster une lettre [DEMO-1]." in text
    assert 'les poste avec <a class="reference internal" href="post.html#transaction-DEMO-1"' in lists
    assert "Une lettre est postée." in text
    assert "Avant [DEMO-1], Letter Writer DOIT la sceller." in text
    assert "Faut-il de la cire" in text
    assert "Est noire." in text
    english = ("Writes letters", "A letter is posted", "SHALL seal", "Is wax needed", "Is black")
    assert [words for words in english if words in text] == []
    # What is said otherwise later is printed otherwise, and nothing else is written again but the table of contents.
    before = times(built.out)
    translate(project, {**said["issues"], "Is wax needed?": "La cire est-elle utile ?"}, "issues", "fr")
    again = project.build(language="fr", locale_dirs=["locale"])
    assert "La cire est-elle utile" in again.page("lists.html")
    assert {page for page, time in times(again.out).items() if time != before[page]} == {"issues", "lists", "index"}
