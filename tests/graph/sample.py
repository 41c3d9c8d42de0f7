"""A small graph in the fixed names of the data model, made by hand: two articles, a killing that one denies, a post, a detention."""

from kg.graph.rows import EdgeRow, NodeRow

LABELS = {
    "ann": "Person", "bo": "Person", "police": "Organization", "ministry": "Organization", "hrw": "Organization",
    "ru": "Country", "msk": "Place", "tj": "Group", "a1": "Article", "a2": "Article", "k1": "Claim", "k2": "Claim", "k3": "Claim",
    "k4": "Claim", "k5": "Claim", "k6": "Claim", "k7": "Claim", "i1": "Incident",
}


def _claim(id: str, predicate: str, text: str, start: int, **rest: object) -> NodeRow:
    known = {"predicate": predicate, "polarity": "affirmed", "modality": "actual", "text": text, "start": start, "end": start + len(text),
             "version": 1, "confidence": 0.8}
    return NodeRow("Claim", id, {**known, **rest})


NODES = (
    NodeRow("Person", "ann", {"name": "Ann Lee", "aliases": ["Lee", "李安"], "roles": ["journalist"]}),
    NodeRow("Person", "bo", {"name": "Bo Kim", "aliases": []}),
    NodeRow("Organization", "police", {"name": "Moscow police", "aliases": ["the police"], "kind": "police"}),
    NodeRow("Organization", "ministry", {"name": "Interior Ministry", "aliases": [], "kind": "government"}),
    NodeRow("Organization", "hrw", {"name": "Human Rights Watch", "aliases": ["HRW"], "kind": "ngo"}),
    NodeRow("Country", "ru", {"name": "Russia", "aliases": ["Russian Federation"], "code": "RU"}),
    NodeRow("Place", "msk", {"name": "Moscow", "aliases": []}),
    NodeRow("Group", "tj", {"name": "Tajik migrants", "aliases": []}),
    NodeRow("Article", "a1", {"title": "Raids", "publisher": "Example News", "published": "2024-04-30", "language": "en", "version": 1,
                              "sha256": "00", "url": "https://example.org/1"}),
    NodeRow("Article", "a2", {"title": "=Denial", "publisher": "Other News", "published": "2024-05-02", "language": "en", "version": 1,
                              "sha256": "01", "url": "https://example.org/2"}),
    _claim("k1", "ARRESTED", "Police arrested about 40 migrants", 0, date="2024-03-22", date_from="2024-03-22", date_to="2024-03-22",
           count_low=40, approximate=True),
    _claim("k2", "KILLED", "HRW says the police killed Ann Lee", 40, modality="alleged", date="2024-04", date_from="2024-04-01",
           date_to="2024-04-30"),
    _claim("k3", "KILLED", "The ministry denied that police killed Lee", 0, polarity="negated"),
    _claim("k4", "HOLDS_POSITION", "Minister Bo Kim", 100, title="minister"),
    _claim("k5", "ATTACKED", "Ann Lee was beaten", 120),
    _claim("k6", "CHARGED", "Bo Kim was charged with fraud", 60, offence="fraud"),
    _claim("k7", "ARRESTED", "They plan to arrest Bo Kim", 90, modality="planned"),
    NodeRow("Incident", "i1", {"violations": ["killing"], "perpetrator_type": "state actor", "date": "2024-04", "main": True}),
)


def _edge(kind: str, source: str, target: str, /, **properties: object) -> EdgeRow:
    return EdgeRow(kind, f"{source}>{kind}>{target}", source, target, LABELS[source], LABELS[target], dict(properties))


def _relation(type: str, source: str, target: str, claims: list[str], status: str = "actual", **rest: object) -> EdgeRow:
    known = {"claims": claims, "articles": 1, "sources": 1, "status": status, "confidence": 0.8}
    return _edge(type, source, target, **{**known, **rest})


EDGES = (
    _relation("ARRESTED", "police", "tj", ["k1"], first="2024-03-22", last="2024-03-22"),
    _relation("KILLED", "police", "ann", ["k2", "k3"], "contested", articles=2, sources=2, first="2024-04-01", last="2024-04-30"),
    _relation("HOLDS_POSITION", "bo", "ministry", ["k4"]),
    _relation("ARRESTED", "police", "bo", ["k7"], "planned"),
    _relation("PART_OF", "police", "ministry", []),
    _relation("PART_OF", "ministry", "ru", [], articles=2, sources=2),
    _relation("LOCATED_IN", "msk", "ru", []),
    _edge("SUBJECT", "k1", "police"), _edge("OBJECT", "k1", "tj"), _edge("AT_PLACE", "k1", "msk"), _edge("FROM_ARTICLE", "k1", "a1"),
    _edge("SUBJECT", "k2", "police"), _edge("OBJECT", "k2", "ann"), _edge("SPEAKER", "k2", "hrw"), _edge("FROM_ARTICLE", "k2", "a1"),
    _edge("SUBJECT", "k3", "police"), _edge("OBJECT", "k3", "ann"), _edge("SPEAKER", "k3", "ministry"), _edge("FROM_ARTICLE", "k3", "a2"),
    _edge("SUBJECT", "k4", "bo"), _edge("OBJECT", "k4", "ministry"), _edge("FROM_ARTICLE", "k4", "a1"),
    _edge("OBJECT", "k5", "ann"), _edge("AT_PLACE", "k5", "msk"), _edge("FROM_ARTICLE", "k5", "a2"),
    _edge("OBJECT", "k6", "bo"), _edge("FROM_ARTICLE", "k6", "a2"),
    _edge("SUBJECT", "k7", "police"), _edge("OBJECT", "k7", "bo"), _edge("FROM_ARTICLE", "k7", "a2"),
    _edge("CONTRADICTS", "k2", "k3"),
    _edge("PERPETRATOR", "i1", "police"), _edge("VICTIM", "i1", "ann", sex="woman", age_group="adult", type=["journalist"]),
    _edge("HAPPENED_IN", "i1", "msk"), _edge("TELLS_OF", "k2", "i1"),
    *(_edge("MENTIONED_IN", source, article, count=count, starts=list(range(count)), ends=list(range(1, count + 1)))
      for source, article, count in (("police", "a1", 2), ("police", "a2", 1), ("ann", "a1", 1), ("ann", "a2", 3), ("hrw", "a1", 1),
                                     ("bo", "a1", 1), ("bo", "a2", 1), ("ru", "a1", 1))),
)
