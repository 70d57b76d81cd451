"""The look-ups of a framework over its pages and over what is published."""

from __future__ import annotations

from textwrap import dedent

from sphinx_ihe.framework.framework import Framework, FrameworkFacts
from sphinx_ihe.framework.inventory.records import GroupingFacts, PartnerFacts, ProfileActorFacts, UseFacts
from sphinx_ihe.framework.published import KnownProfile, KnownTransaction, Rename
from sphinx_ihe.framework.reader import read_texts
from sphinx_ihe.language import Actor, ActorsTransactions, ProfileOption


class Published:
    """A small source of published names."""

    def __init__(self, profiles: list[KnownProfile], transactions: list[KnownTransaction]) -> None:
        self.profiles = {profile.acronym: profile for profile in profiles}
        self.transactions = {transaction.id: transaction for transaction in transactions}

    def actor_names(self) -> frozenset[str]:
        return frozenset(name for profile in self.profiles.values() for name in profile.cast)

    def rename(self, actor: str) -> Rename | None:
        return Rename("Archive", "Repository", "XYZ") if actor == "Archive" else None


def profile(acronym: str, **sides: tuple[str, ...]) -> KnownProfile:
    uses = {name: UseFacts(transaction="PCD-01", optionality="R", sides=side) for name, side in sides.items()}
    actors = (ProfileActorFacts(name=name, transactions=(use,)) for name, use in uses.items())
    return KnownProfile(acronym=acronym, name=acronym.title(), actors=tuple(actors))


def framework(elsewhere: Published | None = None, **texts: str) -> Framework:
    """A framework whose documents are the given texts, and that knows nothing else than ``elsewhere``."""
    documents = {f"{name}.rst": dedent(text) for name, text in texts.items()}
    pages = read_texts(documents).framework.pages
    return Framework(pages, FrameworkFacts("HOME", prefixes=("HOME",)), [elsewhere] if elsewhere else [])


TABLES = """
.. ihe:profile:: Remote Measurement (RM)

.. ihe:actors-transactions::

   Gateway:
     HOME-01: R
     PCD-1: [O with the Batch Option, C initiator (1)]
   Server: none
   notes:
     1: Sometimes.

.. ihe:actors-options::

   Gateway: [Batch]

.. ihe:required-groupings::

   Gateway:
     - Server
     - XYZ / Repository or Registry

.. ihe:option:: Stream

.. ihe:transaction:: Send [HOME-1]
   :section: 3.77

.. ihe:actor-roles::

   initiator:
     Gateway: Sends.
   responder:
     Server: Stores.
     Gateway: Confirms.
"""


def test_the_facts_of_a_declared_profile() -> None:
    facts = framework(a=TABLES).profile("RM")
    assert facts
    assert not facts.external
    assert (facts.domain, sorted(facts.options), list(facts.cast)) == (
        "HOME",
        ["Batch", "Stream"],
        ["Gateway", "Server"],
    )
    gateway = facts.cast["Gateway"]
    assert gateway.transactions == (
        UseFacts(transaction="HOME-1", optionality="R", sides=("initiator", "responder")),
        UseFacts(transaction="PCD-1", optionality="O", sides=(), option="Batch"),
        UseFacts(transaction="PCD-1", optionality="C", sides=("initiator",), note="Sometimes."),
    )
    assert gateway.offered == ("Batch",)
    assert gateway.groupings == (
        GroupingFacts(partners=(PartnerFacts(profile="RM", actors=("Server",)),)),
        GroupingFacts(partners=(PartnerFacts(profile="XYZ", actors=("Repository", "Registry")),)),
    )


def test_a_profile_with_an_unreadable_row_is_incomplete() -> None:
    broken = framework(a=TABLES.replace("Server: none", "Server: R"))
    assert [found.complete for text in (TABLES, "") if (found := framework(a=text).profile("RM"))] == [True]
    facts = broken.profile("RM")
    assert facts
    assert not facts.complete


def test_spellings_of_ids() -> None:
    known = framework(Published([], [KnownTransaction(id="PCD-01", name="Communicate")]), a=TABLES)
    assert [known.transaction_id(text) for text in ("PCD-1", "pcd-001", "HOME-01", "ITI-041", "no id")] == [
        "PCD-01",
        "PCD-01",
        "HOME-1",
        "ITI-41",
        "no id",
    ]
    assert [facts.section for id in ("HOME 1", "PCD-1") if (facts := known.transaction(id))] == ["3.77", None]


def test_the_first_of_duplicates_counts() -> None:
    twice = framework(b=".. ihe:actor:: Gateway\n   :oid: 2.999.2\n", a=".. ihe:actor:: Gateway\n   :oid: 2.999.1\n")
    assert [actor.oid and actor.oid.text for actor in twice.declarations(Actor)] == ["2.999.1", "2.999.2"]
    assert twice.actors["Gateway"].oid == twice.declarations(Actor)[0].oid


def test_an_included_text_counts_once_for_each_profile() -> None:
    texts = {
        "a.rst": ".. ihe:profile:: First (A)\n\n.. include:: part.inc\n",
        "b.rst": ".. ihe:profile:: Second (B)\n\n.. include:: part.inc\n\n.. include:: part.inc\n",
        "part.inc": ".. ihe:option:: Batch\n\n.. ihe:actors-transactions::\n\n   Gateway: none\n",
    }
    shared = read_texts(texts).framework
    assert [option.key for option in shared.declarations(ProfileOption)] == ["A / Batch", "B / Batch"]
    assert [table.owner and table.owner.key for table in shared.tables(ActorsTransactions)] == ["A", "B"]
    assert shared.actors_of("B") == ("Gateway",)


def test_what_is_declared_here_replaces_what_is_published() -> None:
    published = Published([profile("RM", Reader=()), profile("XYZ", Repository=())], [])
    known = framework(published, a=TABLES)
    assert list(known.known_profiles) == ["RM", "XYZ"]
    assert known.profile("RM") == known.known_profiles["RM"]
    assert known.published_profile("RM") == published.profiles.get("RM")
    assert [use.sides for _, _, use in known.known_uses["PCD-01"]] == [()]


def test_sides_come_from_roles_and_else_from_what_all_published_profiles_say() -> None:
    agreed = profile("XYZ", Gateway=("responder",), Server=("initiator",))
    known = framework(
        Published([agreed, profile("ABC", Server=("receiver",))], [KnownTransaction(id="PCD-01", name="C")]), a=TABLES
    )
    assert known.sides("HOME-1", "Server") == ("responder",)
    assert known.sides("HOME-1", "Nobody") == ()
    assert known.sides("PCD-1", "Gateway") == ("responder",)
    assert known.sides("PCD-1", "Server") == ()
    facts = known.profile("RM")
    assert facts
    assert [use.sides for use in facts.cast["Gateway"].transactions[1:]] == [("responder",), ("initiator",)]


def test_actors_without_an_actors_table_are_those_of_the_other_tables() -> None:
    text = """
    .. ihe:profile:: Remote Patterns (RP)

    .. ihe:required-groupings::

       Gateway: none

    .. ihe:profile-actor:: Server
    """
    assert framework(a=text).actors_of("RP") == ("Gateway", "Server")
    assert framework(a=TABLES + "\n.. ihe:profile-actor:: Nobody\n").actors_of("RM") == ("Gateway", "Server")


def test_old_names() -> None:
    text = """
    .. ihe:actor:: First
       :renamed-to: Second
    .. ihe:actor:: Second
       :renamed-to: Archive
    .. ihe:actor:: Circle
       :renamed-to: Circle
    """
    known = framework(Published([profile("XYZ", Repository=())], []), a=text)
    assert known.rename("First") == Rename("First", "Repository", "XYZ")
    assert [known.present_name(name) for name in ("First", "Archive", "Repository", "Nobody", "Circle")] == [
        "Repository",
        "Repository",
        "Repository",
        "Nobody",
        "Circle",
    ]
    assert known.actor_names == {"Repository"}


def test_an_actor_that_is_declared_again_is_no_old_name() -> None:
    known = framework(Published([], []), a=".. ihe:actor:: Archive\n")
    assert known.rename("Archive") is None
    assert known.present_name("Archive") == "Archive"
