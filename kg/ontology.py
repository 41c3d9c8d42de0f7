"""The vocabulary as data: entity types and predicates of `ontology.yml`, read once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Literal

import yaml

Family = Literal["affiliation", "act", "speech"]
"""What kind of thing a predicate says; groups edges in menus and filters."""


@dataclass(frozen=True, slots=True)
class EntityKind:
    """One entity type: words and colour for display. `colour` is `#rrggbb`."""

    key: str
    label: str
    plural: str
    colour: str


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and the claims of this predicate that it makes, as (subject, object) in the sentence's words, None for unknown."""

    text: str
    claims: tuple[tuple[str | None, str | None], ...]


@dataclass(frozen=True, slots=True)
class Predicate:
    """One relationship type. `key` is the name in claims and on typed edges."""

    key: str
    label: str
    """On an arrow, forwards: "arrested"."""
    inverse: str
    """Backwards: "was arrested by"."""
    family: Family
    colour: str
    sentence: str
    """Template with `{subject}` and `{object}`."""
    domain: frozenset[str]
    range: frozenset[str]
    undirected: bool = False
    subject_optional: bool = False
    object_optional: bool = False
    violation: str | None = None
    """Class of violation an incident made of this act has (data model, section 5)."""
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    mappings: Mapping[str, str] = field(default_factory=dict)
    """`plover`, `huridocs` -> term."""
    examples: tuple[Example, ...] = ()

    def fits(self, subject: str | None, object: str | None) -> bool:
        """Whether entity types (None: unknown argument) are the usual ones."""
        subject_fits = self.subject_optional if subject is None else subject in self.domain
        object_fits = self.object_optional if object is None else object in self.range
        return subject_fits and object_fits

    def phrase(self, subject: str | None, object: str | None) -> str:
        """One claim as a sentence, "someone" standing for what is unknown."""
        return self.sentence.format(subject=subject or "someone", object=object or "someone")


@dataclass(frozen=True, slots=True, eq=False)
class Ontology:
    """Entity types and predicates, in the order of the file, by key. Compared by identity, so that it can key a cache."""

    entity_types: Mapping[str, EntityKind]
    predicates: Mapping[str, Predicate]
    words: Mapping[str, frozenset[str]]
    """Small words that the rules need: `light` verbs, `amount` words ("dozens of"), words of the `past` ("former")."""
    version: str
    """Twelve hex digits that change when the file changes."""

    def __getitem__(self, key: str) -> Predicate:
        """The predicate of that key; KeyError when there is none."""
        return self.predicates[key]

    def family(self, name: Family) -> tuple[Predicate, ...]:
        """Predicates of one family, in order."""
        return tuple(p for p in self.predicates.values() if p.family == name)


def _predicate(key: str, block: dict[str, Any]) -> Predicate:
    block = dict(block)
    optional = block.pop("open", [])
    examples = tuple(Example(text, tuple((s, o) for s, o in claims)) for text, claims in block.pop("examples", []))
    block |= {name: tuple(block.get(name) or ()) for name in ("verbs", "nouns", "titles")}
    return Predicate(
        key=key,
        domain=frozenset(block.pop("domain")),
        range=frozenset(block.pop("range")),
        subject_optional="subject" in optional,
        object_optional="object" in optional,
        examples=examples,
        mappings=block.pop("mappings", {}),
        **block,
    )


@lru_cache
def load_ontology() -> Ontology:
    """The vocabulary shipped with kg, read once a process."""
    content = files("kg").joinpath("ontology.yml").read_bytes()
    tree = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders
    return Ontology(
        entity_types={key: EntityKind(key, **block) for key, block in tree["entity_types"].items()},
        predicates={key: _predicate(key, block) for key, block in tree["predicates"].items()},
        words={key: frozenset(words) for key, words in tree["words"].items()},
        version=sha256(content).hexdigest()[:12],
    )
