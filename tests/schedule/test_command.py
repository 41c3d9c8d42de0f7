"""`kg ingest --due` and `kg schedule` as their own processes, on a real web server and a real store."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.archive import Archive
from kg.settings import Settings
from tests.fetch.server import Site, running_site

PATIENCE = 240
"""Seconds; loading the language model takes three on a free computer, and many times that on a busy one."""


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


class Place:
    """A sources file and a store, and `kg` run on them."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.sources, self.settings = folder / "sources.toml", Settings(store=folder / "store")
        self.sources.write_text(
            f'[[source]]\nname = "gone"\nfolder = "nowhere"\nevery = "1d"\n[[source]]\nname = "paper"\nfeed = "{site.base}/feed"\n'
            f'every = "1d"\npublisher = "The Paper"\nallow_private = ["{site.host}"]\n'
        )
        self.environment = {**os.environ, "KG_SOURCES": str(self.sources), "KG_STORE": str(self.settings.store), "KG_FETCH_DELAY": "0.05"}

    def kg(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "kg", *arguments], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def forget_visits(self) -> None:
        """As if a day had gone by."""
        with Archive.open(self.settings) as archive:
            for name, state in archive.source_states().items():
                archive.set_source_state(name, {**state, "last_run": "2020-01-01T00:00:00+00:00"})


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.2)


def test_a_visit_is_on_record_and_the_next_one_costs_nothing(tmp_path: Path, site: Site) -> None:
    place = Place(tmp_path, site)
    first = place.kg("ingest", "--due")
    output, errors = first.communicate(timeout=PATIENCE)
    assert first.returncode == 3, errors
    assert "2 failed, 1 new, 3 skipped" in output
    assert "There is no file or folder" in errors and "404" in errors and "robots.txt" in errors
    with Archive.open(place.settings) as archive:
        (run,) = archive.runs()
        assert run.counts == {"failed": 2, "new": 1, "skipped": 3} and len(run.failures) == 5
    idle = place.kg("ingest", "--due")
    assert idle.communicate(timeout=PATIENCE)[0] == "Nothing is due.\n" and idle.returncode == 0
    place.forget_visits()
    again = place.kg("ingest", "--due")
    output, errors = again.communicate(timeout=PATIENCE)
    assert "2 failed, 3 skipped, 1 unchanged" in output
    assert "Unchanged since" not in errors
    assert site.hits["/page/1"] == 2
    with Archive.open(place.settings) as archive:
        assert len(archive.runs()) == 2


def test_the_schedule_stays_ingests_and_stops_when_asked(tmp_path: Path, site: Site) -> None:
    place = Place(tmp_path, site)
    log = tmp_path / "log"
    with log.open("w") as stream:
        watch = [sys.executable, "-m", "kg", "schedule", "--pace", "1", "--graph", "networkx"]
        schedule = subprocess.Popen(watch, env=place.environment, stderr=stream)

    def runs_done() -> int:
        assert schedule.poll() is None, log.read_text()
        with Archive.open(place.settings) as archive:
            return sum(run.status == "done" for run in archive.runs())

    try:
        wait_for(lambda: (place.settings.store / "archive.db").exists() and runs_done() == 1)
        second = place.kg("schedule")
        assert "Another kg schedule" in second.communicate(timeout=PATIENCE)[1] and second.returncode == 2
        place.sources.write_text("nonsense")
        wait_for(lambda: "sources.toml cannot be read" in log.read_text())
        page = f'pages = ["{site.base}/page/2"]\nevery = "1d"\nallow_private = ["{site.host}"]\n'
        place.sources.write_text(f'[[source]]\nname = "page"\n{page}')
        wait_for(lambda: runs_done() == 2)
        schedule.send_signal(signal.SIGTERM)
        assert schedule.wait(timeout=PATIENCE) == 0
        said = log.read_text()
        assert "Due: gone, paper." in said and "Due: page." in said and "Traceback" not in said
    finally:
        schedule.kill()
        schedule.wait()
    with Archive.open(place.settings) as archive:
        assert archive.counts()["articles"] == 2
    assert not (place.settings.store / "graph").exists(), "the ingests were not told which graph"


def test_an_address_with_a_password_is_refused_before_anything_starts(tmp_path: Path, site: Site) -> None:
    place = Place(tmp_path, site)
    place.environment["KG_GRAPH"] = "neo4j://ann:secret@localhost:7687"
    schedule = place.kg("schedule")
    output, errors = schedule.communicate(timeout=PATIENCE)
    assert schedule.returncode == 2 and "holds no user or password" in errors
    assert "secret" not in output + errors and not place.settings.store.exists()


def test_a_store_that_cannot_be_written_is_one_sentence(tmp_path: Path, site: Site) -> None:
    place = Place(tmp_path, site)
    place.settings.store.parent.mkdir(exist_ok=True)
    place.settings.store.touch()
    schedule = place.kg("schedule", "--store", str(place.settings.store / "below"))
    _output, errors = schedule.communicate(timeout=PATIENCE)
    assert schedule.returncode == 2 and "cannot be written" in errors and "Traceback" not in errors


def test_the_list_says_what_is_due(tmp_path: Path, site: Site) -> None:
    place = Place(tmp_path, site)
    listing = place.kg("schedule", "--list")
    output, _ = listing.communicate(timeout=PATIENCE)
    assert [line.split("\t")[:2] for line in output.splitlines()] == [["gone", "now"], ["paper", "now"]]
    assert not place.settings.store.exists()
