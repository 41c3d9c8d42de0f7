"""Trigger patterns of the ontology file, compiled: "S demonstrate against O", "O die", "attack on".

S and O are the places of subject and object. A word before a place is its preposition or a particle; other words must
stand in the phrase ("S take O into custody"). A pattern of one word is "S word O" for verbs, "word of O by S" for nouns.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.ontology import Ontology

PREPOSITIONS = frozenset([
    "about", "against", "among", "as", "at", "before", "between", "by", "down", "for", "from", "in", "into", "of", "off", "on", "onto",
    "out", "over", "through", "to", "toward", "towards", "under", "up", "upon", "with",
])  # fmt: skip


ENDINGS = ("ed", "d", "es", "s", "ing")


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an argument stands: `nsubj`, `obj`, or `obl` with the preposition (or particle) `word`."""

    role: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """One way in which a word says a predicate. A slot that is None is not said by it."""

    predicate: str
    subject: Slot | None
    object: Slot | None
    needs: tuple[str, ...] = ()
    """Lemmas that must stand below the trigger."""
    order: int = 0
    """Patterns with more fixed words are tried first."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Frames by trigger lemma."""

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    titles: Mapping[str, tuple[str, ...]]
    """Title noun -> predicates."""

    def verb(self, lemma: str) -> tuple[Frame, ...] | None:
        """Frames of a verb, None for one that says nothing. A wrong tag leaves an inflected lemma: endings are tried off."""
        if lemma in self.verbs or not lemma.endswith(ENDINGS):
            return self.verbs.get(lemma)
        return next((self.verbs[stem] for end in ENDINGS if (stem := lemma.removesuffix(end)) in self.verbs), None)


def read_verb(predicate: str, pattern: str) -> tuple[str, Frame]:
    """Trigger lemma and frame of a verb pattern."""
    words = pattern.split()
    if not {"S", "O"} & set(words):
        words = ["S", *words, "O"]
    places: dict[str, Slot | None] = {"S": None, "O": None}
    if words[0] in places:
        places[words[0]] = Slot("nsubj")
        words = words[1:]
    lemma, rest = words[0], words[1:]
    needs = []
    for i, word in enumerate(rest):
        before = rest[i - 1] if i and rest[i - 1] in PREPOSITIONS else ""
        if word in places:
            places[word] = Slot("obl", before) if before else Slot("obj")
        elif word not in PREPOSITIONS or i + 1 == len(rest):
            needs.append(word)
    return lemma, Frame(predicate, places["S"], places["O"], tuple(needs), len(needs))


def read_noun(predicate: str, pattern: str) -> tuple[str, Frame]:
    """Trigger lemma and frame of a noun pattern: "arrest", "attack on", "protest by S"."""
    words = [word for word in pattern.split() if word != "O"]
    lemma = words[0]
    if "S" in words:
        return lemma, Frame(predicate, Slot("obl", words[1]), None)
    return lemma, Frame(predicate, Slot("obl", "by"), Slot("obl", words[1] if len(words) > 1 else "of"))


@lru_cache
def compile_lexicon(ontology: Ontology) -> Lexicon:
    """All frames of an ontology, those with more fixed words first."""
    verbs: dict[str, list[Frame]] = defaultdict(list)
    nouns: dict[str, list[Frame]] = defaultdict(list)
    titles: dict[str, list[str]] = defaultdict(list)
    for predicate in ontology.predicates.values():
        for pattern in predicate.verbs:
            lemma, frame = read_verb(predicate.key, pattern)
            verbs[lemma].append(frame)
        for pattern in predicate.nouns:
            lemma, frame = read_noun(predicate.key, pattern)
            nouns[lemma].append(frame)
        for title in predicate.titles:
            titles[title].append(predicate.key)
    return Lexicon(
        {lemma: tuple(sorted(frames, key=lambda f: -f.order)) for lemma, frames in verbs.items()},
        {lemma: tuple(frames) for lemma, frames in nouns.items()},
        {lemma: tuple(keys) for lemma, keys in titles.items()},
    )
