"""Acts of one happening become one incident, in HURIDOCS roles, with the names that the article prints."""

import pytest
from spacy.tokens import Doc

from kg.extract import Extractor
from kg.extract.incidents import group
from kg.extract.language import load_pipeline
from kg.model import Claim, Document, Entity, Incident, Mention, Span
from kg.settings import Settings

TEXT = (
    "Reporter freed after beating\n\n"
    "Soldiers arrested journalist Ana Ruiz in Hama, Syria, on 3 May 2019. They beat her in a cell, she said. "
    "In 1998 gunmen had killed teacher Omar Said. Police will arrest Juan Perez."
)
ENTITIES = [
    Entity("e1", "Organization", "Soldiers", {"kind": "military"}),
    Entity("e2", "Person", "Ana Ruiz"),
    Entity("e3", "Place", "Hama"),
    Entity("e4", "Country", "Syrian Arab Republic"),
    Entity("e5", "Group", "gunmen"),
    Entity("e6", "Person", "Omar Said"),
    Entity("e7", "Organization", "Police", {"kind": "police"}),
    Entity("e8", "Person", "Juan Perez"),
]


def mention(entity: str, words: str, kind: str = "name") -> Mention:
    start = TEXT.index(words)
    kinds = {e.id: e.type for e in ENTITIES}
    return Mention(f"m{start}", start, start + len(words), words, kinds[entity], kind, entity, 1.0)  # type: ignore[arg-type]


MENTIONS = [
    mention("e1", "Soldiers"), mention("e2", "Ana Ruiz"), mention("e3", "Hama"), mention("e4", "Syria"), mention("e2", "her", "pronoun"),
    mention("e5", "gunmen", "nominal"), mention("e6", "Omar Said"), mention("e7", "Police"), mention("e8", "Juan Perez"),
]  # fmt: skip


def claim(id: str, predicate: str, subject: str, object: str, words: str, **more: object) -> Claim:
    start = TEXT.index(words)
    return Claim(id, predicate, subject, object, Span(start, start + len(words)), **more)  # type: ignore[arg-type]


CLAIMS = [
    claim("c1", "ARRESTED", "e1", "e2", "Soldiers arrested journalist Ana Ruiz", date="2019-05-03", place="e3"),
    claim("c2", "TORTURED", "e1", "e2", "They beat her", speaker="e2"),
    claim("c3", "LOCATED_IN", "e3", "e4", "Hama, Syria"),
    claim("c4", "KILLED", "e5", "e6", "gunmen had killed teacher Omar Said", date="1998"),
    claim("c5", "ARRESTED", "e7", "e8", "Police will arrest Juan Perez", modality="planned"),
]


@pytest.fixture(scope="module")
def parsed() -> Doc:
    return load_pipeline()(TEXT)


def incidents_of(doc: Doc, claims: list[Claim]) -> list[Incident]:
    return group(doc, Document("d", TEXT), claims, ENTITIES, MENTIONS)


def test_acts_against_one_victim_are_one_incident_and_it_is_the_main_one(parsed: Doc) -> None:
    main = next(i for i in incidents_of(parsed, CLAIMS) if i.main)
    assert main.claims == ("c1", "c2")
    assert "arbitrary detention" in main.violations
    assert (main.perpetrators, main.perpetrator_type) == (("e1",), "state actor")
    assert (main.country, main.city, main.place, main.date) == ("Syria", "Hama", "e3", "2019-05-03"), "Syria is what the article prints"
    victim = main.victims[0]
    assert (victim.name, victim.type, victim.population) == ("Ana Ruiz", ("journalist",), "individual")
    assert (victim.sex, victim.age_group) == ("woman", "adult")


def test_another_time_is_another_incident_and_a_plan_is_none(parsed: Doc) -> None:
    incidents = incidents_of(parsed, CLAIMS)
    assert [i.claims for i in incidents if not i.main] == [("c4",)]
    old = next(i for i in incidents if not i.main)
    assert (old.violations, old.perpetrator_type, old.date) == (("killing",), "other actors without permissions", "1998")
    assert [v.name for v in old.victims] == ["Omar Said"]
    assert "Omar Said" not in [v.name for i in incidents if i.main for v in i.victims], "he was killed in another year"


def test_without_acts_there_is_no_incident(parsed: Doc) -> None:
    assert incidents_of(parsed, CLAIMS[2:3]) == []


def test_an_old_arrest_without_an_agent_is_still_by_a_state(parsed: Doc) -> None:
    passive = Claim("c9", "ARRESTED", None, "e6", Span(TEXT.index("In 1998"), TEXT.index("In 1998") + 20), date="1998", confidence=0.4)
    old = next(i for i in incidents_of(parsed, [*CLAIMS[:3], passive]) if not i.main)
    assert (old.perpetrators, old.perpetrator_type) == ((), "state actor")


def test_the_publication_date_is_never_filled_in_but_weekdays_count_from_it() -> None:
    extractor = Extractor(Settings())
    undated = extractor.extract(Document("a", "Police have arrested journalist Ana Ruiz in Hama, Syria.", published="2021-03-05"))
    monday = extractor.extract(Document("b", "Police arrested journalist Ana Ruiz in Hama, Syria, on Monday.", published="2021-03-05"))
    assert [i.date for i in undated.incidents] == [None]
    assert [i.date for i in monday.incidents] == ["2021-03-01"]
