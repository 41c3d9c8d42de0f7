"""Kill -9 at random moments of an ingest: whole articles only, and the next run completes the graph. (50: benchmarks/crash.py)"""

import random
import signal
import time
from pathlib import Path

import pytest

from kg.archive import Archive
from kg.archive.lock import run_lock
from tests.archive.graphs import Shadow
from tests.crash import check_whole, complete, kill, saved, settings_of, start, write_reports

REPORTS = 40


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crash") / "reports"
    write_reports(folder, REPORTS)
    return folder


@pytest.fixture(scope="module")
def undisturbed(reports: Path) -> Shadow:
    graph = complete(reports.parent / "undisturbed", reports)
    assert sum(node.label == "Article" for node in graph.nodes.values()) == REPORTS
    return graph


@pytest.mark.parametrize(("articles", "wait"), [(0, 1.0), (1, 0.0), (4, 0.01), (15, 0.002), (30, 0.005)])
def test_kill_leaves_whole_articles_and_the_next_run_completes(
    reports: Path, undisturbed: Shadow, tmp_path: Path, articles: int, wait: float
) -> None:
    store = tmp_path / "store"
    assert kill(store, reports, wait * random.random(), articles) >= articles
    check_whole(store, undisturbed)
    after = complete(store, reports)
    assert after.nodes == undisturbed.nodes
    assert after.edges == undisturbed.edges
    with Archive.open(settings_of(store)) as archive:
        assert [run.status for run in archive.runs()] in (["done", "interrupted"], ["done", "done"], ["done"])


def test_ctrl_c_ends_between_articles_and_is_on_record(reports: Path, undisturbed: Shadow, tmp_path: Path) -> None:
    store = tmp_path / "store"
    child = start(store, reports)
    while child.poll() is None and saved(store) < 2:
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    assert child.wait(60) == 130
    with run_lock(settings_of(store)), Archive.open(settings_of(store)) as archive:
        (run,) = archive.runs()
        assert (run.status, run.counts["new"]) == ("interrupted", saved(store))
    check_whole(store, undisturbed)
