"""What the catalogue answers."""

from __future__ import annotations

from collections import Counter

import pytest

from sphinx_ihe.framework import catalogue
from sphinx_ihe.framework.catalogue import Catalogue, DomainFacts
from sphinx_ihe.framework.inventory.records import UseFacts
from sphinx_ihe.framework.published import KnownTransaction, Rename


@pytest.fixture(scope="module")
def published() -> Catalogue:
    return catalogue.load()


class TestProfiles:
    def test_a_profile_with_its_rows(self, published: Catalogue) -> None:
        profile = published.profiles.get("XDS.b")
        assert profile
        assert (profile.name, profile.domain, profile.status) == (
            "Cross-Enterprise Document Sharing",
            "ITI",
            "final-text",
        )
        assert profile.chapter == "10"
        assert profile.url == "https://profiles.ihe.net/ITI/TF/Volume1/ch-10.html"
        assert list(profile.cast)[:2] == ["Document Consumer", "Document Source"]
        assert profile.cast["Document Source"].transactions == (UseFacts(transaction="ITI-41", optionality="R"),)
        assert "Folder Management" in profile.cast["Document Source"].offered
        assert "Folder Management" in profile.options
        assert profile.complete

    def test_sides_and_options_of_uses(self, published: Catalogue) -> None:
        registry = published.profiles.get("PMIR").cast["Patient Identity Registry"]
        assert registry.transactions[0] == UseFacts(
            transaction="ITI-93", optionality="R", sides=("initiator", "responder")
        )
        proxy = published.profiles.get("SDPi-P").cast["Discovery Proxy"]
        assert proxy.transactions[0] == UseFacts(
            transaction="DEV-46", optionality="R", sides=("receiver",), option="Managed Discovery"
        )
        assert published.profiles.get("SDPi-A").cast["SOMDS Medical Alert Consumer"].transactions[-3:] == (
            UseFacts(
                transaction="DEV-49",
                optionality="R",
                sides=("initiator", "receiver"),
                option="Distributed Alarm System",
            ),
            UseFacts(
                transaction="DEV-41", optionality="R", sides=("initiator",), option="Alert Delegation", deferred=True
            ),
            UseFacts(
                transaction="DEV-42", optionality="R", sides=("responder",), option="Alert Delegation", deferred=True
            ),
        )

    def test_no_options_are_told_from_no_table(self, published: Catalogue) -> None:
        vhl, psa = published.profiles.get("VHL"), published.profiles.get("PSA")
        assert vhl
        assert psa
        assert vhl.cast["Trust Anchor"].options is None
        assert psa.cast["Context Manager"].options == ()

    def test_options_that_no_row_offers(self, published: Catalogue) -> None:
        assert "History Service" in published.profiles.get("SDPi-P").options

    def test_a_partner_that_does_not_exist_is_not_made_known(self, published: Catalogue) -> None:
        assert list(published.profiles.get("CT").cast) == ["Time Server", "Time Client"]
        assert "Document Consumer" not in published.profiles.get("XDR").cast
        assert "Consistent Time" not in published.actor_names()

    def test_of_the_partners_of_a_grouping_one_is_enough(self, published: Catalogue) -> None:
        source = published.profiles.get("XDR").cast["Document Source"]
        assert [[(p.profile, p.actors) for p in grouping.partners] for grouping in source.groupings or ()] == [
            [("CT", ("Time Client",))],
            [("ATNA", ("Secure Node", "Secure Application"))],
        ]

    def test_groupings_under_an_option(self, published: Catalogue) -> None:
        recipient = published.profiles.get("MHD").cast["Document Recipient"]
        assert [grouping.when for grouping in recipient.groupings] == ["XDS on FHIR"]

    def test_known_by_name_only(self, published: Catalogue) -> None:
        profile = published.profiles.get("HPD")
        assert profile
        assert not profile.complete
        assert profile.actors == ()

    def test_names_count_with_their_case(self, published: Catalogue) -> None:
        assert published.profiles.get("xds.b") is None

    def test_all_are_listed_once(self, published: Catalogue) -> None:
        acronyms = [profile.acronym for profile in published.profiles.values()]
        assert {"XDS.b", "MHD", "IRA", "SDPi-P"} <= set(acronyms)
        assert max(Counter(acronyms).values()) == 1


class TestTransactions:
    def test_with_section_and_page(self, published: Catalogue) -> None:
        assert published.transactions.get("ITI-18") == KnownTransaction(
            id="ITI-18",
            name="Registry Stored Query",
            domain="ITI",
            section="3.18",
            url="https://profiles.ihe.net/ITI/TF/Volume2/ITI-18.html",
        )

    def test_the_section_prefix_is_the_domain_s(self, published: Catalogue) -> None:
        assert published.transactions.get("RAD-107").section == "4.107"

    def test_a_padded_id_stays_as_published_and_its_section_does_not(self, published: Catalogue) -> None:
        found = published.transactions.get("PCD-01")
        assert found
        assert (found.id, found.domain, found.section) == ("PCD-01", "DEV", "3.1")

    def test_no_section_without_a_known_prefix(self, published: Catalogue) -> None:
        assert published.transactions.get("LAB-1") == KnownTransaction(id="LAB-1", domain="LAB")
        assert published.transactions.get("PHARM-H1").section is None

    def test_a_supplement_s_own_page(self, published: Catalogue) -> None:
        assert published.transactions.get("ITI-65").url == "https://profiles.ihe.net/ITI/MHD/ITI-65.html"

    def test_other_spellings(self, published: Catalogue) -> None:
        assert published.transactions.get("ITI-115").also == ("Find Appointments",)

    @pytest.mark.parametrize(("id", "status"), [("DEV-26", "deferred"), ("ITI-25", "deprecated"), ("ITI-1", "active")])
    def test_statuses(self, published: Catalogue, id: str, status: str) -> None:
        assert published.transactions.get(id).status == status

    @pytest.mark.parametrize("id", ["ITI-YY1", "DEV-50", "ITI-120", "iti-18"])
    def test_unknown(self, published: Catalogue, id: str) -> None:
        assert published.transactions.get(id) is None

    def test_all_are_listed_in_order(self, published: Catalogue) -> None:
        ids = [transaction.id for transaction in published.transactions.values()]
        assert ids.index("ITI-9") + 1 == ids.index("ITI-10")


class TestActors:
    def test_old_names_are_not_known(self, published: Catalogue) -> None:
        assert "Query Client" in published.actor_names()
        assert "Care Services Selective Consumer" not in published.actor_names()

    def test_renamed(self, published: Catalogue) -> None:
        assert published.rename("Care Services Selective Consumer") == Rename(
            "Care Services Selective Consumer", "Query Client", "mCSD"
        )
        assert published.rename("Care Services Feed Consumer") == Rename(
            "Care Services Feed Consumer", "Directory", "mCSD", "Feed"
        )
        assert published.rename("Query Client") is None
        assert published.rename("Nobody") is None


class TestDomains:
    def test_a_domain(self, published: Catalogue) -> None:
        assert published.domain("RAD") == DomainFacts("RAD", "Radiology", "4")
        assert published.domain("CARD") == DomainFacts("CARD", "Cardiology")
        assert published.domain("FAIS") is None

    def test_all(self, published: Catalogue) -> None:
        assert published.domain("ITI") in list(published.domains())

    def test_they_stay_where_no_names_are_wanted(self) -> None:
        """``catalogue: false``"""
        domains = catalogue.load(published=False)
        assert domains.domain("RAD") == DomainFacts("RAD", "Radiology", "4")
        assert domains.profiles.get("XDS.b") is None
        assert domains.transactions.get("ITI-18") is None
        assert domains.rename("Care Services Selective Consumer") is None
        assert not [*domains.profiles, *domains.transactions, *domains.actor_names()]


def test_a_file_is_read_when_it_is_asked_for() -> None:
    fresh = Catalogue()
    assert fresh.domain("ITI")
    assert fresh.rename("Nobody") is None
    assert {"_domains", "_actors"} <= set(vars(fresh))
    assert not {"profiles", "transactions"} & set(vars(fresh))
