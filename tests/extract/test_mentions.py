"""Mentions in real sentences, read by the real pipeline, and by a foreign one that has names alone."""

import pytest
import spacy

from kg.extract.language import load_pipeline
from kg.extract.mentions import find_mentions
from kg.extract.mentions.nouns import find_noun, known_nouns
from kg.gazetteer import capital_code, country_code, country_name, country_of, demonym_code, first_name_sex, known_body

TYPES = {"Person", "Organization", "Country", "Place", "Group", "Event", "Law", "Date", "Money", "Quantity"}


def read(text: str) -> dict[str, tuple[str, str]]:
    """Mentions of a text by their words: (type, kind)."""
    doc = load_pipeline()(text)
    return {doc[m.start : m.end].text: (m.type, m.kind) for m in find_mentions(doc)}


def test_names_demonyms_and_descriptions_of_one_sentence() -> None:
    found = read("Russian police arrested around 40 migrants in Ivanovo, said Human Rights Watch.")
    assert found["Russian"] == ("Group", "name")
    assert found["Russian police"] == ("Organization", "nominal")
    assert found["Ivanovo"] == ("Place", "name")
    assert found["Human Rights Watch"] == ("Organization", "name")
    assert any(text.endswith("40 migrants") and found[text] == ("Group", "nominal") for text in found)


def test_people_by_noun_pronoun_and_office() -> None:
    found = read("Some unidentified men abducted Peter Magombeyi. He accused the prosecutor and officers from the CID.")
    assert found["Some unidentified men"] == ("Group", "nominal")
    assert found["Peter Magombeyi"] == ("Person", "name")
    assert found["He"] == ("Person", "pronoun")
    assert found["the prosecutor"] == ("Person", "nominal")
    assert any(text.startswith("officers") for text in found)


def test_amounts_and_numbered_laws_have_their_own_types() -> None:
    found = read("He was fined $5,000 under Article 20 on 12 March 2021, and 75% of the sum was paid.")
    assert found["$5,000"] == ("Money", "name")
    assert found["Article 20"][0] == "Law"
    assert found["75%"][0] == "Quantity"
    assert any(kind == "Date" for kind, _ in found.values())


def test_a_capital_that_acts_is_a_government_and_one_that_lies_somewhere_a_place() -> None:
    acting = load_pipeline()("Beijing condemned the new sanctions on Monday.")
    lying = load_pipeline()("Thousands of people protested in Beijing on Monday.")
    assert {acting[m.start : m.end].text: m.type for m in find_mentions(acting)}["Beijing"] == "Organization"
    assert {lying[m.start : m.end].text: m.type for m in find_mentions(lying)}["Beijing"] == "Place"


def test_mentions_are_in_order_and_none_has_the_extent_of_another() -> None:
    doc = load_pipeline()(
        "The head of the Kremlin met Turkish President Recep Tayyip Erdogan and the NGO Amnesty International in Moscow.\n\n"
        "Two of the four men, who were beaten by guards, told the BBC that they feared for their families."
    )
    mentions = find_mentions(doc)
    extents = [(m.start, m.end) for m in mentions]
    assert extents == sorted(extents, key=lambda e: (e[0], -e[1]))
    assert len(set(extents)) == len(extents)
    assert all(m.start <= m.head < m.end and m.type in TYPES and 0 < m.score <= 1 for m in mentions)


def test_another_pipeline_with_its_own_labels_and_no_tagger_for_mentions() -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    patterns = [("PERSON", "Igor Krasnov"), ("GPE", "Russia"), ("GPE", "Ivanovo"), ("NORP", "Tajik"), ("ORG", "OVD-Info")]
    patterns.append(("WORK_OF_ART", "Leviathan"))
    ruler.add_patterns([{"label": label, "pattern": text} for label, text in patterns])
    doc = nlp("Igor Krasnov of Russia spoke of Tajik workers in Ivanovo, OVD-Info said of Leviathan.")
    found = {doc[m.start : m.end].text: m.type for m in find_mentions(doc)}
    wanted = {"Igor Krasnov": "Person", "Russia": "Country", "Ivanovo": "Place", "Tajik": "Group", "OVD-Info": "Organization"}
    assert wanted.items() <= found.items()
    assert "Leviathan" not in found


def test_an_empty_document_has_no_mentions() -> None:
    assert find_mentions(load_pipeline()("")) == []
    assert find_mentions(load_pipeline()(" \n\n ")) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [("US", "US"), ("the U.S.", "US"), ("us", None), ("Russian Federation", "RU"), ("HONG KONG", "HK"), ("Kosovo", "XK"), ("turkey", "TR")],
)
def test_countries_by_their_names(name: str, code: str | None) -> None:
    assert country_code(name) == code


def test_the_gazetteer_knows_peoples_capitals_bodies_and_first_names() -> None:
    words = ("Russians", "British", "Saudi", "American", "Muslim")
    assert [demonym_code(w) for w in words] == ["RU", "GB", "SA", "US", None]
    assert country_of("turkey") is None
    assert country_name("RU") == "Russia"
    assert capital_code("Moscow") == "RU"
    assert capital_code("Ivanovo") is None
    body = known_body("the Kremlin")
    assert body is not None
    assert (body.code, body.kind) == ("RU", "government")
    assert (first_name_sex("Fatima"), first_name_sex("Igor"), first_name_sex("Kwai")) == ("woman", "man", None)


def test_the_lexicon_knows_plurals_and_only_our_types() -> None:
    gunmen = find_noun("gunmen", "gunmen")
    assert gunmen is not None
    assert (gunmen.type, gunmen.facets) == ("Person", ("man",))
    assert find_noun("table", "tables") is None
    assert {noun.type for noun in known_nouns().values()} <= TYPES
