import json
from pathlib import Path

from kg.evaluate import read_incident_labels, score_incidents
from kg.model import Document, Extraction, Incident, Victim

LABEL = {
    "sample": {
        "Input.GLOBALEVENTID": 7, "Input.title": "T", "Input.publish_date": "2020-05-06 00:00",
        "Input.article_interface": "<p>Ana was&nbsp;held.</p><p>Two</p>",
    },
    "merged_sample": {
        "perpetrator_mention": True, "perpetrator_type": "state actor", "violation_types": ["arbitrary detention", "unknown"],
        "country": "Peru", "region": "N/A", "city": None, "year": "2020.0", "month": "5", "date": "3",
        "victims": [{"victim_name": "Ana Ruiz", "victim_type": ["journalist"], "victim_sex_type": "woman", "victim_age_group": "adult"}],
    },
}  # fmt: skip


def test_the_main_incident_is_compared_field_by_field(tmp_path: Path) -> None:
    path = tmp_path / "labels.json"
    path.write_text(json.dumps([LABEL]))
    labels = read_incident_labels(path)
    document = labels[0][0]
    assert document == Document("7", "Ana was\xa0held.\n\nTwo", "T", "2020-05-06", language="en")
    other = Incident("i1", ("killing",), (), None, (), ())
    main = Incident(
        "i2", ("arbitrary detention",), ("e1",), "state actor", (Victim("e2", "Ana", ("journalist",), sex="woman", age_group="child"),), (),
        country="Peru", date="2020-05", main=True,
    )  # fmt: skip
    figures = score_incidents(labels, {"7": Extraction(document, incidents=(other, main))}).figures
    assert figures["perpetrator mention F1"] == figures["perpetrator type"] == figures["violation F1"] == 100
    assert (figures["victim exact F1"], figures["victim fuzzy F1"], figures["victim type"], figures["victim age group"]) == (0, 100, 100, 0)
    assert (figures["country"], figures["region"], figures["year"], figures["month"], figures["day"]) == (100, 0, 100, 100, 0)
