"""What stands behind a relationship: the words of its claims, who says them, in which article."""

from typing import Any

from kg.export.flat import name_of
from kg.export.select import Ends
from kg.graph.memory import Multigraph
from kg.ontology import load_ontology

_CLAIMS = 8
"""Claims that a picture carries of one relationship; the rest are counted."""
_TIP = 260
"""Characters of evidence in a tip."""


class Evidence:
    """Collects the articles that the shown claims come from; `articles` and `publishers` fill as relationships are looked at."""

    def __init__(self, whole: Multigraph) -> None:
        self._whole = whole
        self._numbers: dict[str, int] = {}
        self.articles: list[dict[str, Any]] = []
        """`title`, `publisher`, `published`, `url` where known; claims name them by their place here."""
        self.publishers: dict[str, int] = {}
        """Publisher -> how many of these articles."""

    def of(self, ends: Ends) -> dict[str, Any]:
        """The relationship in words, its figures, and its first claims, surest first."""
        properties = self._whole.edges[ends]["properties"]
        claims = self._claims(ends)
        known = ("status", "articles", "sources", "first", "last", "confidence")
        return {
            "sentence": self.sentence(ends), "claims": [self._claim(claim) for claim in claims[:_CLAIMS]],
            "more": max(len(claims) - _CLAIMS, 0), **{name: properties[name] for name in known if name in properties},
        }

    def sentence(self, ends: Ends) -> str:
        """`Police arrested Joshua Wong`."""
        source, target, _ = ends
        kind = self._whole.edges[ends]["type"]
        predicate = load_ontology().predicates.get(kind)
        names = name_of(source, self._whole.nodes[source]), name_of(target, self._whole.nodes[target])
        # The names are put in by hand: a brace in a name must not be read as a place in the template.
        template = predicate.sentence if predicate else f"{{subject}} {kind} {{object}}"
        before, _, after = template.partition("{subject}")
        middle, _, rest = after.partition("{object}")
        return f"{before}{names[0]}{middle}{names[1]}{rest}"

    def tip(self, ends: Ends) -> str:
        """The relationship and its surest evidence, as plain text for a tip."""
        properties = self._whole.edges[ends]["properties"]
        claims = self._claims(ends)
        count = int(properties.get("articles", 1))
        tip = f"{self.sentence(ends)}\n{properties.get('status', '')}, {count} article{'s' if count != 1 else ''}"
        if claims:
            text = str(self._whole.nodes[claims[0]]["properties"].get("text", ""))
            tip += f"\n“{text if len(text) <= _TIP else text[: _TIP - 1] + '…'}”"
        return tip

    def _claims(self, ends: Ends) -> list[str]:
        claims = [claim for claim in self._whole.edges[ends]["properties"]["claims"] if claim in self._whole]
        return sorted(claims, key=lambda claim: (-float(self._whole.nodes[claim]["properties"].get("confidence", 0.0)), claim))

    def _claim(self, claim: str) -> dict[str, Any]:
        properties = self._whole.nodes[claim]["properties"]
        found: dict[str, Any] = {name: properties[name] for name in ("text", "polarity", "modality", "date") if name in properties}
        for _, target, data in self._whole.out_edges(claim, data=True):
            if data["type"] == "FROM_ARTICLE":
                found["article"] = self._article(target)
            elif data["type"] == "SPEAKER":
                found["speaker"] = name_of(target, self._whole.nodes[target])
        return found

    def _article(self, article: str) -> int:
        if article not in self._numbers:
            properties = self._whole.nodes[article]["properties"]
            known = ("title", "publisher", "published", "url")
            self._numbers[article] = len(self.articles)
            self.articles.append({name: properties[name] for name in known if properties.get(name)})
            publisher = str(properties.get("publisher") or "without publisher")
            self.publishers[publisher] = self.publishers.get(publisher, 0) + 1
        return self._numbers[article]
