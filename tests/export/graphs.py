"""Graphs made of real rows, as the projection makes them."""

from kg.graph.memory import Multigraph, of_rows
from kg.graph.rows import EdgeRow, NodeRow

KINDS = ("ARRESTED", "ACCUSED", "MET_WITH", "CONDEMNED", "KILLED", "SUPPORTED")


class Rows:
    """Collects nodes and relationships; `relate` makes the claim and the article behind a relationship too."""

    def __init__(self) -> None:
        self.nodes: dict[str, NodeRow] = {}
        self.edges: list[EdgeRow] = []

    def node(self, label: str, id: str, **properties: object) -> str:
        self.nodes[id] = NodeRow(label, id, dict(properties))
        return id

    def edge(self, kind: str, source: str, target: str, id: str = "", **properties: object) -> None:
        labels = self.nodes[source].label, self.nodes[target].label
        self.edges.append(EdgeRow(kind, id or f"{kind}-{source}-{target}", source, target, *labels, dict(properties)))

    def article(self, id: str, **properties: object) -> str:
        known = {"title": f"Title of {id}", "publisher": "Wikinews", "published": "2019-10-02", "version": 1}
        return self.node("Article", id, **{**known, **properties})

    def relate(self, kind: str, source: str, target: str, article: str, text: str = "He was arrested.", status: str = "actual") -> None:
        claim = self.node(
            "Claim", f"c-{len(self.edges)}", predicate=kind, polarity="affirmed", modality="actual", text=text, start=3, end=20,
            confidence=0.8, date="2019-10-01",
        )
        self.edge("SUBJECT", claim, source)
        self.edge("OBJECT", claim, target)
        self.edge("FROM_ARTICLE", claim, article)
        self.edge(
            kind, source, target, f"r-{len(self.edges)}", claims=[claim], articles=1, sources=1, status=status, confidence=0.8,
            first="2019-10-01", last="2019-10-01",
        )

    def graph(self) -> Multigraph:
        return of_rows(self.nodes.values(), self.edges)


def hong_kong() -> Multigraph:
    """Four entities, two articles, parallel and opposite relationships, one of them denied."""
    rows = Rows()
    police = rows.node("Organization", "o-police", name="Hong Kong police", aliases=["the police", "HKPF"], kind="police")
    wong = rows.node("Person", "p-wong", name="Joshua Wong", aliases=["Wong"], roles=["human_rights_defender"])
    lam = rows.node("Person", "p-lam", name="Carrie Lam", aliases=[])
    china = rows.node("Country", "country:cn", name="China", aliases=["PRC"], code="CN")
    first, second = rows.article("a-1", url="https://en.wikinews.org/wiki/A"), rows.article("a-2", title="Second", publisher="The Paper")
    rows.relate("ARRESTED", police, wong, first, "Police arrested Joshua Wong on Tuesday.")
    rows.relate("ACCUSED", police, wong, second, "Police accused Wong of incitement.", "alleged")
    rows.relate("ACCUSED", wong, police, second, "Wong blamed the police.")
    rows.relate("MET_WITH", lam, china, first, "Lam met with Chinese officials.")
    rows.relate("CONDEMNED", wong, lam, first, "Wong did not condemn Lam.", "denied")
    rows.edge("MENTIONED_IN", wong, first, count=2, starts=[3, 40], ends=[9, 44])
    return rows.graph()


def large(count: int) -> Multigraph:
    """`count` relationships among a third as many entities, some of them parallel."""
    rows = Rows()
    size = max(count // 3, 2)
    people = [rows.node("Person", f"p-{number}", name=f"Person Number {number}", aliases=[]) for number in range(size)]
    article = rows.article("a-1")
    for number in range(count):
        source, target = people[number % size], people[(number * number + 7 * (number // size) + 1) % size]
        rows.relate(KINDS[number % len(KINDS)], source, target if target != source else people[(number + 1) % size], article)
    return rows.graph()
