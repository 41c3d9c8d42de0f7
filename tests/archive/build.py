"""Extraction records written by hand: what a text says, as data."""

import hashlib
from datetime import UTC, datetime

from kg.model import Capture, Claim, Document, Entity, Extraction, Incident, Link, Mention, Span, Victim

COUNTRIES = {"Russia": "RU", "Iran": "IR", "Yemen": "YE"}


def capture(address: str, text: str) -> Capture:
    content = text.encode()
    return Capture(
        address, content, hashlib.sha256(content).hexdigest(), datetime(2024, 5, 1, tzinfo=UTC), "file", "text/plain",
        tool="test",
    )


def extraction(text: str, names: dict[str, str], acts: tuple[tuple[str, str, str], ...] = (), **more: object) -> Extraction:
    """`names`: name -> type, all places where it stands are mentions; `acts`: subject, predicate, object of sentence 0, 1, …

    A predicate may end in `!` (negated) or `?` (alleged). Sentences end in a full stop.
    """
    entities, mentions = [], []
    for number, (name, kind) in enumerate(names.items()):
        code = {"code": COUNTRIES[name]} if name in COUNTRIES else {}
        entities.append(Entity(f"e{number}", kind, name, code))  # type: ignore[arg-type]
        start = text.find(name)
        while start >= 0:
            mentions.append(
                Mention(f"m{len(mentions)}", start, start + len(name), name, kind, "name", f"e{number}", 0.9)
            )
            start = text.find(name, start + 1)
    local = {entity.name: entity.id for entity in entities}
    claims = tuple(_claim(number, text, act, local) for number, act in enumerate(acts))
    links = (Link("CONTRADICTS", "c0", "c1"),) if more.pop("contradict", False) else ()
    incidents: tuple[Incident, ...] = ()
    if claims and claims[0].subject and claims[0].object:
        victim = Victim(claims[0].object, acts[0][2])
        incidents = (Incident("i0", ("killing",), (claims[0].subject,), None, (victim,), ("c0",), main=True),)
    document = Document("d", text, **{"title": text[:20], "language": "en", **more})  # type: ignore[arg-type]
    return Extraction(document, tuple(mentions), tuple(entities), claims, incidents, links)


def _claim(number: int, text: str, act: tuple[str, str, str], local: dict[str, str]) -> Claim:
    subject, predicate, object_ = act
    start, place = 0, number
    while place and text.find(".", start) >= 0:
        start, place = text.index(".", start) + 1, place - 1
    end = text.index(".", start) + 1
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return Claim(
        f"c{number}", predicate.rstrip("!?"), local.get(subject), local.get(object_), Span(start, end),
        polarity="negated" if predicate.endswith("!") else "affirmed",
        modality="alleged" if predicate.endswith("?") else "actual",
        date=f"2024-0{number + 1}", confidence=0.8, attributes={"title": "head"} if number == 0 else {},
        subject_span=_span(text, subject, start, end), object_span=_span(text, object_, start, end), proposed_by=("test",),
    )


def _span(text: str, name: str, start: int, end: int) -> Span | None:
    at = text.find(name, start, end) if name else -1
    return Span(at, at + len(name)) if at >= 0 else None
