"""Killing a real ingest, and what must hold afterwards. Used by `tests/test_crash.py` and `benchmarks/crash.py`."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from kg.archive import Archive
from kg.fetch import captures
from kg.pipeline import ingest
from kg.settings import Settings
from tests.archive.graphs import Shadow

CITIES = ("Moscow", "Grozny", "Kazan", "Tver", "Omsk", "Perm", "Samara", "Ufa")
PEOPLE = ("Igor Krasnov", "Ali Nazar", "Maria Lopez", "Ivan Petrov", "Nadia Haddad")


def write_reports(folder: Path, number: int) -> None:
    """Short reports in which the same people come back."""
    folder.mkdir()
    dice = random.Random(7)
    for n in range(number):
        one, other = dice.sample(PEOPLE, 2)
        city = dice.choice(CITIES)
        (folder / f"{n:03}.txt").write_text(
            f"Police in {city} arrested {one} on Monday, Human Rights Watch said. {other} condemned the arrest of {one}. "
            f"Report {n} says {dice.randint(2, 90)} people were detained in {city}."
        )


def settings_of(store: Path) -> Settings:
    """The graph is computed on opening: what is killed here is the writing of the archive."""
    return Settings(store=store, graph="networkx")


def complete(store: Path, folder: Path) -> Shadow:
    """Ingest to the end, and read the graph."""
    settings = settings_of(store)
    ingest(lambda _run: captures([str(folder)], settings), settings, "ingest", lambda _step: None)
    with Archive.open(settings) as archive:
        return Shadow.whole(archive)


def start(store: Path, folder: Path) -> subprocess.Popen[bytes]:
    """A real `kg ingest`."""
    command = [sys.executable, "-m", "kg", "ingest", str(folder), "--store", str(store)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env={**os.environ, "KG_GRAPH": "networkx"}, stdout=quiet, stderr=quiet)


def saved(store: Path) -> int:
    """How many articles another process has stored so far."""
    try:
        with sqlite3.connect(f"file:{store}/archive.db?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def kill(store: Path, folder: Path, wait: float, articles: int) -> int:
    """Kill -9 an ingest `wait` seconds after it has stored `articles`; returns how many it had stored then."""
    child = start(store, folder)
    while child.poll() is None and saved(store) < articles:
        time.sleep(0.01)
    time.sleep(wait)
    child.kill()
    child.wait()
    return saved(store)


def check_whole(store: Path, reference: Shadow) -> None:
    """Every article that is there is there with all that belongs to it."""
    with Archive.open(settings_of(store)) as archive:
        found = Shadow.whole(archive)
        for node in found.nodes.values():
            if node.label == "Article":
                assert _own(found, node.id) == _own(reference, node.id), f"{node.id} is not whole"
                archive.capture(archive.article(node.id).capture)


def _own(graph: Shadow, article: str) -> set[tuple[str, str]]:
    """Claims and mentions of an article, whoever the entities are."""
    edges = [edge for edge in graph.edges.values() if edge.target == article]
    return {(edge.type, edge.source if edge.type == "FROM_ARTICLE" else str(edge.properties)) for edge in edges}
