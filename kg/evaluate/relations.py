"""Relations among names, from raw text, against Re-DocRED: those Wikidata properties that say what one of our predicates says.

A relation is found when a claim of that predicate joins two entities that both match (one of their names overlaps a labelled
name by half of the shorter and a third of the longer). A country and its adjective are one entity, which the set has as two.
Claims whose arguments have no name are left aside: the set labels names. The set's labels are closed under containment (a street of a
town of a country is in the country), so what follows from claims by containment counts; what is told in so many words is told beside.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import UserError
from kg.evaluate.measure import NOTHING, Extent, Measure, same_place
from kg.gazetteer import country_of
from kg.model import Document, Extraction

ROWS = {
    **dict.fromkeys(["BASED_IN", "PART_OF"], "BASED_IN or PART_OF"),
    **dict.fromkeys(["HOLDS_POSITION", "MEMBER_OF"], "HOLDS_POSITION or MEMBER_OF"),
    **{name: name for name in ("CITIZEN_OF", "FAMILY_OF", "LIVES_IN", "LOCATED_IN")},
}
"""Our predicates that the set can judge -> the row they count in. Wikidata says `country` of a ministry, which is part of it, and of a
firm, which is based there; and `member of` or `employer` of who has a post as of who has none."""
LEARNED_FROM, UNLEARNED = "dev_revised.json", 150
"""File whose relations the shipped model has learned from, but for so many passages at its beginning."""
UNDIRECTED = frozenset(["FAMILY_OF"])
WITHIN = frozenset(["LOCATED_IN", ROWS["BASED_IN"]])
"""Rows that the set labels with all that contains a place: what is in a district is in its country too."""
PROPERTIES: dict[tuple[str, str, str], tuple[str, bool]] = {
    **{(p, "LOC", "LOC"): ("LOCATED_IN", False) for p in ("P131", "P17", "P30", "P706", "P276", "P361", "P1376")},
    **{(p, "LOC", "LOC"): ("LOCATED_IN", True) for p in ("P150", "P527", "P36")},
    ("P27", "PER", "LOC"): ("CITIZEN_OF", False),
    **{(p, "PER", "LOC"): ("LIVES_IN", False) for p in ("P551", "P937", "P19")},
    **{(p, "PER", "ORG"): ("MEMBER_OF", False) for p in ("P463", "P102", "P54", "P108", "P241", "P69", "P361")},
    ("P527", "ORG", "PER"): ("MEMBER_OF", True),
    ("P463", "ORG", "ORG"): ("MEMBER_OF", False),
    **{(p, "PER", "PER"): ("FAMILY_OF", False) for p in ("P22", "P25", "P26", "P40", "P3373")},
    **{(p, "LOC", "PER"): ("HOLDS_POSITION", True) for p in ("P6", "P35")},
    ("P488", "ORG", "PER"): ("HOLDS_POSITION", True),
    ("P1001", "PER", "LOC"): ("HOLDS_POSITION", False),
    **{(p, "ORG", "LOC"): ("BASED_IN", False) for p in ("P159", "P131", "P17")},
    ("P1001", "ORG", "LOC"): ("PART_OF", False),
    ("P194", "LOC", "ORG"): ("PART_OF", True),
    **{(p, "ORG", "ORG"): ("PART_OF", False) for p in ("P749", "P361")},
    **{(p, "ORG", "ORG"): ("PART_OF", True) for p in ("P355", "P527")},
}
"""Property and types of its head and tail -> our predicate, and whether the tail is its subject. Where somebody was born or works stands
for "from there", an office for what it rules over; alumni are members, by the guidelines for labelled claims."""
Relation = tuple[str, int, int]
"""Row, subject and object by number."""
Said = tuple[str, str, str]
"""Row, subject and object by their ids in an extraction."""
_NO_BLANK_BEFORE = frozenset([",", ".", ";", ":", "!", "?", ")", "'s", "%", "''", "n't"])
_NO_BLANK_AFTER = frozenset(["(", "$", "``"])


@dataclass(frozen=True, slots=True)
class RelatedText:
    """A passage, the extents of each entity's names, and the relations that our predicates can say."""

    document: Document
    entities: tuple[tuple[Extent, ...], ...]
    relations: frozenset[Relation]


@dataclass(slots=True)
class RelationScores:
    """Sums over all passages, by row of `ROWS`."""

    all: Measure = NOTHING
    told: Measure = NOTHING
    """Without what follows from containment."""
    by_predicate: dict[str, Measure] = field(default_factory=dict)
    errors: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    """(passage, `missed` or `spurious`, row, subject, object)."""
    missing: list[str] = field(default_factory=list)


def read_relations(path: Path) -> list[RelatedText]:
    """Passages of a (Re-)DocRED file. Raises UserError where it is none."""
    try:
        return [_read_passage(f"{n}", row) for n, row in enumerate(json.loads(path.read_text(encoding="utf-8")))]
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise UserError(f"{path} is no Re-DocRED file: {error!r}.") from None


def _read_passage(name: str, row: dict[str, Any]) -> RelatedText:
    text, extents = _print_out(row["sents"])
    entities: list[tuple[Extent, ...]] = []
    places: dict[str, int] = {}
    same = []
    for n, vertex in enumerate(row["vertexSet"]):
        sentences = [(extents[m["sent_id"]], m["pos"]) for m in vertex]
        entities.append(tuple((words[first][0], words[after - 1][1]) for words, (first, after) in sentences))
        code = country_of(str(vertex[0]["name"]))
        same.append(places.setdefault(code, n) if code else n)
        if same[n] != n:
            entities[same[n]] += entities[n]
    kinds = [vertex[0]["type"] for vertex in row["vertexSet"]]
    found = set()
    for label in row["labels"]:
        head, tail = label["h"], label["t"]
        rule = PROPERTIES.get((label["r"], kinds[head], kinds[tail]))
        if rule is not None:
            predicate, turned = rule
            pair = (same[tail], same[head]) if turned else (same[head], same[tail])
            if pair[0] != pair[1]:
                found.add((ROWS[predicate], *(sorted(pair) if predicate in UNDIRECTED else pair)))
    return RelatedText(Document(name, text, language="en"), tuple(entities), frozenset(found))


def _print_out(sentences: list[list[str]]) -> tuple[str, list[list[Extent]]]:
    """The words as a text again, and the characters of each."""
    text, extents, before = "", [], ""
    for sentence in sentences:
        here = []
        for word in (w.strip() or "-" for w in sentence):
            blank = text and word not in _NO_BLANK_BEFORE and before not in _NO_BLANK_AFTER
            text += " " if blank else ""
            here.append((len(text), len(text) + len(word)))
            text += word
            before = word
        extents.append(here)
    return text, extents


def score_relations(gold: Iterable[RelatedText], predicted: Mapping[str, Extraction]) -> RelationScores:
    """Compare the labelled relations with the affirmed claims of the same document id."""
    scores = RelationScores()
    for passage in gold:
        name = passage.document.id
        if name not in predicted:
            scores.missing.append(name)
        _score_passage(scores, passage, predicted.get(name) or Extraction(passage.document))
    return scores


def _score_passage(scores: RelationScores, passage: RelatedText, extraction: Extraction) -> None:
    names: dict[str, list[Extent]] = {}
    for mention in extraction.mentions:
        if mention.entity is not None and mention.kind == "name":
            names.setdefault(mention.entity, []).append((mention.start, mention.end))
    same = {e: frozenset(n for n, spans in enumerate(passage.entities) if same_place(spans, ours)) for e, ours in names.items()}
    said = {
        (ROWS[c.predicate], str(c.subject), str(c.object))
        for c in extraction.claims
        if c.predicate in ROWS and c.polarity == "affirmed" and c.subject in names and c.object in names
    }
    found, left = _match(passage, said, same)
    scores.told += Measure(len(found), len(said), len(passage.relations))
    said |= _following(said)
    found, left = _match(passage, said, same)
    _count(scores, passage, said, left)
    words = {e: passage.document.text[slice(*spans[0])] for e, spans in names.items()}
    labelled = [passage.document.text[slice(*spans[0])] for spans in passage.entities]
    scores.errors += [(passage.document.id, "missed", row, labelled[s], labelled[o]) for row, s, o in sorted(left)]
    scores.errors += [(passage.document.id, "spurious", row, words[s], words[o]) for row, s, o in sorted(said - found)]


def _following(said: set[Said]) -> set[Said]:
    """What the claims say of a place holds for what contains it, as far as claims tell."""
    around: dict[str, set[str]] = {}
    for row, subject, object in said:
        if row == "LOCATED_IN":
            around.setdefault(subject, set()).add(object)
    found: set[Said] = set()
    for row, subject, object in said:
        reached: set[str] = set()
        ahead = [object] if row in WITHIN else []
        while ahead:
            further = around.get(ahead.pop(), set()) - reached
            reached |= further
            ahead += further
        found |= {(row, subject, place) for place in reached - {subject}}
    return found


def _match(passage: RelatedText, said: set[Said], same: Mapping[str, frozenset[int]]) -> tuple[set[Said], set[Relation]]:
    """Those that are labelled, each label once, and the labels that are left."""
    left, found = set(passage.relations), set()
    for row, subject, object in sorted(said):
        fits = [r for r in sorted(left) if r[0] == row and _joins(r, same[subject], same[object])]
        if fits:
            left.discard(fits[0])
            found.add((row, subject, object))
    return found, left


def _joins(relation: Relation, subjects: frozenset[int], objects: frozenset[int]) -> bool:
    row, s, o = relation
    return (s in subjects and o in objects) or (row in UNDIRECTED and o in subjects and s in objects)


def _count(scores: RelationScores, passage: RelatedText, said: set[Said], left: set[Relation]) -> None:
    for row in {r for r, *_ in passage.relations} | {r for r, *_ in said}:
        gold = sum(r == row for r, *_ in passage.relations)
        missed = sum(r == row for r, *_ in left)
        measure = Measure(gold - missed, sum(r == row for r, *_ in said), gold)
        scores.all += measure
        scores.by_predicate[row] = scores.by_predicate.get(row, NOTHING) + measure


