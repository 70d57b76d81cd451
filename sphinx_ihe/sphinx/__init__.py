"""The Sphinx extension: this list is all that it registers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sphinx_ihe
from sphinx_ihe.sphinx import nodes, printed_names
from sphinx_ihe.sphinx.addresses import TellAddresses, write_addresses
from sphinx_ihe.sphinx.assets import LeaveIds, MakeRoom, add_static_folder, dress_page
from sphinx_ihe.sphinx.book_builder import BookBuilder, tell_failure
from sphinx_ihe.sphinx.cards import write_cards
from sphinx_ihe.sphinx.changes import ShowChanges
from sphinx_ihe.sphinx.collector import Collector
from sphinx_ihe.sphinx.domain import leave_to_rules, take_text
from sphinx_ihe.sphinx.encodings import leave_out_undecodable
from sphinx_ihe.sphinx.figures import DrawFigures, FillFigures
from sphinx_ihe.sphinx.find import offer_finding, write_index
from sphinx_ihe.sphinx.findings import finish_reading
from sphinx_ihe.sphinx.lookups import SpokenDomain
from sphinx_ihe.sphinx.numbers import after_collector, before_collector, settle
from sphinx_ihe.sphinx.paragraphs import NumberParagraphs
from sphinx_ihe.sphinx.printed_numbers import NumberReferences, PrintNumbers
from sphinx_ihe.sphinx.published import write_framework
from sphinx_ihe.sphinx.single_page import lead_to_places, tell_ids_apart
from sphinx_ihe.sphinx.uses import FillUses
from sphinx_ihe.sphinx.views import FillViews

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

LOCALE = Path(__file__).parent / "locale"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the domain, what prints it, and the rules."""
    app.add_domain(SpokenDomain)
    app.add_builder(BookBuilder)
    app.add_node(nodes.written)
    app.add_enumerable_node(nodes.table_view, "table", nodes.caption_of)
    app.add_enumerable_node(nodes.list_view, "table", nodes.caption_of)
    app.add_enumerable_node(nodes.diagram_view, "figure", nodes.caption_of)
    app.add_node(nodes.uses_view)
    app.add_transform(Collector)
    app.add_post_transform(NumberReferences)
    app.add_post_transform(FillViews)
    app.add_post_transform(FillUses)
    app.add_post_transform(TellAddresses)
    app.add_post_transform(FillFigures)
    app.add_post_transform(DrawFigures)
    app.add_post_transform(ShowChanges)
    app.add_post_transform(PrintNumbers)
    app.add_post_transform(MakeRoom)
    app.add_post_transform(LeaveIds)
    app.add_post_transform(NumberParagraphs)
    app.add_message_catalog(printed_names.CATALOGUE, str(LOCALE))
    app.connect("config-inited", settle)
    app.connect("env-before-read-docs", leave_out_undecodable)
    app.connect("source-read", take_text, priority=1000)
    app.connect("env-updated", finish_reading)
    app.connect("env-get-updated", before_collector, priority=499)
    app.connect("env-get-updated", after_collector, priority=501)
    app.connect("warn-missing-reference", leave_to_rules)
    app.connect("doctree-resolved", tell_ids_apart)
    app.connect("builder-inited", add_static_folder)
    app.connect("html-page-context", dress_page)
    app.connect("html-page-context", offer_finding)
    app.connect("build-finished", write_framework)
    app.connect("build-finished", tell_failure)
    app.connect("build-finished", write_addresses)
    app.connect("build-finished", write_cards)
    app.connect("build-finished", write_index)
    app.connect("build-finished", lead_to_places)
    return {"version": sphinx_ihe.__version__, "parallel_read_safe": True, "parallel_write_safe": True}
