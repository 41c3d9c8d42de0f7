"""Real articles for the benchmarks: rows of CSV files with the columns url, date, title, text."""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

csv.field_size_limit(sys.maxsize)


def read_articles(folder: Path) -> Iterator[dict[str, str]]:
    """Rows of every CSV file below `folder` (or of one file), in file order, as `kg extract -` input; ids are `<file>-<row>`."""
    files = [folder] if folder.is_file() else sorted(folder.rglob("*.csv"))
    for path in files:
        with path.open(encoding="utf-8", newline="") as rows:
            for number, row in enumerate(csv.DictReader(rows)):
                yield {
                    "id": f"{path.stem}-{number:03}",
                    "text": row["text"],
                    "title": row["title"],
                    "published": row["date"],
                    "url": row["url"],
                }


def count_words(text: str) -> int:
    """Runs of characters between white space: the unit of every words/s figure here."""
    return len(text.split())
