"""The ``ihe`` domain: what each document contributes, where names lead, what is stale, and what the rules find."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

from docutils import nodes
from sphinx.addnodes import glossary as glossary_node
from sphinx.addnodes import pending_xref
from sphinx.domains import Domain, ObjType
from sphinx.errors import NoUri
from sphinx.locale import get_translation
from sphinx.util.nodes import make_refnode

from sphinx_ihe.framework.config import find, load
from sphinx_ihe.framework.framework import Framework
from sphinx_ihe.reading.globs import translate
from sphinx_ihe.reading.sphinx_conf import SphinxConf
from sphinx_ihe.sphinx.build import Build
from sphinx_ihe.sphinx.documents import Anchor, Document, NameUse, WholeId
from sphinx_ihe.sphinx.nodes import DECLARES
from sphinx_ihe.sphinx.outlines import outline
from sphinx_ihe.sphinx.outputs import digest
from sphinx_ihe.sphinx.printed_names import CATALOGUE, words
from sphinx_ihe.sphinx.status import banner
from sphinx_ihe.sphinx.summaries import summary
from sphinx_ihe.sphinx.translated import texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config as Settings
    from sphinx.environment import BuildEnvironment

    from sphinx_ihe.framework.config import Config
    from sphinx_ihe.framework.reader import WholeDocument
    from sphinx_ihe.language import Page, Place, Problem
    from sphinx_ihe.language.findings import Finding
    from sphinx_ihe.printing.lists import Term
    from sphinx_ihe.printing.numbering import Number
    from sphinx_ihe.sphinx.build import BuildNumbering, Target
    from sphinx_ihe.sphinx.documents import Collected, Condition
    from sphinx_ihe.sphinx.parts import DocumentParts

_ = get_translation(CATALOGUE)

FOREMOST = ("profile", "transaction", "actor", "content-module")
"""The kinds of objects that come before the texts that only speak of them."""


class Aside(NamedTuple):
    """What Sphinx's collector of numbers is kept from."""

    sections: dict[str, dict[str, tuple[int, ...]]]
    captions: dict[str, dict[str, dict[str, tuple[int, ...]]]]
    toctrees: set[str]


class IheDomain(Domain):
    """Profiles, actors, transactions and options of IHE Technical Frameworks."""

    name = "ihe"
    label = "IHE"
    object_types: ClassVar[dict[str, ObjType]] = {
        "profile": ObjType(_("profile"), "profile"),
        "actor": ObjType(_("actor"), "actor"),
        "transaction": ObjType(_("transaction"), "transaction"),
        "profile-actor": ObjType(_("profile actor"), "profile-actor"),
        "option": ObjType(_("option"), "option"),
        "content-module": ObjType(_("content module"), "content-module"),
        "use-case": ObjType(_("use case"), "use-case"),
        "requirement": ObjType(_("requirement"), "requirement"),
        "issue": ObjType(_("issue"), "issue"),
        "integration-statement": ObjType(_("Integration Statement")),
    }
    initial_data: ClassVar[dict[str, Any]] = {
        "documents": {},  # docname -> Document
        "printed": {},  # builder name -> docname -> fingerprint of what the page prints
        "readings": 0,  # how many builds have read or forgotten a document
        "found": {},  # builder name -> what its last build looked at, and the findings
    }
    data_version = 20
    builder: Builder
    """The builder that prints, from the end of the reading on."""
    collected: tuple[Page, tuple[Collected, ...]] | None
    """The page of the document at hand, and its items where some of them depend on a condition; from the collector."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.build = Build(Framework(()), {}, {}, "")
        self.unchanged = False
        self.aside: Aside | None = None
        self.left_out: list[Problem] = []
        self._has_read = False
        self._settings: Config | None = None
        self._read: Callable[[str, str | None], WholeDocument] | None = None
        self._given: str | None = None
        self._parts: DocumentParts | None = None
        self.collected = None

    @property
    def settings(self) -> Config:
        """What ``ihe.yaml`` says of how documents are read; loaded once in a build, when the first of them is."""
        if self._settings is None:
            self._settings = load(find(Path(self.env.srcdir)))
        return self._settings

    # -- what documents contribute ---------------------------------------------------------------------------------

    @property
    def documents(self) -> dict[str, Document]:
        """What each document contributes."""
        documents: dict[str, Document] = self.data["documents"]
        return documents

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        self._has_read = True
        self.documents.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over the documents that another process has read."""
        self._has_read = True
        for docname in docnames:
            if docname in otherdata["documents"]:
                self.documents[docname] = otherdata["documents"][docname]

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Keep what a document contributes."""
        self._has_read = True
        whole = self.parts.whole
        page, items = self.collected or (whole.page, ())
        anchors: dict[Place, Anchor] = {}
        for node in document.findall(nodes.Element):
            if DECLARES in node:
                directive, node_id, title = node.attributes.pop(DECLARES)
                said = " ".join(node.astext().split()) or title
                anchors.setdefault(directive, Anchor(node_id, said, summary(node)))
        self.documents[docname] = Document(
            docname,
            page,
            anchors,
            _uses(document),
            items,
            _terms(document),
            whole.unreadable,
            texts_of(page, env),
            outline(env, document),
            _numrefs(document),
        )

        self._given = self._parts = self.collected = None

    def give(self, text: str) -> None:
        """Take the text that the document at hand is to be read from, which other extensions may have changed."""
        self._given, self._parts, self.collected = text, None, None

    @property
    def parts(self) -> DocumentParts:
        """The parts of the document at hand, read once."""
        if self._parts is None:
            from sphinx_ihe.sphinx.parts import DocumentParts

            self._parts = DocumentParts(self.read(self.env.docname, self._given))
        return self._parts

    def read(self, docname: str, given: str | None = None) -> WholeDocument:
        """What the linter's reader makes of a document, of a text that it is given in place of the file's."""
        if self._read is None:
            from sphinx_ihe.framework.reader import document_reader

            self._read = document_reader(Path(self.env.srcdir), self.settings, _conf(self.env.config))
        return self._read(os.fspath(self.env.doc2path(docname, base=False)), given)

    # -- one build -------------------------------------------------------------------------------------------------

    def prepare(
        self, found: Config, holds: Callable[[Condition], bool], output: str, numbering: BuildNumbering | None
    ) -> None:
        """Make the framework of this build from all documents and ``ihe.yaml``; ``output`` is the builder's format."""
        self._read = self._settings = None
        pages = {docname: document.read(holds) for docname, document in sorted(self.documents.items())}
        wanted = _wanted(found)
        within = [docname for docname in pages if wanted(self.env.doc2path(docname))]
        unreadable = [problem for docname in within for problem in self.documents[docname].unreadable]
        unreadable += self.left_out
        framework = Framework(
            [pages[docname] for docname in within],
            found.facts(),
            found.elsewhere,
            list(dict.fromkeys((*found.problems, *unreadable))),
        )
        self.config = found
        self.build = Build(framework, pages, self.documents, output, numbering)
        if output == "html":
            self.build.banner = banner(found, self.env.config.language)
            self.build.numbers_paragraphs = _numbers_paragraphs(found)

    def found_before(self, builder: str, inputs: str) -> list[Finding] | None:
        """What the last build with a builder found, if it looked at the same; None where all is to be judged anew."""
        if self._has_read:
            self.data["readings"] += 1
            self._has_read = False
        before, findings = self.data["found"].get(builder, (None, None))
        conditional = any(document.items for document in self.documents.values())
        self.unchanged = before == (self.data["readings"], inputs) and not conditional
        return findings if self.unchanged else None

    def keep_found(self, builder: str, inputs: str, findings: list[Finding]) -> None:
        """Keep it for the next build."""
        self.data["found"][builder] = (self.data["readings"], inputs), findings

    def stale(self, builder: str, around: Callable[[str], list[object]]) -> list[str]:
        """The documents whose print differs from what the builder last wrote; ``around`` is what else a page prints."""
        printed: dict[str, dict[str, str]] = self.data["printed"]
        before = printed.get(builder, {})
        now = {docname: self._fingerprint(docname, around(docname)) for docname in sorted(self.documents)}
        printed[builder] = {docname: digest for docname, digest in now.items() if digest}
        # What a page no longer prints changes it, too.
        return [docname for docname, digest in now.items() if before.get(docname, "") != digest]

    def _fingerprint(self, docname: str, around: list[object]) -> str:
        prints = [*self.build.prints(docname), *around]
        return digest(prints) if prints else ""

    def led_to(self, target: str) -> tuple[str, str, str]:
        """Document, id and title that a label leads to; empty where nobody has it."""
        standard = self.env.domains.standard_domain
        docname, node_id = standard.anonlabels.get(target, ("", ""))
        return docname, node_id, standard.labels.get(target, ("", "", ""))[2]

    def number_of_label(self, target: str) -> tuple[str, Number] | None:
        """Kind and number of what a label leads to."""
        docname, node_id, _title = self.led_to(target)
        return self.build.number_at(docname, node_id)

    # -- references ------------------------------------------------------------------------------------------------

    def resolve_xref(  # noqa: PLR0913 - Sphinx's signature
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Link a name to its declaration or to where it is published; the text is what IHE prints for it."""
        if typ not in self.object_types:
            return None
        key = self.build.framework.key(typ, target)
        if not node.get("refexplicit"):
            text = self.build.text(typ, target, short=bool(node.get("ihe_short")))
            if text is not None:
                contnode.children = []
                contnode += list(words(text))
                node["refexplicit"] = True
        found = self.build.target(typ, key)
        if found:
            return _reference(builder, fromdocname, found, contnode)
        # What intersphinx looks for now is the name under which another framework has it.
        node["reftarget"] = key
        return None

    def linked(self, name: pending_xref) -> Element:
        """A name that leads to something known here as its reference, another one as it is.

        Sphinx's own way to the same reference takes much longer, and tables have thousands of names.
        """
        if name["refdomain"] != self.name:
            return name
        contnode = cast("Element", name[0])
        try:
            found = self.resolve_xref(
                self.env, name["refdoc"], self.builder, name["reftype"], name["reftarget"], name, contnode
            )
        except NoUri:
            return name
        return found or name

    def resolve_any_xref(  # noqa: PLR0913 - Sphinx's signature
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Link a name of which only the text is known."""
        return [
            (f"ihe:{kind}", _reference(builder, fromdocname, found, contnode.deepcopy()))
            for kind, _key, found in self.build.matches(target)
        ]

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Every declaration with an id, under its key; what a framework is about comes first in a search."""
        for (kind, key), target in sorted(self.build.objects.items()):
            yield key, target.title, kind, target.docname, WholeId(target.node_id), int(kind not in FOREMOST)


def domain_of(env: BuildEnvironment) -> IheDomain:
    """Our domain in an environment."""
    domain = env.domains["ihe"]
    assert isinstance(domain, IheDomain)
    return domain


def take_text(app: Sphinx, docname: str, source: list[str]) -> None:
    """Take what a document is to be read from, behind all others that change it."""
    domain_of(app.env).give(source[0])


def _conf(settings: Settings) -> SphinxConf:
    """What the reader knows of ``conf.py``, from Sphinx, which has run it."""
    return SphinxConf(
        primary_domain=settings.primary_domain,
        default_role=settings.default_role,
        rst_prolog=settings.rst_prolog or "",
        myst_extensions=tuple(sorted(getattr(settings, "myst_enable_extensions", ()))),
    )


def _uses(document: nodes.document) -> tuple[NameUse, ...]:
    uses = {
        NameUse(node["reftype"], node["reftarget"], bool(node.get("refexplicit")), bool(node.get("ihe_short")))
        for node in document.findall(pending_xref)
        if node.get("refdomain") == "ihe" or node.get("reftype") == "any"
    }
    return tuple(sorted(uses))


def _numrefs(document: nodes.document) -> tuple[str, ...]:
    """The labels of which the document prints the number."""
    return tuple(sorted({node["reftarget"] for node in document.findall(pending_xref) if node["reftype"] == "numref"}))


def _terms(document: nodes.document) -> tuple[Term, ...]:
    """The entries of the document's glossaries."""
    return tuple(
        _term(entry)
        for glossary in document.findall(glossary_node)
        for entry in glossary.findall(nodes.definition_list_item)
    )


def _term(entry: nodes.definition_list_item) -> Term:
    from sphinx_ihe.printing.lists import Term

    term, *synonyms = (term.astext() for term in entry.findall(nodes.term))
    definition = next(entry.findall(nodes.paragraph), None)
    return Term(term, " ".join(definition.astext().split()) if definition else "", tuple(synonyms))


def _wanted(found: Config) -> Callable[[str | Path], bool]:
    """Whether a file belongs to the framework, by ``sources`` and ``exclude``."""
    root = found.root
    if root is None:
        return lambda path: True
    sources = [re.compile(translate(glob)) for glob in found.sources]
    excluded = [re.compile(translate(glob)) for glob in found.exclude]

    def wanted(path: str | Path) -> bool:
        try:
            name = Path(path).relative_to(root)
        except ValueError:
            return True
        folders = [parent.as_posix() for parent in name.parents if parent.name]
        left_out = any(pattern.fullmatch(each) for pattern in excluded for each in (name.as_posix(), *folders))
        return not left_out and any(pattern.fullmatch(name.as_posix()) for pattern in sources)

    return wanted


def _numbers_paragraphs(found: Config) -> bool:
    wanted = found.html.paragraph_numbers
    return found.framework.status == "public-comment" if wanted is None else wanted


def leave_to_rules(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Whether a name that leads nowhere is ours: then IHE601 has reported it, or it is published without an address."""
    return True if isinstance(domain, IheDomain) else None


def _reference(builder: Builder, fromdocname: str, target: Target, contnode: Element) -> nodes.reference:
    if target.url is None:
        return make_refnode(builder, fromdocname, target.docname, target.node_id, contnode, target.title)
    return nodes.reference(
        "", "", contnode, internal=False, refuri=target.url, reftitle=target.title, classes=["external"]
    )
