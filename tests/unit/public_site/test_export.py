"""The static export: the same pages in a folder, whole or not at all."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from saidanddone.audit.models import Entry
from saidanddone.base.errors import NotYours, Refused
from saidanddone.public_site.export import MARKER, POLICY, write_site
from saidanddone.public_site.pages import PublicPage
from tests.conftest import BuildOnce
from tests.people import Cast
from tests.unit.public_site.exported import export, make_release
from tests.unit.ui.reading import read


@pytest.fixture(scope="module")
def released(built_once: BuildOnce) -> Cast:
    return built_once(make_release)


def test_every_link_of_every_page_leads_to_a_file(released: Cast, tmp_path: Path) -> None:
    export(released, tmp_path / "site")
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) >= 12
    for page in pages:
        markup = page.read_text(encoding="utf-8")
        assert "<script" not in markup
        for link in _links(markup):
            path, _, fragment = link.partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.is_file(), (page, link)
            if fragment:
                assert f'id="{fragment}"' in target.read_text(encoding="utf-8"), (page, link)


def _links(markup: str) -> list[str]:
    tree = read(markup).tree
    return [each.get(name) for name in ("href", "src") for each in tree.xpath(f"//*[@{name}]")]


def test_a_web_server_may_read_it_whatever_the_umask(released: Cast, tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        export(released, tmp_path / "site")
    finally:
        os.umask(before)
    for path in [tmp_path / "site", *(tmp_path / "site").rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


def test_it_says_what_the_site_says(released: Cast, tmp_path: Path, client: Client) -> None:
    export(released, tmp_path / "site")
    file = (tmp_path / "site/s/harbour/answers.html").read_text(encoding="utf-8")
    served = client.get("/s/harbour/answers").content.decode()
    assert "Light the stairs" in file
    assert read(file).headings(2) == read(served).headings(2)
    assert (tmp_path / "site/index.html").is_file()
    assert (tmp_path / "site/static/ui/said-and-done.css").stat().st_size > 10_000


def test_every_page_says_what_a_browser_may_load(released: Cast, tmp_path: Path) -> None:
    """Before anything that it loads; whatever serves the files may send no header at all."""
    export(released, tmp_path / "site")
    for page in (tmp_path / "site").rglob("*.html"):
        head = read(page.read_text(encoding="utf-8")).tree.xpath("//head")[0]
        first, policy, referrer, *_ = head
        assert first.get("charset") == "utf-8"
        assert policy.get("http-equiv") == "Content-Security-Policy", page
        assert policy.get("content") == POLICY
        assert (referrer.get("name"), referrer.get("content")) == ("referrer", "same-origin")
    assert "script-src" not in POLICY
    assert POLICY.startswith("default-src 'none';")


def test_a_folder_with_other_things_in_it_is_left_alone(released: Cast, tmp_path: Path) -> None:
    (tmp_path / "accounts.ods").write_text("ours")
    with pytest.raises(Refused, match="holds other files"):
        export(released, tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["accounts.ods"]


def test_an_earlier_export_is_replaced_whole(released: Cast, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    export(released, folder)
    (folder / "stale.html").write_text("from the last time")
    export(released, folder)
    assert not (folder / "stale.html").exists()
    assert (folder / MARKER).is_file()
    assert [each.name for each in tmp_path.iterdir()] == ["site"]


def test_a_link_that_leads_nowhere_stops_it_and_leaves_nothing(
    released: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from saidanddone.public_site import export as exporting

    monkeypatch.setattr(
        exporting, "render_to_string", lambda *_: '<a href="/s/harbour/nowhere">nowhere</a>'
    )
    with pytest.raises(Refused, match="not part of the site"):
        write_site(tmp_path / "site", [PublicPage("/s/harbour/", "any", {})])
    assert list(tmp_path.iterdir()) == []


def test_the_updates_page_is_linked_only_where_its_address_is_given(
    released: Cast, tmp_path: Path
) -> None:
    export(released, tmp_path / "site")
    assert "You spoke to us?" not in (tmp_path / "site/index.html").read_text(encoding="utf-8")
    export(released, tmp_path / "site", updates_url="https://updates.example/updates")
    assert 'href="https://updates.example/updates"' in (tmp_path / "site/index.html").read_text(
        encoding="utf-8"
    )


def test_an_address_that_would_run_something_is_refused(released: Cast, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="must begin with https://"):
        export(released, tmp_path / "site", updates_url="javascript:alert(1)")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_refused(released: Cast, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="cannot be written"):
        export(released, tmp_path / "file" / "site")


def test_it_is_audited_and_not_for_everyone(released: Cast, tmp_path: Path) -> None:
    export(released, tmp_path / "site")
    assert Entry.objects.filter(act="publishing.export_site").count() == 1
    for actor in (released.amina, released.chidi, released.harun):
        with pytest.raises(NotYours):
            export(released, tmp_path / "other", actor=actor)
    assert not (tmp_path / "other").exists()


def test_from_the_terminal(released: Cast, tmp_path: Path) -> None:
    out, err = StringIO(), StringIO()
    folder = tmp_path / "site"
    call_command("export_site", str(folder), "--as", "bola@harbour.example", stdout=out, stderr=err)
    assert out.getvalue().strip() == str(folder)
    assert "pages drawn" in err.getvalue()
