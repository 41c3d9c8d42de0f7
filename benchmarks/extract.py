"""Words a second and peak memory of `kg extract`, where the time goes, and peers in the same run.

    python -m benchmarks.extract FOLDER [--limit N] [--corenlp N] [--cache DIR]

FOLDER holds CSV files with the columns url, date, title, text. The whole `kg extract -` process counts, start included.
Peers: the spaCy blank tokenizer (the least that any pipeline costs) and, where Maven and Java are at hand, Stanford CoreNLP
on the first N articles (names only; its jars, about 1 GB, come from Maven Central into the cache folder).
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import corenlp
from benchmarks.articles import count_words, read_articles
from benchmarks.process import measure

STAGES = {
    "find_mentions": "mentions",
    "resolve": "coreference",
    "propose": "claims: rules and heads",
    "score": "claims: scorer",
    "describe": "speaker, modality, date, place, count",
    "settle": "claims: settle",
    "group": "incidents",
    "find_links": "contradictions",
}


def time_stages(rows: list[dict[str, str]]) -> dict[str, float]:
    """Seconds each stage of the extraction takes over `rows`, in this process; the rest is the language pipeline."""
    from kg.extract import Extractor, document
    from kg.model import Document
    from kg.settings import environment_settings

    spent = dict.fromkeys(STAGES.values(), 0.0)

    def timed(function: Callable[..., Any], label: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            started = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                spent[label] += time.perf_counter() - started

        return call

    for name, label in STAGES.items():
        setattr(document, name, timed(getattr(document, name), label))
    started = time.perf_counter()
    extractor = Extractor(environment_settings())
    documents = (Document(id=r["id"], text=r["text"], title=r["title"], published=r["published"]) for r in rows)
    for _ in extractor.extract_many(documents):
        pass
    total = time.perf_counter() - started
    return {"language pipeline, start included": total - sum(spent.values()), **spent}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, help="only the first N articles")
    parser.add_argument("--corenlp", type=int, default=10, metavar="N", help="articles for CoreNLP, 0: leave it out (default 10)")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "kg-benchmarks")
    args = parser.parse_args()
    rows = list(read_articles(args.folder))[: args.limit]
    words = sum(count_words(row["text"]) for row in rows)
    speed = Table("program", "articles", "words", "seconds", "words/s", "peak MB")

    def add(program: str, articles: int, counted: int, seconds: float, peak: float | None) -> None:
        speed.add_row(program, str(articles), f"{counted:,}", f"{seconds:.1f}", f"{counted / seconds:,.0f}", f"{peak:,.0f}" if peak else "")

    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "in.jsonl"
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        cost = measure([sys.executable, "-m", "kg", "extract", "-"], stdin=source, stdout=Path(scratch) / "out.jsonl")
        if cost.status not in (0, 3):
            sys.exit(f"kg extract ended with status {cost.status}")
        add("kg extract", len(rows), words, cost.seconds, cost.peak_mb)
        program = "import sys,json,spacy\nnlp=spacy.blank('en')\nnlp.max_length=10**9\nfor line in sys.stdin: nlp(json.loads(line)['text'])"
        blank = measure([sys.executable, "-c", program], stdin=source)
        add("spaCy blank tokenizer", len(rows), words, blank.seconds, blank.peak_mb)
        lib = corenlp.jars(args.cache) if args.corenlp else None
        if lib:
            texts = [row["text"] for row in rows[: args.corenlp]]
            cost = corenlp.run(lib, texts, Path(scratch) / "corenlp", "tokenize,pos,lemma,ner")
            add(f"CoreNLP {corenlp.VERSION}, names only", len(texts), sum(map(count_words, texts)), cost.seconds, cost.peak_mb)
    Console().print(speed)
    shares = Table("stage", "seconds", "share")
    spent = time_stages(rows)
    for label, seconds in spent.items():
        shares.add_row(label, f"{seconds:.1f}", f"{100 * seconds / sum(spent.values()):.0f} %")
    Console().print(shares)


if __name__ == "__main__":
    main()
