"""Hand-labelled articles: `<doc>.json` beside `<doc>.txt`, entities by the strings that name them, claims by their evidence."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import UserError
from kg.evaluate.measure import Extent
from kg.model import Claim, Count, Document, Extraction, Span


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader, human or program, found in an article: where each entity is named, and the claims."""

    entities: Mapping[str, tuple[Extent, ...]]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One labelled article."""

    document: Document
    reading: Reading


def read_gold(folder: Path) -> list[GoldArticle]:
    """All labelled articles of a folder, by name. Raises UserError where there is none, or a label file is damaged."""
    paths = [path for path in sorted(folder.glob("*.json")) if path.with_suffix(".txt").exists()]
    if not paths:
        raise UserError(f"{folder} holds no labelled articles (<name>.json beside <name>.txt).")
    try:
        return [_read_article(path) for path in paths]
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(f"A label file in {folder} cannot be read: {error}.") from None


def reading_of(extraction: Extraction) -> Reading:
    """A program's reading. Pronouns name nobody."""
    entities: dict[str, list[Extent]] = {}
    for mention in extraction.mentions:
        if mention.entity is not None and mention.kind != "pronoun":
            entities.setdefault(mention.entity, []).append((mention.start, mention.end))
    return Reading({entity: tuple(spans) for entity, spans in entities.items()}, extraction.claims)


def _read_article(path: Path) -> GoldArticle:
    labels = json.loads(path.read_text(encoding="utf-8"))
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    entities = {
        entity["id"]: tuple(span for form in entity["forms"] for span in _occurrences(text, form)) for entity in labels["entities"]
    }
    claims = tuple(_read_claim(f"c{n}", row, text) for n, row in enumerate(labels["claims"], 1))
    return GoldArticle(Document(path.stem, text, published=labels.get("published"), language="en"), Reading(entities, claims))


def _occurrences(text: str, form: str) -> Iterator[Extent]:
    start = text.find(form)
    while start >= 0:
        yield start, start + len(form)
        start = text.find(form, start + 1)


def _read_claim(id: str, row: dict[str, Any], text: str) -> Claim:
    start = text.find(row["evidence"])
    return Claim(
        id=id,
        predicate=row["predicate"],
        subject=row["subject"],
        object=row["object"],
        evidence=Span(start, start + len(row["evidence"])),
        speaker=row.get("speaker"),
        polarity=row["polarity"],
        modality=row["modality"],
        date=row.get("date"),
        place=row.get("place"),
        count=None if row.get("count") is None else Count(**{"low": None, **row["count"]}),
        attributes=row.get("attributes") or {},
        confidence=1.0,
    )
