"""A graph made up by rule, with a few hubs as real ones have, in the fixed names of the data model."""

import random
from collections.abc import Iterator

from kg.graph.rows import EdgeRow, NodeRow

PREDICATES = ("ARRESTED", "KILLED", "ATTACKED", "ACCUSED", "MEMBER_OF", "PART_OF", "LOCATED_IN", "HOLDS_POSITION", "STATED", "CONDEMNED",
              "CHARGED", "CONVICTED", "DENIED")

Entity = tuple[str, str, str]
"""Label, id, name."""


class MadeUp:
    """Rows by rule: articles of ten claims; every claim has its ends, and every second pair of ends a relationship.

    `claims` bring about 6.5 relationships each; `relations` is how many are drawn between entities besides.
    """

    def __init__(self, claims: int, relations: int, entities: int = 6000, first: int = 0):
        """Claims are numbered from `first` on, a multiple of 10: articles of another number come to the same entities."""
        self._random = random.Random(7 + first)
        self._claims = range(first, first + claims)
        self._relations = relations
        shares = {"Person": 0.5, "Organization": 0.25, "Place": 0.13, "Group": 0.08}
        sizes = {label: max(2, int(entities * share)) for label, share in shares.items()} | {"Country": min(190, max(2, entities // 20))}
        self._entities = [(label, f"{label}-{at}", f"{label} {at}") for label, size in sizes.items() for at in range(size)]
        random.Random(7).shuffle(self._entities)

    def hub(self, label: str, rank: int = 0) -> str:
        """Name of one of the best connected entities of that label."""
        return [name for other, _, name in self._entities if other == label][rank]

    def _entity(self) -> Entity:
        # The square makes a few entities turn up everywhere.
        return self._entities[int(self._random.random() ** 2 * len(self._entities))]

    def nodes(self) -> Iterator[NodeRow]:
        """Entities, articles, claims, incidents."""
        for at, (label, id, name) in enumerate(self._entities):
            extra: dict[str, object] = {"aliases": [f"the {name}"] if at % 3 else []}
            if label == "Country":
                extra["code"] = f"X{id}"
            if label == "Person" and at % 4 == 0:
                extra["roles"] = ["journalist"]
            yield NodeRow(label, id, {"name": name, **extra})
        yield from self.article_nodes()

    def article_nodes(self) -> Iterator[NodeRow]:
        """Articles, claims, incidents."""
        for at in self._claims:
            if at % 10 == 0:
                facts = {"title": f"Article {at}", "publisher": f"Paper {at % 40}", "published": self._day(at)}
                yield NodeRow("Article", f"a{at // 10}", facts)
            yield NodeRow("Claim", f"k{at}", self._claim(at))
            if at % 20 == 0:
                yield NodeRow("Incident", f"i{at}", {
                    "violations": [("killing", "torture", "arbitrary detention")[at % 3]], "perpetrator_type": "state actor",
                    "date": self._day(at), "main": at % 40 == 0,
                })

    def _claim(self, at: int) -> dict[str, object]:
        known: dict[str, object] = {
            "predicate": PREDICATES[at % len(PREDICATES)],
            "polarity": "negated" if at % 17 == 0 else "affirmed", "confidence": 0.5 + at % 50 / 100,
            "modality": "alleged" if at % 5 == 0 else "actual", "text": f"Somebody did something, number {at}.", "start": at % 1000,
            "end": at % 1000 + 40, "version": 1,
        }
        if at % 7:
            known |= {"date": self._day(at), "date_from": self._day(at), "date_to": self._day(at)}
        if at % 9 == 0:
            known |= {"count_low": at % 100, "approximate": True}
        if known["predicate"] in ("CHARGED", "CONVICTED"):
            known["offence"] = "espionage"
        return known

    def edges(self) -> Iterator[EdgeRow]:
        """What ties them together."""
        for at in range(self._relations):
            yield self._relation(at, f"r{at}", self._entity(), self._entity())
        yield from self.article_edges()

    def article_edges(self) -> Iterator[EdgeRow]:
        """What ties articles, claims and incidents."""
        mentioned: set[str] = set()
        for at in self._claims:
            if at % 10 == 0:
                mentioned.clear()
            subject, object_, speaker, place = (self._entity() for _ in range(4))
            yield EdgeRow("FROM_ARTICLE", f"f{at}", f"k{at}", f"a{at // 10}", "Claim", "Article")
            roles = {"SUBJECT": subject if at % 6 else None, "OBJECT": object_, "SPEAKER": speaker if at % 3 == 0 else None,
                     "AT_PLACE": place if at % 8 == 0 and place[0] == "Place" else None}
            for role, end in roles.items():
                if end is not None:
                    yield EdgeRow(role, f"{role}{at}", f"k{at}", end[1], "Claim", end[0])
                    if end[1] not in mentioned:
                        mentioned.add(end[1])
                        yield self._mention(at, end)
            if at % 6:
                yield self._relation(at, f"s{at}", subject, object_)
            if at % 100 == 1:
                yield EdgeRow("CONTRADICTS", f"c{at}", f"k{at - 1}", f"k{at}", "Claim", "Claim")
            if at % 20 == 0:
                yield EdgeRow("TELLS_OF", f"t{at}", f"k{at}", f"i{at}", "Claim", "Incident")
                yield EdgeRow("PERPETRATOR", f"p{at}", f"i{at}", subject[1], "Incident", subject[0])
                yield EdgeRow("VICTIM", f"v{at}", f"i{at}", object_[1], "Incident", object_[0], {"sex": "woman", "type": ["journalist"]})

    def _mention(self, at: int, end: Entity) -> EdgeRow:
        facts = {"count": 1 + at % 3, "starts": [1, 5], "ends": [3, 9]}
        return EdgeRow("MENTIONED_IN", f"{end[1]}>a{at // 10}", end[1], f"a{at // 10}", end[0], "Article", facts)

    def _relation(self, at: int, id: str, subject: Entity, object_: Entity) -> EdgeRow:
        return EdgeRow(PREDICATES[at % len(PREDICATES)], id, subject[1], object_[1], subject[0], object_[0], {
            # Most relationships rest on one report.
            "claims": [f"k{self._claims[at % len(self._claims)]}"],
            "articles": 1 + (at % 8 == 0) * (at // 8 % 5), "sources": 1 + (at % 8 == 0) * (at // 8 % 3),
            "first": self._day(at), "last": self._day(at),
            "status": "contested" if at % 40 == 1 else "alleged" if at % 5 == 0 else "actual", "confidence": 0.5 + at % 50 / 100,
        })

    def _day(self, at: int) -> str:
        return f"{2015 + at % 10}-{1 + at % 12:02d}-{1 + at % 28:02d}"
