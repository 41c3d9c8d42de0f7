"""Acts of one happening become one incident, in HURIDOCS roles, with the names that the article prints."""

from kg.extract.incidents import group
from kg.model import Claim, Document, Entity, Mention, Span

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


def test_acts_against_one_victim_are_one_incident_and_it_is_the_main_one() -> None:
    incidents = group(Document("d", TEXT), CLAIMS, ENTITIES, MENTIONS)
    main = next(i for i in incidents if i.main)
    assert main.claims == ("c1", "c2")
    assert main.violations == ("arbitrary detention", "torture")
    assert (main.perpetrators, main.perpetrator_type) == (("e1",), "state actor")
    assert (main.country, main.city, main.place, main.date) == ("Syria", "Hama", "e3", "2019-05-03"), "Syria is what the article prints"
    victim = main.victims[0]
    assert (victim.name, victim.type, victim.population) == ("Ana Ruiz", ("journalist",), "individual")
    assert (victim.sex, victim.age_group) == ("woman", "adult")


def test_another_time_is_another_incident_and_a_plan_is_none() -> None:
    incidents = group(Document("d", TEXT), CLAIMS, ENTITIES, MENTIONS)
    assert [i.claims for i in incidents if not i.main] == [("c4",)]
    old = next(i for i in incidents if not i.main)
    assert (old.violations, old.perpetrator_type, old.date) == (("killing",), "other actors without permissions", "1998")


def test_without_acts_there_is_no_incident() -> None:
    assert group(Document("d", TEXT), CLAIMS[2:3], ENTITIES, MENTIONS) == []


def test_an_arrest_without_an_agent_is_still_by_a_state() -> None:
    passive = Claim("c1", "ARRESTED", None, "e2", Span(0, 8))
    incident = group(Document("d", TEXT), [passive], ENTITIES, MENTIONS)[0]
    assert (incident.perpetrators, incident.perpetrator_type) == ((), "state actor")
