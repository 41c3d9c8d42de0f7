import json
from collections.abc import Mapping
from typing import Any

from kg.extract.contract import to_json
from kg.model import Claim, Count, Document, Entity, Extraction, Incident, Link, Mention, Span, Victim

TEXT = "Police arrested around 40 migrants on 22 March."
WHOLE = Extraction(
    document=Document("a1", TEXT, "Arrests", "2024-03-23", language="en"),
    mentions=(
        Mention("m1", 0, 6, "Police", "Organization", "nominal", "e1", 0.9),
        Mention("m2", 38, 46, "22 March", "Date", "name", None, 0.8),
    ),
    entities=(Entity("e1", "Organization", "Police", {"kind": "police"}), Entity("e2", "Group", "around 40 migrants")),
    claims=(
        Claim("c1", "ARRESTED", "e1", "e2", Span(0, 47), date="2024-03-22", count=Count(40, 40, True), confidence=0.87654,
              subject_span=Span(0, 6), proposed_by=("rule:active",)),
        Claim("c2", "ARRESTED", None, "e2", Span(0, 47), polarity="negated"),
    ),
    incidents=(
        Incident("i1", ("arbitrary detention",), ("e1",), "state actor", (Victim("e2", "around 40 migrants"),), ("c1",), main=True),
    ),
    links=(Link("CONTRADICTS", "c1", "c2"),),
)


def read_back(row: Mapping[str, Any]) -> Extraction:
    """The records of a document that was analysed, as another program would read them."""
    source = row["document"]
    document = Document(
        source["id"], source["text"], source.get("title"), source.get("published"), source.get("url"), language=source.get("language")
    )
    return Extraction(
        document=document,
        mentions=tuple(Mention(**mention) for mention in row["mentions"]),
        entities=tuple(Entity(**entity) for entity in row["entities"]),
        claims=tuple(_read_claim(claim) for claim in row["claims"]),
        incidents=tuple(_read_incident(incident) for incident in row["incidents"]),
        links=tuple(Link(link["type"], link["from"], link["to"]) for link in row["links"]),
        note=row.get("note"),
        explanation=row.get("explain"),
    )


def _span(value: Mapping[str, int] | None) -> Span | None:
    return None if value is None else Span(value["start"], value["end"])


def _read_claim(row: Mapping[str, Any]) -> Claim:
    fields = dict(row)
    fields["evidence"] = Span(row["evidence"]["start"], row["evidence"]["end"])
    fields["subject_span"] = _span(row.get("subject_span"))
    fields["object_span"] = _span(row.get("object_span"))
    fields["count"] = None if row["count"] is None else Count(**row["count"])
    fields["proposed_by"] = tuple(row.get("proposed_by", ()))
    return Claim(**fields)


def _read_incident(row: Mapping[str, Any]) -> Incident:
    fields = dict(row)
    fields["victims"] = tuple(Victim(**{**victim, "type": tuple(victim["type"])}) for victim in row["victims"])
    for name in ("violations", "perpetrators", "claims"):
        fields[name] = tuple(row[name])
    return Incident(**fields)


def test_json_has_the_names_that_others_rely_on():
    row = json.loads(json.dumps(to_json(WHOLE)))
    assert row["document"]["text"] == TEXT
    assert len(row["document"]["sha256"]) == 64
    claim = row["claims"][0]
    assert claim["evidence"] == {"start": 0, "end": 47}
    assert claim["count"] == {"low": 40, "high": 40, "approximate": True}
    assert isinstance(claim["count"]["low"], int)
    assert claim["confidence"] == 0.877
    assert row["links"] == [{"type": "CONTRADICTS", "from": "c1", "to": "c2"}]


def test_what_is_written_can_be_read():
    row = json.loads(json.dumps(to_json(WHOLE)))
    again = read_back(row)
    assert json.loads(json.dumps(to_json(again))) == row
    assert again.incidents == WHOLE.incidents
    assert again.mentions == WHOLE.mentions


def test_a_failure_is_its_id_and_a_sentence():
    assert to_json(Extraction(Document("a1", TEXT), error="broken")) == {"id": "a1", "error": "broken"}
