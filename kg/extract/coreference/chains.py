"""Growing chains of mentions: a union of sets that refuses what cannot be one entity."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.coreference.candidates import THING
from kg.extract.coreference.facts import Facts, alike, split_country

# which types may meet in one chain; a chain has the type of its strongest mention
_COMPATIBLE = {
    frozenset({"Organization", "Group"}),
    frozenset({"Organization", "Place"}),
    frozenset({"Country", "Organization"}),
    frozenset({"Country", "Place"}),
    frozenset({"Country", "Group"}),
    frozenset({"Event", "Law"}),
}


@dataclass(slots=True)
class Chain:
    """Mentions held to be one entity so far."""

    type: str
    members: list[int]
    sex: str | None
    names: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    """Countries in front of the names of a body: "Russian police" is no "Belarusian police"."""
    strong: bool = False
    """Whether a name is among its mentions."""


class Chains:
    """All mentions of a document, each in one chain from the start."""

    def __init__(self, facts: Sequence[Facts]) -> None:
        self.facts = {f.index: f for f in facts}
        self.by_head = {f.head.i: f.index for f in facts}
        """Index of the mention with a head token."""
        self._parent = {f.index: f.index for f in facts}
        self._chains = {f.index: _single(f) for f in facts}

    def root(self, index: int) -> int:
        """The representative mention of a mention's chain."""
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def of(self, index: int) -> Chain:
        """The chain of a mention."""
        return self._chains[self.root(index)]

    def all(self) -> list[Chain]:
        """All chains, in text order of their first mentions."""
        return sorted(self._chains.values(), key=lambda c: min(c.members))

    def together(self, a: int, b: int) -> bool:
        """Whether two mentions are in one chain."""
        return self.root(a) == self.root(b)

    def merge(self, a: int, b: int) -> bool:
        """Join the chains of two mentions; False when they cannot be one entity."""
        first, second = self.root(a), self.root(b)
        if first == second:
            return True
        one, two = self._chains[first], self._chains[second]
        if not compatible(one, two):
            return False
        keep, gone = (one, two) if _leads(one, two) else (two, one)
        keep.members.extend(gone.members)
        keep.sex = keep.sex or gone.sex
        keep.names |= gone.names
        keep.titles |= gone.titles
        keep.countries |= gone.countries
        keep.strong = one.strong or two.strong
        self._parent[second] = first
        self._chains[first] = keep
        del self._chains[second]
        return True


def _single(facts: Facts) -> Chain:
    names = {facts.text} if facts.is_name else set()
    owner = split_country((*facts.words, ""))[0] if facts.type in {"Organization", "Group"} else None
    return Chain(facts.type, [facts.index], facts.sex, names, countries={owner} if owner else set(), strong=facts.is_name)


def _leads(one: Chain, two: Chain) -> bool:
    """Whether the joined chain has the type of the first: names before descriptions, a country before its adjective, a thing last."""
    if THING in (one.type, two.type):
        return two.type == THING
    if one.strong != two.strong:
        return one.strong
    return one.type == "Country" or two.type != "Country"


def compatible(one: Chain, two: Chain) -> bool:
    """Types that can be one entity, and no conflict of sex."""
    if one.sex and two.sex and one.sex != two.sex:
        return False
    if one.countries and two.countries and not one.countries & two.countries:
        return False
    if one.type == two.type == "Person" and one.names and two.names and not _share_a_word(one.names, two.names):
        return False
    # what is of no entity type here is only not known to be: no mention of the extraction
    return one.type == two.type or THING in (one.type, two.type) or frozenset({one.type, two.type}) in _COMPATIBLE


def _share_a_word(one: set[str], two: set[str]) -> bool:
    """Two names without a common word, typos aside, are two people, whatever stands between them."""
    words, others = ({w.casefold() for name in names for w in name.replace("-", " ").split()} for names in (one, two))
    return bool(words & others) or any(alike(a, b) for a in words for b in others)
