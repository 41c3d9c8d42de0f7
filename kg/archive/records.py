"""The entities of an article through its versions and extractions: which new one is which old one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.archive.ids import digest
from kg.model import Entity, Extraction


@dataclass(slots=True)
class Trace:
    """What an entity leaves in a text, to be recognised by."""

    type: str
    name: str
    spans: set[tuple[int, int]] = field(default_factory=set)
    texts: Counter[str] = field(default_factory=Counter)


def traces(extraction: Extraction) -> dict[str, Trace]:
    """Local entity id -> trace."""
    found = {entity.id: Trace(entity.type, entity.name) for entity in extraction.entities}
    for mention in extraction.mentions:
        if mention.entity in found and mention.kind != "pronoun":
            found[mention.entity].spans.add((mention.start, mention.end))
            found[mention.entity].texts[mention.text.casefold()] += 1
    return found


def match(old: Mapping[str, Trace], new: Mapping[str, Trace], same_text: bool) -> dict[str, str]:
    """New local id -> old record id, each used once, the most alike first.

    In the same text (another extraction) shared spans decide; in a changed text, names and the words of the mentions.
    """
    scored = [
        (alike, local, record)
        for local, fresh in new.items()
        for record, known in old.items()
        if (alike := _alike(known, fresh, same_text)) > 0
    ]
    scored.sort(key=lambda entry: (-entry[0], entry[1], entry[2]))
    matched: dict[str, str] = {}
    used: set[str] = set()
    for _alike_by, local, record in scored:
        if local not in matched and record not in used:
            matched[local] = record
            used.add(record)
    return matched


def _alike(old: Trace, new: Trace, same_text: bool) -> float:
    same_name = old.name.casefold() == new.name.casefold()
    same_type = old.type == new.type
    if same_text:
        fewer = max(1, min(len(old.spans), len(new.spans)))
        shared = len(old.spans & new.spans) / fewer
        if same_type and not shared:
            # "Krasnov" where the other extractor saw "Igor Krasnov"; of another type it would be a name inside a name.
            shared = 0.75 * _touching(old.spans, new.spans) / fewer
    else:
        shared = sum((old.texts & new.texts).values()) / max(1, min(old.texts.total(), new.texts.total()))
    if shared < 0.5 and not (same_name and (same_type or shared > 0)):
        return 0.0
    return 2 * shared + same_name + 0.5 * same_type


def _touching(old: set[tuple[int, int]], new: set[tuple[int, int]]) -> int:
    """How many of the spans overlap one of the others."""
    overlaps = ((a, b) for a in old for b in new if a[0] < b[1] and b[0] < a[1])
    pairs = list(overlaps)
    return min(len({a for a, _ in pairs}), len({b for _, b in pairs}))


def new_ids(article_id: str, entities: Iterable[Entity], taken: set[str]) -> dict[str, str]:
    """Ids for the entities of an article that match no old one: the same in every store that reads the same articles.

    An id of this article that is in no use now is used again: the entity was there in an earlier version.
    """
    found: dict[str, str] = {}
    for entity in entities:
        ordinal = 0
        while (record := digest("e", article_id, entity.type, entity.name, ordinal)) in taken:
            ordinal += 1
        taken.add(record)
        found[entity.id] = record
    return found
