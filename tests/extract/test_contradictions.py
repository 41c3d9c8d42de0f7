"""Claims that cannot both hold are linked; a change over time and two matters are not."""

from kg.extract.contradictions import find_links
from kg.model import Claim, Count, Document, Entity, Link, Span

PEOPLE = [
    Entity("e1", "Organization", "Police"),
    Entity("e2", "Person", "Ana Ruiz"),
    Entity("e3", "Organization", "Ministry"),
    Entity("e4", "Group", "the dead"),
]


def claim(id: str, predicate: str, subject: str | None, object: str | None, text: str, words: str, **more: object) -> Claim:
    start = text.index(words)
    return Claim(id, predicate, subject, object, Span(start, start + len(words)), **more)  # type: ignore[arg-type]


def test_a_figure_that_rises_for_one_and_falls_for_another() -> None:
    text = "Ruiz stated that crimes had increased by 75%. That contradicts data of the Ministry, which show a 9% drop in crimes."
    claims = [
        claim("c10", "STATED", "e2", None, text, "crimes had increased by 75%", count=Count(75, 75)),
        claim("c9", "STATED", "e3", None, text, "a 9% drop in crimes", count=Count(9, 9)),
    ]
    assert find_links(Document("d", text), claims, PEOPLE) == [Link("CONTRADICTS", "c10", "c9")], "smaller id first, in string order"


def test_two_statements_on_two_matters_stand_side_by_side() -> None:
    text = "Ruiz said wages had increased by 75%. In another town the Ministry spoke of a 9% drop in accidents."
    claims = [
        claim("c1", "STATED", "e2", None, text, "wages had increased by 75%", count=Count(75, 75)),
        claim("c2", "STATED", "e3", None, text, "a 9% drop in accidents", count=Count(9, 9)),
    ]
    assert find_links(Document("d", text), claims, PEOPLE) == []


def test_yes_and_no_by_two_voices_but_not_a_change_told_by_one() -> None:
    text = "Police tortured Ana Ruiz, she said. Police did not torture Ana Ruiz, the Ministry said."
    yes = claim("c1", "TORTURED", "e1", "e2", text, "Police tortured Ana Ruiz", speaker="e2")
    no = claim("c2", "TORTURED", "e1", "e2", text, "Police did not torture Ana Ruiz", speaker="e3", polarity="negated")
    assert find_links(Document("d", text), [yes, no], PEOPLE) == [Link("CONTRADICTS", "c1", "c2")]
    same_voice = claim("c2", "TORTURED", "e1", "e2", text, "Police did not torture Ana Ruiz", speaker="e2", polarity="negated")
    assert find_links(Document("d", text), [yes, same_voice], PEOPLE) == []
    at_another_time = [
        claim("c1", "TORTURED", "e1", "e2", text, "Police tortured Ana Ruiz", speaker="e2", date="2019"),
        claim("c2", "TORTURED", "e1", "e2", text, "Police did not torture Ana Ruiz", speaker="e3", polarity="negated", date="2020-05"),
    ]
    assert find_links(Document("d", text), at_another_time, PEOPLE) == []


def test_a_denial_against_the_act_it_names() -> None:
    text = "Ana Ruiz said police had tortured her. Police arrested her in May. Police denied any torture."
    claims = [
        claim("c1", "TORTURED", "e1", "e2", text, "police had tortured her", speaker="e2"),
        claim("c2", "ARRESTED", "e1", "e2", text, "Police arrested her"),
        claim("c3", "DENIED", "e1", None, text, "Police denied any torture", attributes={"content": "any torture"}),
    ]
    assert find_links(Document("d", text), claims, PEOPLE) == [Link("CONTRADICTS", "c1", "c3")]


def test_tolls_of_one_attack_that_exclude_each_other() -> None:
    text = "Police said 12 died. The Ministry counted 35. Ana Ruiz spoke of about 36."
    twelve = claim("c1", "KILLED", None, "e4", text, "12 died", speaker="e1", count=Count(12, 12))
    more = claim("c2", "KILLED", None, "e4", text, "counted 35", speaker="e3", count=Count(35, 35))
    about = claim("c3", "KILLED", None, "e4", text, "about 36", speaker="e2", count=Count(36, 36, True))
    assert find_links(Document("d", text), [twelve, more, about], PEOPLE) == [
        Link("CONTRADICTS", "c1", "c2"),
        Link("CONTRADICTS", "c1", "c3"),
    ]
