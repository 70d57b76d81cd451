"""The file that a site has beside objects.inv, and links from one site to another."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from projects import Site

from sphinx_ihe.framework import config, inventory, reader
from sphinx_ihe.framework.inventory.writing import inventory as inventory_of

if TYPE_CHECKING:
    from projects import Built

TOP = Path(__file__).parent.parent.parent
URL = "https://example.org/home"
PLACES = ("url", "page", "anchor")


def example(folder: Path) -> Site:
    """A copy of the example framework."""
    shutil.copytree(TOP / "example_framework", folder / "source", ignore=shutil.ignore_patterns("_build"))
    return Site(folder / "source", folder)


@pytest.fixture
def home(tmp_path: Path) -> Site:
    """The example framework, which may be edited and built."""
    return example(tmp_path.resolve() / "home")


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the example framework, whose address its author does not say."""
    return example(tmp_path_factory.mktemp("there").resolve() / "home").build()


@pytest.fixture(scope="module")
def there_with_url(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the example framework, whose address its author says."""
    return example(tmp_path_factory.mktemp("there").resolve() / "home").build(html_baseurl=URL)


@pytest.fixture
def ward(tmp_path: Path) -> Site:
    """A framework that uses the names of the example framework."""
    folder = tmp_path.resolve() / "ward"
    shutil.copytree(TOP / "tests" / "roots" / "other-framework", folder / "source")
    (folder / "source" / "home").mkdir()
    return Site(folder / "source", folder)


def without_places(found: Any) -> Any:
    match found:
        case dict():
            return {name: without_places(each) for name, each in found.items() if name not in PLACES}
        case list():
            return list(map(without_places, found))
    return found


def take(home: Built, ward: Site) -> None:
    """Give the file of one site to the framework that names it."""
    shutil.copy(home.out / "framework.json", ward.source / "home")


def links(built: Built) -> dict[str, str]:
    """Where the external links of the page lead, by their text."""
    found = re.findall(r'<a class="[^"]*external[^"]*" href="([^"]*)"[^>]*>(.*?)</a>', built.page("index.html"))
    return {re.sub("<.*?>", "", text): href for href, text in found}


def test_a_site_says_what_export_says_and_where(there_with_url: Built) -> None:
    built, source = there_with_url, Path(there_with_url.app.srcdir)
    found = json.loads(built.page("framework.json"))
    configured = config.load(source / "ihe.yaml")
    exported = inventory.values(inventory_of(reader.read(source, configured), configured))
    assert without_places(found) == exported
    assert found["framework"]["url"] == f"{URL}/"
    (transaction,) = (each for each in found["transactions"] if each["id"] == "HOME-7")
    page = built.page(transaction["page"])
    assert f'id="{transaction["anchor"].lower()}"' in page.lower()


def test_everything_in_objects_inv_has_its_place(there: Built) -> None:
    found = inventory.loads(there.page("framework.json").encode())
    places = {(kind, key): (thing.page, thing.anchor) for kind, key, thing in found.things if thing.page}
    assert places == {
        (kind, key): (f"{docname}.html", str(anchor)) for key, _, kind, docname, anchor, _ in there.domain.get_objects()
    }


def test_the_same_bytes_in_every_build(home: Site) -> None:
    clean = home.build().page("framework.json")
    file = home.target / "out" / "html" / "framework.json"
    before = file.stat().st_mtime_ns
    assert home.build().page("framework.json") == clean
    assert file.stat().st_mtime_ns == before
    assert home.build(out="other", jobs=2).page("framework.json") == clean
    home.edit("volume2/home-7.rst", "Query Measurements [HOME-7]", "Fetch Measurements [HOME-7]")
    assert home.build().page("framework.json") == home.build(out="third").page("framework.json") != clean


@pytest.mark.parametrize(("builder", "page"), [("dirhtml", "volume2/home-7/"), ("singlehtml", "")])
def test_other_sites(home: Site, builder: str, page: str) -> None:
    found = inventory.loads(home.build(builder).page("framework.json").encode())
    assert {thing.page for thing in found.transactions if thing.id == "HOME-7"} == {page}


def test_what_is_no_site_has_no_such_file(home: Site) -> None:
    assert not (home.build("text").out / "framework.json").exists()


def test_links_to_the_address_of_the_other_site(there_with_url: Built, ward: Site) -> None:
    take(there_with_url, ward)
    built = ward.build()
    assert built.messages == []
    found = links(built)
    assert found["Query Measurements [HOME-7]"] == f"{URL}/volume2/home-7.html#transaction-HOME-7"
    assert found["[HOME-9]"] == f"{URL}/volume2/home-9.html#transaction-HOME-9"
    assert found["HDB"] == f"{URL}/volume1/hdb.html#profile-HDB"
    assert found["Home Gateway"] == f"{URL}/appendices/actors.html#actor-Home-Gateway"
    assert found["RHM / Measurement Repository"].startswith(f"{URL}/volume1/rhm.html#profile-actor-RHM-")
    assert found["RHM / Threshold Notification"].startswith(f"{URL}/volume1/rhm.html#option-RHM-")
    # In tables too.
    assert found["Threshold Notification"] == found["RHM / Threshold Notification"]
    assert found["HOME TF-2: 3.7"] == found["Query Measurements [HOME-7]"]


def test_links_through_intersphinx(there: Built, ward: Site) -> None:
    take(there, ward)
    ward.edit("conf.py", '["sphinx_ihe"]', '["sphinx_ihe", "sphinx.ext.intersphinx"]')
    ward.edit("index.rst", ":ihe:transaction:`HOME-7`", ":ihe:transaction:`HOME-007`")
    built = ward.build(intersphinx_mapping={"home": (URL, str(there.out / "objects.inv"))})
    # An id in another spelling leads there too.
    assert [message for message in built.messages if "IHE102" not in message] == []
    found = links(built)
    assert found["Query Measurements [HOME-7]"] == f"{URL}/volume2/home-7.html#transaction-HOME-7"
    assert found["[HOME-9]"] == f"{URL}/volume2/home-9.html#transaction-HOME-9"
    assert found["RHM / Threshold Notification"].startswith(f"{URL}/volume1/rhm.html#option-RHM-")
    assert found["Threshold Notification"] == found["RHM / Threshold Notification"]


def test_a_page_is_written_again_when_the_other_framework_changes(there_with_url: Built, ward: Site) -> None:
    take(there_with_url, ward)
    ward.build()
    file = ward.source / "home" / "framework.json"
    text = (
        file.read_text("utf-8").replace(URL, "https://example.com").replace("Query Measurements", "Fetch Measurements")
    )
    file.write_text(text, "utf-8")
    again = ward.build()
    assert links(again)["HDB"] == "https://example.com/volume1/hdb.html#profile-HDB"
    assert [re.sub(r".*\[(.*)\]$", r"\1", message) for message in again.messages] == ["ihe.IHE302"]
    assert "Fetch Measurements [HOME-7]" in links(again)
