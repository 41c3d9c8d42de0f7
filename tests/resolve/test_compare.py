"""Names across articles: what is one entity, what stays two, and that keys find all that is one."""

import random
import time

import pytest

from kg.model import Entity, Mention
from kg.resolve import EntityProfile, block_keys, compare, make_profile


def person(name: str, **known: object) -> EntityProfile:
    return EntityProfile("Person", name, **known)  # type: ignore[arg-type]


def body(name: str, **known: object) -> EntityProfile:
    return EntityProfile("Organization", name, **known)  # type: ignore[arg-type]


ONE_ENTITY = [
    (person("Vladimir Putin"), person("Wladimir Putin")),
    (person("Vladimir Putin"), person("Vladimir Vladimirovich Putin")),
    (person("Recep Erdogan"), person("Recep Tayyip Erdoğan")),
    (person("Alexander Lukashenko"), person("Aleksandr Lukashenka")),
    (person("Mohammed bin Salman"), person("Mohammad bin Salman")),
    (person("Volodymyr Zelensky"), person("Volodymyr Zelenskyy")),
    (person("Li Kwai-wah"), person("Kwai-wah Li")),
    (person("Dr. Peter Magombeyi"), person("Peter Magombeyi")),
    (person("Loujain al-Hathloul"), person("Loujain Al Hathloul")),
    (person("J. Khashoggi"), person("Jamal Khashoggi")),
    (person("Putin", titles=("President",), countries=("RU",)), person("Vladimir Putin", titles=("President",))),
    (body("the United Nations"), body("UN")),
    (body("Human Rights Watch"), body("HRW")),
    (body("The Committee to Protect Journalists"), body("Committee To Protect Journalists")),
    (body("International Labour Organisation"), body("International Labor Organization")),
    (body("Apple Daily Ltd"), body("Apple Daily")),
    (body("Interior Ministry", kind="government", countries=("RU",)), body("Russian Ministry of the Interior", kind="government")),
    (body("Hong Kong Police Force", kind="police"), body("Hong Kong police", kind="police", countries=("HK",))),
    (EntityProfile("Country", "Russia", code="RU"), EntityProfile("Country", "Russian Federation", code="RU")),
    (EntityProfile("Country", "Burma"), EntityProfile("Country", "Myanmar", code="MM")),
    (EntityProfile("Place", "Port-au-Prince"), EntityProfile("Place", "Port au Prince", countries=("HT",))),
    (EntityProfile("Group", "Muslims"), EntityProfile("Group", "Muslim")),
    (EntityProfile("Event", "the Iraq War"), EntityProfile("Event", "Iraq War")),
    (EntityProfile("Law", "International Covenant on Civil and Political Rights"),) * 2,
]
NOT_ONE = [
    (person("Igor Krasnov"), person("Ivan Krasnov")),
    (person("Hillary Clinton"), person("Bill Clinton")),
    (person("Joshua Wong"), person("Wong Kin-man")),
    (person("A. Krasnov"), person("Igor Krasnov")),
    (person("Igor Krasnov"), person("Krasnov")),
    (person("Jammeh", sex="woman"), person("Jammeh", sex="man")),
    (body("Supreme Court", kind="court", countries=("US",)), body("Supreme Court of Nigeria", kind="court")),
    (body("Supreme Court", kind="court", countries=("US",)), body("Supreme Court", kind="court")),
    (body("Apple", kind="company"), body("Apple Daily", kind="media")),
    (body("Interior Ministry", countries=("RU",), kind="government"), body("Justice Ministry", countries=("RU",), kind="government")),
    (body("Moscow", kind="government", countries=("RU",)), body("Kremlin", kind="government", countries=("RU",))),
    (EntityProfile("Country", "Niger", code="NE"), EntityProfile("Country", "Nigeria", code="NG")),
    (EntityProfile("Place", "Tripoli", countries=("LY",)), EntityProfile("Place", "Tripoli", countries=("LB",))),
    (EntityProfile("Event", "2016 election"), EntityProfile("Event", "2020 election")),
]


@pytest.mark.parametrize(("a", "b"), ONE_ENTITY, ids=lambda p: p.name)
def test_one_entity_is_found_by_a_shared_key_and_told_the_same(a: EntityProfile, b: EntityProfile) -> None:
    found, back = compare(a, b), compare(b, a)
    assert found is not None and back is not None
    assert found.verdict == "same", found
    assert (found.score, found.verdict) == (back.score, back.verdict)
    assert block_keys(a) & block_keys(b)
    assert found.reason.endswith(".")


@pytest.mark.parametrize(("a", "b"), NOT_ONE, ids=lambda p: p.name)
def test_two_entities_stay_two(a: EntityProfile, b: EntityProfile) -> None:
    found = compare(a, b)
    assert found is not None
    assert found.verdict != "same", found
    assert 0 <= found.score <= 1


def test_a_first_name_that_differs_is_a_different_person() -> None:
    found = compare(person("Igor Krasnov"), person("Ivan Krasnov"))
    assert found is not None
    assert found.verdict == "different"
    assert "differ" in found.reason


def test_other_types_and_nameless_groups_are_not_compared() -> None:
    people = EntityProfile("Group", "four people", named=False)
    assert compare(people, people) is None
    assert block_keys(people) == set()
    assert compare(person("Georgia"), EntityProfile("Country", "Georgia", code="GE")) is None


def test_a_profile_shows_names_and_leaves_out_adjectives_and_descriptions() -> None:
    entity = Entity("e1", "Organization", "Human Rights Watch", {"kind": "ngo"})
    mentions = [
        Mention("m1", 0, 18, "Human Rights Watch", "Organization", "name", "e1", 0.9),
        Mention("m2", 20, 23, "HRW", "Organization", "name", "e1", 0.9),
        Mention("m3", 30, 37, "the NGO", "Organization", "nominal", "e1", 0.6),
        Mention("m4", 40, 46, "Russia", "Country", "name", "e2", 0.9),
    ]
    profile = make_profile(entity, mentions)
    assert (profile.name, profile.aliases, profile.kind, profile.named) == ("Human Rights Watch", ("HRW",), "ngo", True)
    police = make_profile(Entity("e3", "Organization", "Russian police", {"kind": "police", "countries": ["RU"]}), [])
    assert police.named


def test_thousands_of_names_are_compared_in_seconds_within_their_blocks() -> None:
    chance = random.Random(7)
    first = ["Igor", "Maria", "Ahmed", "John", "Wei", "Fatima", "Olga", "Peter", "Rania", "Tunde", "Sergei", "Ana"]
    syllables = ["kra", "ma", "lo", "bek", "sha", "tov", "ni", "do", "gu", "ra", "fe", "zin", "hal", "mu"]
    last = ["".join(chance.choices(syllables, k=3)).title() for _ in range(1200)]
    people = [person(f"{chance.choice(first)} {chance.choice(last)}") for _ in range(5000)]
    started = time.perf_counter()
    blocks: dict[str, list[int]] = {}
    compared = 0
    for i, profile in enumerate(people):
        for j in {j for key in block_keys(profile) for j in blocks.get(key, ())}:
            compare(profile, people[j])
            compared += 1
        for key in block_keys(profile):
            blocks.setdefault(key, []).append(i)
    assert compared < 40 * len(people)
    assert time.perf_counter() - started < 20
