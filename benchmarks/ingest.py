"""What an ingest costs: real articles, then variations of them, then both again; prints a table.

    python -m benchmarks.ingest FOLDER [--limit N] [--variations N]

FOLDER holds CSV files with the columns url, date, title, text. Every run is a whole `kg ingest` process, start and graph
included. Bars: a second run adds no row beside its own run record and costs under a tenth of the first; memory does not
grow with the number of articles.
"""

import argparse
import json
import random
import re
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.articles import count_words, read_articles
from benchmarks.process import Cost, measure

RUN_TABLES = {"runs", "run_items"}


@dataclass(frozen=True, slots=True)
class Row:
    """One run: what it read, what it cost, and the rows it added (beside its own record)."""

    name: str
    words: int
    cost: Cost
    added: int


def variations(articles: list[dict[str, str]], number: int) -> Iterator[dict[str, str]]:
    """Articles with a tenth of the sentences left out and the rest under another address and a numbered first line."""
    dice = random.Random(1)
    for n in range(number):
        article = articles[n % len(articles)]
        sentences = re.split(r"(?<=[.!?])\s+", article["text"])
        kept = [sentence for sentence in sentences if dice.random() > 0.1]
        yield {**article, "id": f"v{n:05}-{article['id']}", "text": f"Report {n}. " + " ".join(kept), "url": f"{article['url']}?v={n}"}


def count_rows(store: Path) -> int:
    """Rows of all tables that hold content."""
    with sqlite3.connect(store / "archive.db") as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = [name for name in names if name not in RUN_TABLES and "_search" not in name and not name.startswith("sqlite_")]
        return sum(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables)


def ingest(name: str, source: Path, words: int, store: Path) -> Row:
    """One `kg ingest` process."""
    before = count_rows(store) if (store / "archive.db").exists() else 0
    cost = measure([sys.executable, "-m", "kg", "ingest", str(source), "--store", str(store)])
    if cost.status not in (0, 3):
        raise SystemExit(f"{name}: kg ingest ended with status {cost.status}")
    return Row(name, words, cost, count_rows(store) - before)


def write_lines(path: Path, articles: list[dict[str, str]]) -> int:
    """Write `kg ingest` input; returns its words."""
    path.write_text("".join(json.dumps(article) + "\n" for article in articles), "utf-8")
    return sum(count_words(article["text"]) for article in articles)


def show(rows: list[Row], store: Path) -> None:
    """The table on standard output."""
    table = Table("run", "words", "seconds", "of which CPU", "words/s", "rows added", "peak MB")
    for row in rows:
        rate = f"{row.words / row.cost.seconds:,.0f}"
        table.add_row(
            row.name, f"{row.words:,}", f"{row.cost.seconds:.1f}", f"{row.cost.cpu_seconds:.1f}", rate, f"{row.added:,}",
            f"{row.cost.peak_mb:.0f}",
        )
    console = Console()
    console.print(table)
    size = sum(path.stat().st_size for path in store.glob("archive.db*")) / 1e6
    console.print(f"Archive: {size:.1f} MB. Bars: 0 rows added again, in under a tenth of the time.")


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=None, help="how many of the articles (default: all)")
    parser.add_argument("--variations", type=int, default=2000, help="how many variations of them (default: 2000)")
    asked = parser.parse_args()
    articles = list(read_articles(asked.folder))[: asked.limit]
    with tempfile.TemporaryDirectory() as scratch:
        store, real, varied = Path(scratch, "store"), Path(scratch, "articles.jsonl"), Path(scratch, "variations.jsonl")
        words = write_lines(real, articles)
        more = write_lines(varied, list(variations(articles, asked.variations)))
        rows = []
        for name, source, size in (
            (f"{len(articles)} articles", real, words), ("the same again", real, words),
            (f"{asked.variations} variations", varied, more), ("the same again", varied, more),
        ):
            rows.append(ingest(name, source, size, store))
        show(rows, store)


if __name__ == "__main__":
    main()
