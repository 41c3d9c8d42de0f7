"""Visiting what is due on a real web server, with the states of sources in a real archive."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kg.archive import Archive
from kg.model import Capture, Failure
from kg.parse import read_capture
from kg.schedule import due_captures, load
from kg.settings import Settings
from tests.fetch.server import Site, running_site

START = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


class Visits:
    """One sources file and one archive, visited at hours after `START`."""

    def __init__(self, folder: Path, text: str) -> None:
        path = folder / "sources.toml"
        path.write_text(text)
        self.sources = load(path)
        self.settings = Settings(store=folder / "store", fetch_delay=0.01, fetch_timeout=20)

    def at(self, hours: float) -> list[str]:
        """What each item was: `fetched <last part of the address>` or `<kind> <last part>`."""
        with Archive.open(self.settings) as archive:
            items = list(due_captures(self.sources, archive, self.settings, START + timedelta(hours=hours)))
        return [f"{'fetched' if isinstance(item, Capture) else item.kind} {item.address.rsplit('/', 1)[-1]}" for item in items]


def feed_source(site: Site, more: str = "") -> str:
    return f'[[source]]\nname = "paper"\nfeed = "{site.base}/feed"\nevery = "1h"\nallow_private = ["{site.host}"]\n{more}'


def test_pages_are_asked_for_again_only_when_due_and_sent_only_when_changed(tmp_path: Path, site: Site) -> None:
    text = f'[[source]]\nname = "a"\npages = ["{site.base}/page/1", "{site.base}/page/2"]\nevery = "1h"\nallow_private = ["{site.host}"]\n'
    visits = Visits(tmp_path, text)
    assert visits.at(0) == ["fetched 1", "fetched 2"]
    assert visits.at(0.5) == []
    assert visits.at(1) == ["unchanged 1", "unchanged 2"]
    site.page_version = 2
    assert visits.at(2) == ["fetched 1", "fetched 2"]


def test_a_feed_with_a_missing_report_is_asked_again_in_full(tmp_path: Path, site: Site) -> None:
    visits = Visits(tmp_path, feed_source(site))
    assert visits.at(0) == ["fetched 1", "failed missing", "skipped x", "skipped feed", "skipped feed"]
    assert visits.at(1) == ["unchanged 1", "failed missing", "skipped x", "skipped feed", "skipped feed"]


def test_a_feed_read_whole_is_unchanged_as_a_whole(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    rss = '<rss version="2.0"><channel><title>P</title><item><title>A</title><link>{base}/page/1</link></item></channel></rss>'
    monkeypatch.setattr("tests.fetch.server.RSS", rss)
    visits = Visits(tmp_path, feed_source(site))
    assert visits.at(0) == ["fetched 1"]
    assert visits.at(1) == ["unchanged feed"]


def test_what_was_not_taken_is_visited_again(tmp_path: Path, site: Site) -> None:
    visits = Visits(tmp_path, feed_source(site))
    with Archive.open(visits.settings) as archive:
        interrupted = due_captures(visits.sources, archive, visits.settings, START)
        assert isinstance(next(interrupted), Capture)
        interrupted.close()  # type: ignore[attr-defined]
    assert visits.at(0)[0] == "fetched 1"


def test_a_source_that_fails_does_not_keep_the_others_from_their_turn(tmp_path: Path, site: Site) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Ten people were held.")
    text = '[[source]]\nname = "gone"\nfolder = "nowhere"\nevery = "1h"\n[[source]]\nname = "private"\n'
    text += f'feed = "{site.base}/feed"\nevery = "1h"\n[[source]]\nname = "in"\nfolder = "in"\nevery = "1h"\npublisher = "Us"\n'
    visits = Visits(tmp_path, text)
    with Archive.open(visits.settings) as archive:
        gone, private, report = due_captures(visits.sources, archive, visits.settings, START)
        assert isinstance(gone, Failure) and gone.address == "source gone" and "nowhere" in gone.reason
        assert isinstance(private, Failure) and "private address" in private.reason
        assert isinstance(report, Capture) and read_capture(report).publisher == "Us"
        assert archive.source_state("gone")["counts"] == {"failed": 1}
    assert not site.hits
    assert visits.at(0.5) == []
