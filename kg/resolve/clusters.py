"""Which records are one entity: union-find over judgements, persons before kg, newer before older.

Invariants: a person's "different" is never undone by a judgement of kg; of two contradicting judgements of persons the newer
holds; the oldest record of a cluster gives it its id, a fixed id (a country's) before any other, so that an id survives
merges, and a merge taken back leaves the ids that were there before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

KG = "kg"
"""The user of automatic judgements."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An active judgement on two records."""

    id: int
    left: str
    right: str
    same: bool
    user: str


class Clusters:
    """Disjoint sets of records that know which of them must stay apart."""

    def __init__(self, records: Iterable[str]) -> None:
        self._parent = {record: record for record in records}
        self._apart: dict[str, set[str]] = {}

    def find(self, record: str) -> str:
        """The representative of a record's set."""
        while self._parent[record] != record:
            self._parent[record] = self._parent[self._parent[record]]
            record = self._parent[record]
        return record

    def unite(self, left: str, right: str) -> bool:
        """Make one set of two; False when they must stay apart."""
        a, b = self.find(left), self.find(right)
        if a == b:
            return True
        if b in self._apart.get(a, ()):
            return False
        self._parent[b] = a
        for other in self._apart.pop(b, set()):
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart.setdefault(a, set()).add(other)
        return True

    def part(self, left: str, right: str) -> bool:
        """Keep two sets apart from now on; False when they are one already."""
        a, b = self.find(left), self.find(right)
        if a == b:
            return False
        self._apart.setdefault(a, set()).add(b)
        self._apart.setdefault(b, set()).add(a)
        return True


def assign(ages: Mapping[str, tuple[bool, int]], pairs: Iterable[Pair]) -> dict[str, str]:
    """Record -> entity id.

    Args:
        ages: record -> (is it no fixed id, its `seq`); the smallest of a cluster names it.
        pairs: active judgements whose two records are both in `ages`.
    """
    clusters = Clusters(ages)
    order = sorted(pairs, key=lambda pair: (pair.user == KG, pair.id if pair.user == KG else -pair.id))
    for pair in order:
        if pair.same:
            clusters.unite(pair.left, pair.right)
        else:
            clusters.part(pair.left, pair.right)
    names: dict[str, str] = {}
    for record in sorted(ages, key=lambda record: ages[record]):
        names.setdefault(clusters.find(record), record)
    return {record: names[clusters.find(record)] for record in ages}
