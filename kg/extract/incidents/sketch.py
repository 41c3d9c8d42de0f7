"""What an article's words say about each entity: looked up once for each entity of an incident."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.model import Claim, Document, Entity, Mention

_WORD = re.compile(r"[\w'’-]+")
_BREAK = re.compile(r"[.!?;:\n\"“”]")


@dataclass(slots=True)
class Sketches:
    """Entities with their mentions and the words that describe them."""

    document: Document
    entities: Mapping[str, Entity]
    claims: Sequence[Claim]
    mentions: dict[str, list[Mention]] = field(default_factory=dict)
    _descriptions: dict[str, str] = field(default_factory=dict)

    def description(self, entity: str) -> str:
        """Lower-case words that describe it: its own forms, the words before each ("journalist A"), appositions, its titles."""
        if entity not in self._descriptions:
            text = self.document.text
            parts = [self.entities[entity].name]
            for mention in self.mentions.get(entity, ()):
                if mention.kind != "pronoun":
                    parts += [mention.text, _before(text, mention.start), _after(text, mention.end)]
            for claim in self.claims:
                if claim.subject == entity and claim.attributes.get("title"):
                    parts.append(str(claim.attributes["title"]))
            self._descriptions[entity] = " . ".join(parts).lower()
        return self._descriptions[entity]

    def own_words(self, entity: str) -> str:
        """Lower-case words of its own forms only."""
        return " . ".join([self.entities[entity].name, *(m.text for m in self.mentions.get(entity, ()) if m.kind != "pronoun")]).lower()

    def pronouns(self, entity: str) -> list[str]:
        """Pronouns that point to it, lower case."""
        return [m.text.lower() for m in self.mentions.get(entity, ()) if m.kind == "pronoun"]


def sketch(document: Document, claims: Sequence[Claim], entities: Sequence[Entity], mentions: Sequence[Mention]) -> Sketches:
    """Sketches of a document."""
    table: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.entity is not None:
            table.setdefault(mention.entity, []).append(mention)
    return Sketches(document, {e.id: e for e in entities}, claims, table)


def _before(text: str, start: int) -> str:
    """Up to four words right before a mention, in its own clause: "freelance journalist"."""
    lead = _BREAK.split(text[max(0, start - 60) : start])[-1].rsplit(",", 1)[-1]
    words = _WORD.findall(lead)
    return " ".join(words[-4:])


def _after(text: str, end: int) -> str:
    """An apposition right behind a mention: ", 37, a journalist with X,"."""
    tail = text[end : end + 90]
    match = re.match(r"\s*,(?:\s*\d+\s*,)?\s*(?:who (?:is|was)\s+)?(?:an?|the|another|former|his|her)\s+([^,.;\n]{3,60})", tail)
    return match.group(1) if match else ""
