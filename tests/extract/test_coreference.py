"""Which mentions of an article are one entity: read by the real pipeline, so each text says plainly what it means."""

import numpy as np

from kg.extract.coreference import find_chains, resolve
from kg.extract.coreference.quotes import find_quotes
from kg.extract.coreference.ranker import load_ranker
from kg.extract.coreference.resolve import gather
from kg.extract.coreference.traits import BLOCK, WINDOW, join_traits, pair_up, read_traits
from kg.extract.draft import Cluster
from kg.extract.language import load_pipeline
from kg.extract.mentions import find_mentions
from kg.model import ENTITY_TYPES


class Reading:
    """A text with its clusters, asked by words."""

    def __init__(self, text: str) -> None:
        self.doc = load_pipeline()(text)
        self.mentions = find_mentions(self.doc)
        self.clusters = resolve(self.doc, self.mentions)

    def words(self, cluster: Cluster) -> list[str]:
        return [self.doc[self.mentions[i].start : self.mentions[i].end].text for i in cluster.mentions]

    def of(self, words: str) -> Cluster:
        found = [c for c in self.clusters if words in self.words(c)]
        assert found, f"{words!r} is in no cluster: {[self.words(c) for c in self.clusters]}"
        return found[0]

    def together(self, *words: str) -> bool:
        return len({id(self.of(w)) for w in words}) == 1


def test_a_person_by_full_name_surname_title_and_pronoun() -> None:
    text = Reading(
        "Prosecutor General Igor Krasnov spoke on Tuesday. Krasnov said that crime had increased. "
        "The prosecutor gave no evidence. He left the hall."
    )
    assert text.together("Igor Krasnov", "Krasnov", "The prosecutor", "He")
    krasnov = text.of("Krasnov")
    assert (krasnov.type, krasnov.name) == ("Person", "Igor Krasnov")
    assert krasnov.attributes["sex"] == "man"
    assert "official" in krasnov.attributes["roles"]
    assert krasnov.attributes["aliases"] == ["Krasnov"]


def test_two_people_of_one_surname_stay_two() -> None:
    text = Reading("Bill Clinton met reporters in New York. Hillary Clinton stayed at home. Igor Krasnov and Olga Krasnova were there.")
    assert not text.together("Bill Clinton", "Hillary Clinton")
    assert not text.together("Igor Krasnov", "Olga Krasnova")


def test_a_country_its_adjective_and_its_description_are_one() -> None:
    text = Reading("Russia expelled two diplomats. Russian police raided an office in Moscow. The country has closed its borders.")
    assert text.together("Russia", "Russian", "The country")
    russia = text.of("Russia")
    assert (russia.type, russia.name, russia.attributes["code"]) == ("Country", "Russia", "RU")
    police = text.of("Russian police")
    assert police.type == "Organization"
    assert police.attributes["kind"] == "police"
    assert police.attributes["countries"] == ["RU"]


def test_bodies_of_two_countries_stay_two() -> None:
    text = Reading("The Namibian government thanked the Zimbabwean government. The Namibian government had asked for help.")
    assert not text.together("The Namibian government", "the Zimbabwean government")


def test_an_acronym_and_a_description_of_an_organization() -> None:
    text = Reading(
        "Human Rights Watch (HRW) published a report on Monday. HRW said that soldiers tortured detainees. "
        "The NGO called for an investigation."
    )
    assert text.together("Human Rights Watch", "HRW", "The NGO")
    assert text.of("HRW").name == "Human Rights Watch"
    assert text.of("HRW").attributes["kind"] == "ngo"


def test_an_apposition_and_the_name_it_stands_beside() -> None:
    text = Reading("Peter Magombeyi, the acting president of a doctors' union, was abducted in Harare. The police denied the accusation.")
    assert any(w.startswith("the acting president") for w in text.words(text.of("Peter Magombeyi")))


def test_the_same_gunmen_again_and_other_gunmen_apart() -> None:
    text = Reading("Gunmen attacked the village of Kagara on Monday. The gunmen took 27 students. Other gunmen burned a market.")
    assert text.together("Gunmen", "The gunmen")
    assert not text.together("Gunmen", "Other gunmen")


def test_the_sex_of_a_name_keeps_a_pronoun_from_the_wrong_person() -> None:
    text = Reading("Maria Ressa met Rodrigo Duterte in Manila. She accused the president of lies. He threatened her newspaper.")
    assert text.together("Maria Ressa", "She")
    assert text.together("the president", "He") and not text.together("Maria Ressa", "He")


def test_i_is_whoever_speaks() -> None:
    text = Reading('"I was beaten by soldiers," Peter Magombeyi said. His lawyer, Doug Coltart, was silent.')
    assert text.together("I", "Peter Magombeyi")
    quotes = find_quotes(text.doc)
    assert len(quotes) == 1
    assert quotes[0].speaker is not None


def test_every_name_and_description_is_in_exactly_one_cluster() -> None:
    text = Reading(
        "Carrie Lam, the leader of Hong Kong, said police had arrested 200 protesters. The protesters threw stones at them, she said.\n\n"
        "Amnesty International condemned the city's police force, which has denied it. Beijing supported Lam."
    )
    seen = [i for c in text.clusters for i in c.mentions]
    assert len(seen) == len(set(seen))
    entities = {i for i, m in enumerate(text.mentions) if m.type in ENTITY_TYPES and m.kind != "pronoun"}
    assert entities <= set(seen)
    assert all(c.name and list(c.mentions) == sorted(c.mentions) for c in text.clusters)
    assert all(any(text.mentions[i].kind != "pronoun" for i in c.mentions) for c in text.clusters)


def test_a_document_without_parse_or_sentences_still_gets_its_names_joined() -> None:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": p} for p in ("Igor Krasnov", "Krasnov")])
    doc = nlp("Igor Krasnov spoke. Krasnov left.")
    clusters = resolve(doc, find_mentions(doc))
    assert [c.name for c in clusters] == ["Igor Krasnov"]
    assert len(clusters[0].mentions) == 2


def test_the_head_of_the_kremlin_is_the_ruler_whom_the_text_names() -> None:
    text = Reading(
        "Russian President Vladimir Putin signed the law on Monday. Human Rights Watch condemned it. The head of the Kremlin wants unity."
    )
    assert any(w.startswith("The head") for w in text.words(text.of("Vladimir Putin")))


def test_two_bodies_that_have_names_are_never_joined_by_guess() -> None:
    text = Reading("Amnesty International praised Human Rights Watch. The body published a report. Reporters Without Borders left.")
    assert not text.together("Amnesty International", "Human Rights Watch")
    assert not text.together("Amnesty International", "Reporters Without Borders")


def test_chains_hold_what_is_no_mention_of_the_extraction_too() -> None:
    text = Reading("The dancer arrived late. She wore a red coat and she lost it on the way.")
    chains = [[text.doc[m.start : m.end].text for m in members] for _, members in find_chains(text.doc, text.mentions)]
    assert any("The dancer" in words and "She" in words for words in chains)
    kinds = {kind for kind, members in find_chains(text.doc, text.mentions) if "She" in [text.doc[m.start].text for m in members]}
    assert kinds == {"Person"}


def test_thousands_of_mentions_cost_no_square() -> None:
    doc = load_pipeline()("Ana Ruiz met Juan Paz in Lima. She gave him the letter of the minister. " * 150)
    facts, chains = gather(doc, find_mentions(doc))
    traits = read_traits(doc, facts, chains, load_ranker().width)
    blocks = list(pair_up(traits))
    assert len(facts) > 1000
    assert all(len(later) <= BLOCK * (WINDOW + 1) for later, _ in blocks)
    assert all((earlier < later).all() for later, earlier in blocks)
    scores = [load_ranker().scores(load_ranker().read(traits), *block, join_traits(traits, *block)) for block in blocks[:2]]
    assert all(np.isfinite(score).all() for score in scores)
