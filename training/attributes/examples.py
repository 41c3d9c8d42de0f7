"""Writes what the choosers learn from: python -m training.attributes.examples GOLD OUT [--parsed FILE].

One JSON line a decision: chooser, document, and its candidates with features and label. Needs the shipped language model,
or its parses saved before (`--parsed`, a spaCy DocBin in the order of the file names).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin

from kg.extract.attributes.context import Context
from kg.extract.attributes.dates import candidate_times, date_features, write_date
from kg.extract.attributes.frames import Frame, find_frames
from kg.extract.attributes.mood import mood_features
from kg.extract.attributes.place import candidate_places, place_features
from kg.extract.attributes.speaker import candidate_frames, index_frames, speaker_features
from kg.extract.language import load_pipeline
from kg.ontology import load_ontology
from training.attributes.gold import Labelled, label

Features = dict[str, float]


def same_date(gold: str | None, found: str | None) -> bool:
    """Agreement as claims are scored: equal, or more precise than the label."""
    if not gold or not found:
        return False
    a, b = (d.replace("~", "").replace("?", "").replace("%", "") for d in (gold, found))
    return a == b or (len(a) <= len(b) and b.startswith(a))


def open_context(labelled: Labelled) -> Context:
    """The indexed document."""
    published = date.fromisoformat(labelled.published) if labelled.published else None
    return Context(labelled.doc, labelled.mentions, labelled.clusters, published)


def decisions(labelled: Labelled) -> Iterator[dict[str, Any]]:
    """All decisions of one article, with the right answers."""
    context = open_context(labelled)
    frames = find_frames(context)
    by_sentence = index_frames(context, frames)

    def owner(mention: int) -> str | None:
        cluster = context.entity(mention)
        return None if cluster is None else labelled.entity_of[cluster]

    for n, (proposal, claim) in enumerate(zip(labelled.proposals, labelled.claims, strict=True)):
        said = candidate_frames(context, frames, by_sentence, proposal)
        right = [claim["speaker"] is not None and owner(frames[i].holder) == claim["speaker"] for i in said]
        features = [speaker_features(context, frames, i, said, proposal) for i in said]
        yield _row("speaker", labelled, n, features, right, claim["speaker"] is not None)
        frame = _speaking(frames, said, right, proposal.trigger)
        mood = mood_features(context, proposal, frame)
        yield _row("negated", labelled, n, [mood], [claim["polarity"] == "negated"], claim["polarity"] == "negated")
        for name in ("alleged", "planned", "hypothetical"):
            yield _row(name, labelled, n, [mood], [claim["modality"] == name], claim["modality"] == name)
        times = candidate_times(context, proposal)
        right = [same_date(claim["date"], write_date(context, proposal, i)) for i in times]
        features = [date_features(context, proposal, times, i, frame) for i in times]
        yield _row("date", labelled, n, features, right, claim["date"] is not None)
        if load_ontology()[proposal.predicate].family != "affiliation":
            places = candidate_places(context, proposal)
            right = [claim["place"] is not None and owner(i) == claim["place"] for i in places]
            features = [place_features(context, proposal, places, i) for i in places]
            yield _row("place", labelled, n, features, right, claim["place"] is not None)


def _speaking(frames: list[Frame], said: list[int], right: list[bool], trigger: int) -> Frame | None:
    """The frame of the labelled speaker, rather one that holds the trigger."""
    chosen = [frames[i] for i, yes in zip(said, right, strict=True) if yes]
    return next((f for f in chosen if f.holds(trigger)), chosen[0] if chosen else None)


def _row(chooser: str, labelled: Labelled, n: int, features: list[Features], right: list[bool], given: bool) -> dict[str, Any]:
    return {"chooser": chooser, "doc": labelled.name, "claim": n, "features": features, "right": right, "given": given}


def read_parsed(folder: Path, parsed: Path | None) -> Iterator[Labelled]:
    """Labelled articles, parsed now or before."""
    paths = sorted(folder.glob("*.txt"))
    docs: Iterator[Doc]
    if parsed is not None:
        docs = DocBin().from_disk(parsed).get_docs(spacy.blank("en").vocab)
    else:
        pipeline = load_pipeline()
        docs = (pipeline(path.read_text(encoding="utf-8")) for path in paths)
    for path, doc in zip(paths, docs, strict=True):
        yield label(path.stem, doc, json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))


def main() -> None:
    """Reads, writes, says how much."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--parsed", type=Path)
    args = parser.parse_args()
    count = 0
    with args.out.open("w", encoding="utf-8") as out:
        for labelled in read_parsed(args.gold, args.parsed):
            for row in decisions(labelled):
                out.write(json.dumps(row) + "\n")
                count += 1
    print(f"{count} decisions")


if __name__ == "__main__":
    main()
