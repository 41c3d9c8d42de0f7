"""An article indexed once for all questions about its incidents: words, sentences, vectors, and what is said of each entity."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, IDX, LEMMA, LOWER, TAG  # type: ignore[import-not-found]
from spacy.tokens import Doc

from kg.extract import columns
from kg.extract.incidents.happenings import is_act
from kg.model import Claim, Document, Entity, Mention, Span

Floats = NDArray[np.float32]

_WORD = re.compile(r"[\w'’-]+")
_BREAK = re.compile(r"[.!?;:\n\"“”]")


@dataclass
class Story:
    """One article: its parse, and the records of what was found in it. Token indices are those of `doc`."""

    document: Document
    doc: Doc
    entities: Mapping[str, Entity]
    claims: Sequence[Claim]
    mentions: Mapping[str, Sequence[Mention]]
    """Entity -> its mentions, in text order."""
    victims: Mapping[str, float] = field(default_factory=dict)
    """Person -> how likely a victim it is; set by `blame`."""
    _weights: dict[str, float] = field(default_factory=dict)
    _descriptions: dict[str, str] = field(default_factory=dict)

    @cached_property
    def starts(self) -> list[int]:
        """First character of each token."""
        return self.doc.to_array(IDX).tolist()  # type: ignore[no-any-return]

    @cached_property
    def lemmas(self) -> list[str]:
        """Lower-case lemma of each token."""
        return columns.strings(self.doc, LEMMA, lower=True)

    @cached_property
    def lowered(self) -> list[str]:
        """Each token in lower case."""
        return columns.strings(self.doc, LOWER)

    @cached_property
    def opening(self) -> str:
        """The first lemmas of the article, which say what it is about, in one line."""
        return " ".join(self.lemmas[:600])

    @cached_property
    def tags(self) -> list[str]:
        """Penn tag of each token."""
        return columns.strings(self.doc, TAG)

    @cached_property
    def relations(self) -> list[str]:
        """By what each token hangs on its head."""
        return columns.strings(self.doc, DEP)

    @cached_property
    def heads(self) -> list[int]:
        """Head of each token; a root is its own."""
        return columns.heads(self.doc)

    def root_of(self, tokens: range) -> int:
        """The token of a stretch that hangs on one outside it."""
        return next((i for i in tokens if self.heads[i] not in tokens or self.heads[i] == i), tokens.start)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Tokens `[start, end)` of each sentence."""
        return [(sent.start, sent.end) for sent in self.doc.sents]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [self.starts[start] for start, _ in self.sentences]

    @cached_property
    def vectors(self) -> Floats:
        """(tokens, width) contextual vectors; (tokens, 0) where the pipeline gives none."""
        given = self.doc._.vectors if self.doc.has_extension("vectors") else None
        return np.zeros((len(self.doc), 0), np.float32) if given is None else np.asarray(given, np.float32)

    @cached_property
    def published(self) -> date | None:
        """Day of publication."""
        return date.fromisoformat(self.document.published[:10]) if self.document.published else None

    @cached_property
    def title(self) -> str:
        """Title in lower case; the first line of the text where none is given."""
        return (self.document.title or self.document.text.lstrip().split("\n", 1)[0][:200]).lower()

    @cached_property
    def by_subject(self) -> Mapping[str, list[Claim]]:
        """Entity -> claims that it is the subject of."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            if claim.subject is not None:
                found[claim.subject].append(claim)
        return found

    @cached_property
    def by_object(self) -> Mapping[str, list[Claim]]:
        """Entity -> claims that it is the object of."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            if claim.object is not None:
                found[claim.object].append(claim)
        return found

    def token_at(self, character: int) -> int:
        """The token that holds a character, or the one before it."""
        return max(0, bisect_right(self.starts, character) - 1)

    def sentence_at(self, character: int) -> int:
        """Index of the sentence that holds a character."""
        return max(0, bisect_right(self._sentence_starts, character) - 1)

    def tokens_of(self, span: Span | Mention) -> range:
        """Tokens of a stretch of characters."""
        first = self.token_at(span.start)
        return range(first, max(first + 1, self.token_at(span.end - 1) + 1))

    def position(self, character: int) -> float:
        """How far into the text, 0 to 1."""
        return character / max(1, len(self.document.text))

    def blame(self, victims: Mapping[str, float]) -> None:
        """Takes over how likely a victim each person is; what claims weigh follows from it."""
        self.victims = victims
        self._weights.clear()
        for claim in self.claims:
            victim = victims.get(claim.object, 0.4) if claim.object is not None else 0.3
            self._weights[claim.id] = claim.confidence * (1.5 - self.position(claim.evidence.start)) * (0.1 + victim)

    def weight(self, claim: Claim) -> float:
        """How much an act claim tells of what the article is about: surer, earlier, and against a likely victim is more."""
        return self._weights[claim.id]

    def is_act(self, claim: Claim) -> bool:
        """Whether a claim tells of a violation that happened or is said to have."""
        return claim.id in self._acts

    @cached_property
    def _acts(self) -> frozenset[str]:
        return frozenset(claim.id for claim in self.claims if is_act(claim))

    def is_in_title(self, name: str) -> bool:
        """Whether the last word of a name stands in the title."""
        last = name.lower().split(" ")[-1]
        return len(last) > 2 and last in self.title

    def description(self, entity: str) -> str:
        """Lower-case words that describe it: its own forms, the words before each ("journalist A"), appositions, its titles."""
        if entity not in self._descriptions:
            text = self.document.text
            parts = [self.entities[entity].name]
            for mention in self.mentions.get(entity, ()):
                if mention.kind != "pronoun":
                    parts += [mention.text, _before(text, mention.start), _after(text, mention.end)]
            for claim in self.by_subject.get(entity, ()):
                if claim.attributes.get("title"):
                    parts.append(str(claim.attributes["title"]))
            self._descriptions[entity] = " . ".join(parts).lower()
        return self._descriptions[entity]

    def own_words(self, entity: str) -> str:
        """Lower-case words of its own forms only."""
        return " . ".join([self.entities[entity].name, *(m.text for m in self.mentions.get(entity, ()) if m.kind != "pronoun")]).lower()

    def pronouns(self, entity: str) -> list[str]:
        """Pronouns that point to it, lower case."""
        return [m.text.lower() for m in self.mentions.get(entity, ()) if m.kind == "pronoun"]


def read_story(doc: Doc, document: Document, claims: Sequence[Claim], entities: Sequence[Entity], mentions: Sequence[Mention]) -> Story:
    """The story of a document; `doc.text` is `document.text`."""
    table: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.entity is not None:
            table.setdefault(mention.entity, []).append(mention)
    return Story(document, doc, {e.id: e for e in entities}, claims, table)


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
