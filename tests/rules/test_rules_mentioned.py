"""Transactions, sections and actors that running text mentions (IHE602 to IHE605)."""

from __future__ import annotations

import pytest
from marked_text import judge

from sphinx_ihe.framework.reader import read_texts
from sphinx_ihe.language.findings import Selection
from sphinx_ihe.rules.rule import check


@pytest.mark.parametrize(
    "text",
    [
        "{{IHE602|Retrieve Document Set}} [ITI-18] finds it.",
        "The {{IHE602|Stored Registry Query}} [ITI-18] finds it.",
        "Use **{{IHE602|Retrieve Document Set}}** [ITI-18].",
        "- {{IHE602|Retrieve Document Set}} [ITI-18]\n",
        "{{IHE602|Registry Stored query}} [ITI-18] finds it.".replace("query", "QUERY"),
        "Provide {{IHE602|Mobile Patient Identity Feed}} [ITI-104].",
        "The {{IHE602|Get Some Document}} transaction [ITI-18].",
        "{{IHE602|Set Document}} \\[ITI-18\\], as converters from Word write it.",
        "{{IHE602|Éclat Größe}} [ITI-18] and TODO {{IHE602|Set Document}} [ITI-18].",
    ],
)
def test_diverging_mentions(text: str) -> None:
    judge(text)


@pytest.mark.parametrize(
    "text",
    [
        "Registry Stored Query [ITI-18], the Registry Stored Query [ITI-18].",
        "A Registry\nStored Query [ITI-18] is sent; a Registry Stored Query Request [ITI-18] follows.",
        "Find Document Lists, [ITI-67] Find Document References.",
        "[ITI-66] Find Document Lists [ITI-67] Find Document References.",
        "[ITI-18], [ITI-43], [ITI-41]; [ITI-18]/[ITI-43]; [ITI-18, ITI-43]",
        "The PIXm query [ITI-83] of MHD [ITI-65] and its FHIR API [ITI-66].",
        "The Document Consumer [ITI-18] of XDS.b [ITI-18].",
        "See [ITI-18]. In [ITI-18], The Transaction [ITI-18].",
        "``Retrieve Document Set [ITI-18]`` and :term:`Retrieve Document Set [ITI-18]`.",
        ".. code-block:: text\n\n   Retrieve Document Set [ITI-18] [ITI-999]\n",
        ".. Retrieve Document Set [ITI-18]\n",
        "::\n\n   Retrieve Document Set [ITI-18]\n",
        "The Document Registry Actor [ITI-18] answers, for Document Registries [ITI-18].",
        "The Document Replacement Option [ITI-41] of the PDQm Profile [ITI-78].",
        "See ITI TF-2: Appendix V [ITI-41]. In Step A [ITI-41] of Table B [ITI-18].",
        "Registry Stored Query \\[ITI-18\\], \\[ITI-43\\]",
    ],
)
def test_right_mentions(text: str) -> None:
    judge(text)


def test_unknown_mentions() -> None:
    judge(
        """
        Text of [{{IHE603|ITI-999}}] and [ITI-18, {{IHE603|ITI-998}}], in a list:

        * [{{IHE603|ITI-997}}]

        +-----------+
        | [{{IHE603|ITI-996}}] |
        +-----------+

        Not [ABC-1], [1]_, [ITI-18]_, [RFC-2119], [CIT2002]_, `x <http://h/[ITI-995]>`_ or http://h/[ITI-994].

        .. [1] See [{{IHE603|ITI-993}}].
        .. [ITI-18] A citation.
        .. [CIT2002] Another.
        """
    )


def test_a_transaction_that_is_declared_is_known() -> None:
    judge("Send Measurement [ITI-999]\n\n.. ihe:transaction:: Send Measurement [ITI-999]\n", ignore=("IHE3", "IHE7"))


def test_sparse_domains() -> None:
    judge("Of PCC two transactions are known: [PCC-7]; [QRPH-40] is like it, and [{{IHE603|RAD-999}}] is not.\n")


@pytest.mark.parametrize(
    "text",
    [
        "The query [ITI-78] is in {{IHE604|ITI TF-2: 3.83}}.",
        "The query [ITI-78] is in {{IHE604|ITI TF-2: 3.83.4.1}}, [ITI-18] in ITI TF-2: 3.18.",
        "The query [ITI-78] is in {{IHE604|RAD TF-2: 3.78}}.",
        "It stands in {{IHE604|FAIS}} TF-2: 3.121.",
        "It stands in {{IHE604|XDS.b}} TF-1: 10.1.",
    ],
)
def test_diverging_references(text: str) -> None:
    judge(text)


@pytest.mark.parametrize(
    "text",
    [
        "The query [ITI-78] is in ITI TF-2: 3.78 or ITI TF-2: 3.78.4.1 or IHE ITI TF-2c: 3.78.",
        "The query [ITI-78] is sent. It differs from ITI TF-2: 3.83.",
        "The query [ITI-78] is like [ITI-18], see ITI TF-2: Appendix V and ITI TF-1: 9.1, ITI TF-3: 4.2.",
        "Of [ITI-78] and [ITI-18], the first is in ITI TF-2: 3.78.",
        "See TF-2: 3.83, the TF-1: 2 model, and RAD TF-2: 4.107 [RAD-107].",
    ],
)
def test_right_references(text: str) -> None:
    judge(text)


def test_references_in_the_rows_of_tables() -> None:
    judge(
        """
        .. list-table::

           * - Query [ITI-78]
             - {{IHE604|ITI TF-2: 3.83}}
           * - Query [ITI-83]
             - ITI TF-2: 3.83

        .. csv-table::

           [ITI-78],{{IHE604|ITI TF-2: 3.83}}
           [ITI-83],ITI TF-2: 3.83

        ==============  ==============
        One             Other
        ==============  ==============
        Query [ITI-83]  ITI TF-2: 3.83
        Query [ITI-78]  ITI TF-2: 3.78
        ==============  ==============
        """
    )


@pytest.mark.parametrize(
    "text",
    [
        "The {{IHE605|Patient Identify Source}} sends.",
        "The {{IHE605|Patient\nIdentify Source}} sends.",
        "Each {{IHE605|Document Sorce}}'s identifier.",
        "A {{IHE605|Documnet Source}} and {{IHE605|Document Reposiotry}} send.",
        "The {{IHE605|Metadata Limited Document Source}} sends.",
        "An {{IHE605|Integrated Document Source / Repository}} sends.",
        "The {{IHE605|Patient Identity Cross-reference Consumer}} asks.",
        "The {{IHE605|Patient Identifier Cross-reference manager}} answers.".replace("manager", "Manger"),
    ],
)
def test_misspelt_actors(text: str) -> None:
    judge(text)


@pytest.mark.parametrize(
    "text",
    [
        "Document Sources, the Document Source's store, Document Repositories, a Document\nSource.",
        "An XDS Document Source Actor, the Grouped Document Source, Document Source/Document Consumer.",
        "The Content Creation of an Alert Report, Form Management, Document Consumption, Workflow Management.",
        "The Resource Servers, Time Servers, Data Source, Image Archive, Document Store, Secure Mode.",
        "DOCUMENT SOURCE, ``Document Sorce``, :ref:`Document Sorce <x>`, document sorce.",
        "Provide and Register Document Set-b, Registry Stored Query, Cross-Enterprise Document Sharing.",
        "Document Sorce\n==============\n\nThe Document Sorce is a thing of its own.",
    ],
)
def test_names_that_are_right(text: str) -> None:
    judge(text, ignore=("IHE6010", "IHE7"))


def test_terms_of_glossaries() -> None:
    judge(
        """
        Terms
        =====

        The Document Sorce is a term, and so are a *Documant Source*, a Docoment Source and a Document Sourcee. What a
        definition says is none: {{IHE605|Documend Source}}.

        .. glossary::
           :sorted:

           Document Sorce
           Documant *Source* : of documents
              Is a Document Sorce.

              {{IHE605|Documend Source}}

        - .. glossary::

             Docoment Source
                In a list.

             Document Sourcee
                With an end.
        """,
        ignore=("IHE7",),
    )


def test_terms_of_glossaries_in_markdown() -> None:
    text = "# Terms\n\nA Document Sorce, a Documend Source.\n\n```{glossary}\nDocument Sorce\n  Is a term.\n```\n"
    findings = check(read_texts({"terms.md": text}).framework, Selection(("IHE605",)))
    assert [(each.place.line, each.message.partition(" is ")[0]) for each in findings] == [(3, "'Documend Source'")]


def test_running_text_in_yaml() -> None:
    judge(
        """
        .. ihe:transaction:: Send Measurement [ITI-999]

        .. ihe:actor-roles::

           initiator:
             Document Source: Sends what {{IHE602|Retrieve Document Set}} [ITI-18] finds.
           responder:
             Document Repository: Knows the {{IHE605|Document Sorce}}.
        """,
        ignore=("IHE3", "IHE7"),
    )
