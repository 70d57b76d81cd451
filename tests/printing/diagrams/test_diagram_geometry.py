"""Actor diagrams on paper: nothing covers anything else, and lines cross as rarely as in a drawing by hand."""

from __future__ import annotations

import pytest

from sphinx_ihe.framework.catalogue import load
from sphinx_ihe.framework.framework import Framework
from sphinx_ihe.language import ActorsTransactions, ActorUses, Diagram, Owner, Page, Place, Use, Written
from sphinx_ihe.printing.diagrams import ActorFigure, DiagramPrinter, picture
from sphinx_ihe.printing.diagrams.drawing import draw
from sphinx_ihe.printing.diagrams.figures import Box, FigureLine, Label
from sphinx_ihe.printing.diagrams.layout import BOX_WIDTH, NAME_SIZE, name_lines
from sphinx_ihe.printing.diagrams.lettering import text_width, wrap
from sphinx_ihe.printing.diagrams.transactions import exchanges
from sphinx_ihe.printing.tables import TablePrinter

NOWHERE = Place("x.rst", 1, 1, 1, 1)


def figure(lines: list[str], boxes: list[Box] | None = None, groups: list[str] | None = None) -> ActorFigure:
    """A figure of lines ``A -> B: Name [ID], Name [ID]``."""
    found: dict[str, Box] = {str(box.name): box for box in boxes or ()}
    made: dict[tuple[str, str], list[Label]] = {}
    for line in lines:
        ends, _, labels = line.partition(": ")
        start, _, end = ends.partition(" -> ")
        for name in (start, end):
            found.setdefault(name, Box(name))
        for label in labels.split(", "):
            name, _, id = label.rpartition(" ")
            made.setdefault((start, end), []).append(Label(name, id))
    numbers = {name: count for count, name in enumerate(found)}
    return ActorFigure(
        caption="A figure",
        description="What it shows",
        boxes=tuple(found.values()),
        lines=tuple(FigureLine(numbers[start], numbers[end], tuple(labels)) for (start, end), labels in made.items()),
        groups=tuple(tuple(numbers[name] for name in group.split(" + ")) for group in groups or ()),
        direction="right",
        rows=(),
    )


XDSB = figure(
    [
        "Patient Identity Source -> Document Registry: Patient Identity Feed [ITI-8], Feed HL7v3 [ITI-44]",
        "Document Source -> Document Repository: Provide and Register Document Set-b [ITI-41]",
        "Document Repository -> Document Registry: Register Document Set-b [ITI-42]",
        "Document Consumer -> Document Registry: Registry Stored Query [ITI-18]",
        "Document Consumer -> Document Repository: Retrieve Document Set [ITI-43]",
        "On-Demand Document Source -> Document Registry: Register On-Demand Document Entry [ITI-61]",
        "Document Consumer -> On-Demand Document Source: Retrieve Document Set [ITI-43]",
    ]
)
TWO = figure(["Content Creator -> Content Consumer: Share Content [PCC-1], Share More [PCC-2]"])
BACK_AND_FORTH = figure(
    ["Order Placer -> Order Filler: Place Order [RAD-2]", "Order Filler -> Order Placer: Fill Order [RAD-3]"]
)
TO_ITSELF = figure(["A -> B: Send It [H-1]", "B -> B: Check Itself [H-2]", "A -> C: Copy It [H-3]"])
LONG = figure(
    [
        "Integrated Document Source/Repository -> Department System Scheduler/Filler: Move Everything There Is [R-1]",
        "Donaudampfschifffahrtsgesellschaftskapitän -> Department System Scheduler/Filler: Ü [X-1]",
    ]
)
GROUPED = figure(
    [
        "Gateway -> Server: Submit Readings [H-1]",
        "Recorder -> Viewer: Show [H-2]",
        "Viewer -> Server: Query [H-3]",
        "Viewer -> Supplier: Find Patient [ITI-78]",
    ],
    [Box("Gateway", attached=(("ITI CT / Time Client",), ("ATNA / Secure Node or Secure Application",)))],
    ["Gateway + Recorder"],
)
TWELVE = figure(
    [
        "ADT -> Order Placer: Patient Registration [RAD-1], Patient Update [RAD-12]",
        "ADT -> Order Filler: Patient Registration [RAD-1], Patient Update [RAD-12]",
        "Order Placer -> Order Filler: Placer Order Management [RAD-2]",
        "Order Filler -> Order Placer: Filler Order Management [RAD-3]",
        "Order Filler -> Image Manager: Procedure Scheduled [RAD-4], Procedure Updated [RAD-13]",
        "Acquisition Modality -> Order Filler: Query Modality Worklist [RAD-5]",
        "Acquisition Modality -> Step Manager: Modality PS In Progress [RAD-6], Modality PS Completed [RAD-7]",
        "Step Manager -> Order Filler: Modality PS In Progress [RAD-6]",
        "Step Manager -> Image Manager: Modality PS In Progress [RAD-6]",
        "Acquisition Modality -> Image Manager: Modality Images Stored [RAD-8], Storage Commitment [RAD-10]",
        "Evidence Creator -> Image Manager: Creator Images Stored [RAD-18]",
        "Image Display -> Image Manager: Query Images [RAD-14], Retrieve Images [RAD-16]",
        "Evidence Creator -> Step Manager: Creator PS In Progress [RAD-20]",
        "Print Composer -> Print Server: Print Request with Presentation LUT [RAD-23]",
        "Print Composer -> Image Manager: Retrieve Images [RAD-16]",
        "Report Creator -> Image Manager: Instance Availability [RAD-49]",
        "Report Creator -> Report Repository: Report Submission [RAD-24]",
        "Report Creator -> Image Display: Show [RAD-99]",
        "Report Repository -> Image Manager: Feed [RAD-98]",
        "Image Manager -> Image Manager: Check Itself [RAD-97]",
    ]
)
FOURTEEN = figure(
    [
        "ADT -> Order Placer: Patient Registration [RAD-1], Patient Update [RAD-12]",
        "ADT -> Order Filler: Patient Registration [RAD-1], Patient Update [RAD-12]",
        "Order Placer -> Order Filler: Placer Order Management [RAD-2], Appointment Notification [RAD-48]",
        "Order Filler -> Order Placer: Filler Order Management [RAD-3]",
        "Order Filler -> Image Manager: Procedure Scheduled [RAD-4], Procedure Updated [RAD-13]",
        "Acquisition Modality -> Order Filler: Query Modality Worklist [RAD-5]",
        "Acquisition Modality -> Step Manager: Modality PS In Progress [RAD-6], Modality PS Completed [RAD-7]",
        "Step Manager -> Order Filler: Modality PS In Progress [RAD-6]",
        "Acquisition Modality -> Image Manager: Modality Images Stored [RAD-8], Storage Commitment [RAD-10]",
        "Evidence Creator -> Image Manager: Creator Images Stored [RAD-18]",
        "Image Display -> Image Manager: Query Images [RAD-14], Retrieve Images [RAD-16]",
        "Evidence Creator -> Step Manager: Creator PS In Progress [RAD-20]",
        "Print Composer -> Print Server: Print Request with Presentation LUT [RAD-23]",
        "Print Composer -> Image Manager: Retrieve Images [RAD-16]",
        "Report Creator -> Report Manager: Report Submission [RAD-24]",
        "Report Manager -> Report Repository: Report Issuing [RAD-25]",
        "Report Reader -> Report Repository: Query Reports [RAD-26], Retrieve Reports [RAD-27]",
        "Report Reader -> Image Display: Show Images [RAD-99]",
    ]
)
FIGURES = {
    "XDS.b": (XDSB, 0),
    "two actors": (TWO, 0),
    "back and forth": (BACK_AND_FORTH, 0),
    "to itself": (TO_ITSELF, 0),
    "long names": (LONG, 0),
    "grouped": (GROUPED, 0),
    "twelve actors": (TWELVE, 3),
    "fourteen actors": (FOURTEEN, 1),
}


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_covers_anything_else(name: str) -> None:
    drawing = draw(FIGURES[name][0])
    assert drawing.faults == []
    assert len(drawing.lines) == len(FIGURES[name][0].lines)


@pytest.mark.parametrize("name", FIGURES)
def test_lines_cross_no_more_than_in_a_drawing_by_hand(name: str) -> None:
    figure, most = FIGURES[name]
    assert draw(figure).crossings <= most


@pytest.mark.parametrize("name", FIGURES)
def test_boxes_stand_apart(name: str) -> None:
    figure, _ = FIGURES[name]
    rects = [rect for box in draw(figure).boxes for rect in (box.rect, *box.attached)]
    assert not any(one.overlaps(other) for count, one in enumerate(rects) for other in rects[:count])


@pytest.mark.parametrize("name", FIGURES)
def test_lines_end_at_the_borders_of_their_boxes(name: str) -> None:
    figure, _ = FIGURES[name]
    drawing = draw(figure)
    for line, drawn in zip(figure.lines, drawing.lines, strict=True):
        for box, end in ((line.start, drawn.route[0]), (line.end, drawn.route[-1])):
            rect = drawing.boxes[box].rect
            assert rect.x - 0.1 <= end.x <= rect.right + 0.1
            assert rect.y - 0.1 <= end.y <= rect.bottom + 0.1
            assert (
                min(abs(end.x - rect.x), abs(end.x - rect.right), abs(end.y - rect.y), abs(end.y - rect.bottom)) < 0.1
            )


def test_grouped_actors_share_a_side() -> None:
    boxes = draw(GROUPED).boxes
    gateway, recorder = (
        next(i for i, box in enumerate(GROUPED.boxes) if box.name == n) for n in ("Gateway", "Recorder")
    )
    touching = {boxes[gateway].rect.x, boxes[gateway].rect.right} & {boxes[recorder].rect.x, boxes[recorder].rect.right}
    assert touching
    assert boxes[gateway].rect.y == boxes[recorder].rect.y


def test_the_same_figure_gives_the_same_bytes() -> None:
    first = picture(TO_ITSELF, "x", lambda _: None)
    draw.cache_clear()
    assert picture(TO_ITSELF, "x", lambda _: None) == first


@pytest.mark.parametrize(
    "name", ["Integrated Document Source/Repository", "Donaudampfschifffahrtsgesellschaftskapitän"]
)
def test_long_names_fit_their_boxes(name: str) -> None:
    lines = name_lines(Box(name))
    assert len(lines) > 1
    assert "".join(lines).replace(" ", "") == name.replace(" ", "")
    assert all(text_width(line, NAME_SIZE, bold=True) <= BOX_WIDTH for line in lines)


def test_lines_are_of_like_length() -> None:
    assert wrap("Retrieve Document Set", 12, 142) in (("Retrieve", "Document Set"), ("Retrieve Document Set",))
    assert wrap("Mobile Patient Demographics Query", 12, 142) == ("Mobile Patient", "Demographics Query")
    assert wrap("", 12, 142) == ()


def profile_of_the_catalogue(acronym: str) -> Framework:
    """A published profile, declared anew with its actors and transactions."""
    known = load()
    facts = known.profiles.get(acronym)
    assert facts is not None

    def w(text: str) -> Written:
        return Written(text, NOWHERE)

    rows = tuple(
        ActorUses(
            actor=w(actor.name),
            uses=tuple(
                Use(target=w(use.transaction), place=NOWHERE, optionality=w("R"), sides=use.sides)
                for use in actor.transactions
            ),
        )
        for actor in facts.actors
    )
    table = ActorsTransactions(directive=NOWHERE, owner=Owner(acronym, NOWHERE, named=True), actors=rows)
    return Framework([Page("x", tables=(table,))], elsewhere=[known])


@pytest.mark.parametrize(("acronym", "most"), [("XDS.b", 0), ("PIX", 1), ("CT", 0), ("MHD", 0), ("XCA", 1)])
def test_published_profiles(acronym: str, most: int) -> None:
    framework = profile_of_the_catalogue(acronym)
    diagram = Diagram(kind="actor-diagram", directive=NOWHERE, owner=Owner(acronym, NOWHERE, named=True))
    figure = DiagramPrinter(TablePrinter(framework)).print(diagram)
    assert isinstance(figure, ActorFigure)
    drawn = {label.id for line in figure.lines for label in line.labels} | {
        label.id for box in figure.boxes for label in box.labels
    }
    assert drawn == {f"[{each.key}]" for each in exchanges(framework, acronym, frozenset())}
    drawing = draw(figure)
    assert drawing.faults == []
    assert drawing.crossings <= most
