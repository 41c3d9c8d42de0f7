"""A person's decision holds through a second ingest, a changed article and another extraction, and can be taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.archive import Archive, Author, Origin
from kg.errors import NotFound, UserError
from kg.model import Extraction
from kg.resolve.clusters import Pair, assign
from tests.archive.build import capture, extraction
from tests.archive.graphs import Shadow

ANN = Author("ann", "I know them")
PREDICATES = frozenset({"ARRESTED", "KILLED", "ACCUSED"})
ONE, TWO, THREE = (f"https://example.org/{n}" for n in (1, 2, 3))
TEXTS = {
    ONE: "Igor Krasnov arrested Ali Nazar in Russia. Ali Nazar accused Red Crescent.",
    TWO: "Igor Krasnov spoke in Iran. Ivan Petrov accused Igor Krasnov.",
    THREE: "Sergei Wolf arrested Ivan Petrov.",
}
ACTS = {
    ONE: (("Igor Krasnov", "ARRESTED", "Ali Nazar"), ("Ali Nazar", "ACCUSED", "Red Crescent")),
    TWO: (("Igor Krasnov", "STATED", ""), ("Ivan Petrov", "ACCUSED", "Igor Krasnov")),
    THREE: (("Sergei Wolf", "ARRESTED", "Ivan Petrov"),),
}
TYPES = {
    "Igor Krasnov": "Person", "Ali Nazar": "Person", "Ivan Petrov": "Person", "Sergei Wolf": "Person", "Russia": "Country",
    "Iran": "Country", "Red Crescent": "Organization",
}


def found_in(text: str, acts: tuple[tuple[str, str, str], ...]) -> Extraction:
    return extraction(text, {name: kind for name, kind in TYPES.items() if name in text}, acts)


def ingest(archive: Archive, before: str = "", address: str | None = None) -> None:
    for known, text in TEXTS.items():
        if address in (None, known):
            # The same sentences after a new one: every offset and every claim id is another.
            acts = (("", "STATED", ""), *ACTS[known]) if before else ACTS[known]
            archive.save(capture(known, before + text), found_in(before + text, acts), Origin(None, "1"))


def again(archive: Archive) -> None:
    ingest(archive)


def changed(archive: Archive) -> None:
    ingest(archive, "Updated on Monday. ")


def reextracted(archive: Archive) -> None:
    for version in archive.outdated("2"):
        acts = ACTS[version.address]
        archive.replace_extraction(version.id, found_in(version.document.text, acts), "2")


LATER = pytest.mark.parametrize("later", [again, changed, reextracted])
Later = Callable[[Archive], None]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(f"sqlite:///{tmp_path}/archive.db")
    ingest(archive)
    return archive


def entity(archive: Archive, name: str) -> str:
    (found,) = archive.find_entities(name)
    return found.id


def claim(archive: Archive, predicate: str, article: str) -> str:
    (found,) = [hit.article for hit in archive.search(TEXTS[article].split()[0])
                if archive.article(hit.article).address == article]
    (said,) = [said for said in archive.claims_of_article(found) if said.said_predicate == predicate]
    return said.id


def typed(archive: Archive) -> set[tuple[str, str, str]]:
    return Shadow.whole(archive).typed()


def test_entities_of_one_name_are_merged_with_a_score_and_a_reason(archive: Archive) -> None:
    krasnov = archive.entity(entity(archive, "Igor Krasnov"))
    assert [member.article for member in krasnov.members] == [archive.search(words)[0].article for words in ("Nazar", "Iran")]
    (made,) = krasnov.judgements
    assert made.user == "kg" and made.score and made.reason
    assert entity(archive, "Russia") == "country:ru"


@LATER
def test_same_holds(archive: Archive, later: Later) -> None:
    krasnov, wolf = entity(archive, "Igor Krasnov"), entity(archive, "Sergei Wolf")
    made = archive.judge("same", "Sergei Wolf", "Igor Krasnov", ANN)
    later(archive)
    assert archive.entity(wolf).id == archive.entity(krasnov).id == krasnov
    assert ("Igor Krasnov", "ARRESTED", "Ivan Petrov") in typed(archive)
    archive.undo(made.id, "ann")
    assert (archive.entity(wolf).id, archive.entity(krasnov).id) == (wolf, krasnov)
    assert ("Sergei Wolf", "ARRESTED", "Ivan Petrov") in typed(archive)


@LATER
def test_different_splits_what_kg_merged_and_holds(archive: Archive, later: Later) -> None:
    first, second = (member.id for member in archive.entity(entity(archive, "Igor Krasnov")).members)
    made = archive.judge("different", first, second, ANN)
    later(archive)
    assert (archive.entity(first).id, archive.entity(second).id) == (first, second)
    assert len(archive.find_entities("Igor Krasnov")) == 2
    archive.undo(made.id, "ann")
    assert archive.entity(second).id == first


@LATER
def test_a_wrong_claim_leaves_the_graph_and_stays_on_record(archive: Archive, later: Later) -> None:
    made = archive.judge_wrong(claim(archive, "ARRESTED", ONE), ANN)
    later(archive)
    said = claim(archive, "ARRESTED", ONE)
    assert ("Igor Krasnov", "ARRESTED", "Ali Nazar") not in typed(archive)
    assert said not in Shadow.whole(archive).nodes
    (stored,) = archive.claims([said])
    assert stored.wrong and stored.live and stored.judgements[0].reason == "I know them"
    archive.undo(None, "ann")
    assert ("Igor Krasnov", "ARRESTED", "Ali Nazar") in typed(archive)
    assert not archive.claims([said])[0].wrong
    assert archive.judgements()[0].id == made.id and archive.judgements()[0].deleted_by == "ann"


@LATER
def test_another_predicate_holds(archive: Archive, later: Later) -> None:
    archive.retype(claim(archive, "ARRESTED", ONE), "KILLED", PREDICATES, ANN)
    later(archive)
    said = typed(archive)
    assert ("Igor Krasnov", "KILLED", "Ali Nazar") in said and ("Igor Krasnov", "ARRESTED", "Ali Nazar") not in said
    (stored,) = archive.claims([claim(archive, "ARRESTED", ONE)])
    assert (stored.predicate, stored.said_predicate) == ("KILLED", "ARRESTED")


@LATER
def test_another_type_holds(archive: Archive, later: Later) -> None:
    crescent = entity(archive, "Red Crescent")
    archive.retype("red crescent", "Group", PREDICATES, ANN)
    later(archive)
    assert (archive.entity(crescent).type, Shadow.whole(archive).nodes[crescent].label) == ("Group", "Group")
    archive.undo(None, "ann")
    assert archive.entity(crescent).type == "Organization"


@LATER
def test_ids_of_entities_hold(archive: Archive, later: Later) -> None:
    before = {found.id for name in TYPES for found in archive.find_entities(name)}
    later(archive)
    assert {found.id for name in TYPES for found in archive.find_entities(name)} == before


def test_an_entity_that_the_new_extractor_names_otherwise_keeps_its_id(archive: Archive) -> None:
    krasnov = entity(archive, "Igor Krasnov")
    for version in archive.outdated("2"):
        text = version.document.text
        names = {name.replace("Igor Krasnov", "Krasnov"): kind for name, kind in TYPES.items() if name in text}
        archive.replace_extraction(version.id, extraction(text, names), "2")
    found = archive.entity(krasnov)
    assert (found.name, len(found.members)) == ("Krasnov", 2)


def test_a_new_article_joins_what_a_person_merged(archive: Archive) -> None:
    archive.judge("same", "Igor Krasnov", "Sergei Wolf", ANN)
    text = "Sergei Wolf accused Maria Lopez."
    archive.save(capture("https://example.org/4", text), found_in(text, (("Sergei Wolf", "ACCUSED", ""),)), Origin(None, "1"))
    assert len(archive.entity(entity(archive, "Krasnov")).members) == 4


def test_names_are_found_in_any_case_and_script(archive: Archive) -> None:
    text = "Łukasz Żak met Игорь Волк."
    names = {"Łukasz Żak": "Person", "Игорь Волк": "Person"}
    archive.save(capture("https://example.org/5", text), extraction(text, names), Origin(None, "1"))
    made = archive.judge("same", "łukasz żak", "ИГОРЬ ВОЛК", ANN)
    assert archive.entity(made.left).id == archive.entity(made.right or "").id


def test_two_of_one_name_must_be_told_apart_by_id(archive: Archive) -> None:
    first, second = (member.id for member in archive.entity(entity(archive, "Igor Krasnov")).members)
    archive.judge("different", first, second, ANN)
    with pytest.raises(UserError, match="Several entities") as raised:
        archive.judge("same", "Igor Krasnov", "Ivan Petrov", ANN)
    titles = [archive.article(member.article).document.title for known in (first, second) for member in archive.entity(known).members]
    assert len(titles) == 2 and all(f"in “{title}”" in str(raised.value) for title in titles)
    archive.judge("same", second, "Ivan Petrov", ANN)


def test_mistakes_are_told_and_change_nothing(archive: Archive) -> None:
    before = archive.counts()
    for kind, left, right in (("same", "Nobody Known", "Ivan Petrov"), ("same", "Ivan Petrov", "Ivan Petrov")):
        with pytest.raises((NotFound, UserError)):
            archive.judge(kind, left, right, ANN)  # type: ignore[arg-type]
    with pytest.raises(UserError, match="type of entity"):
        archive.retype("Ivan Petrov", "Dog", PREDICATES, ANN)
    with pytest.raises(UserError, match="predicate"):
        archive.retype(claim(archive, "ARRESTED", ONE), "BARKED", PREDICATES, ANN)
    with pytest.raises(NotFound):
        archive.judge_wrong("c-none", ANN)
    with pytest.raises(NotFound, match="no claim c-none"):
        archive.retype("c-none", "ARRESTED", PREDICATES, ANN)
    with pytest.raises(NotFound):
        archive.undo(None, "bob")
    assert archive.counts() == before


def ages(*records: str) -> dict[str, tuple[bool, int]]:
    return {record: (not record.startswith("country"), n) for n, record in enumerate(records)}


def test_the_oldest_names_a_cluster_and_a_fixed_id_before_it() -> None:
    pairs = [Pair(1, "b", "a", True, "kg"), Pair(2, "c", "country:ru", True, "kg")]
    assert assign(ages("a", "b", "c", "country:ru"), pairs) == {
        "a": "a", "b": "a", "c": "country:ru", "country:ru": "country:ru",
    }


def test_a_persons_no_is_stronger_than_any_chain_of_kg() -> None:
    pairs = [
        Pair(1, "a", "b", True, "kg"), Pair(2, "b", "c", True, "kg"), Pair(3, "c", "d", True, "kg"), Pair(4, "a", "d", False, "ann"),
    ]
    after = assign(ages("a", "b", "c", "d"), pairs)
    assert after["a"] != after["d"]
    assert after == {"a": "a", "b": "a", "c": "a", "d": "d"}


def test_the_newer_of_two_decisions_of_persons_holds() -> None:
    no, yes = Pair(1, "a", "b", False, "ann"), Pair(2, "a", "b", True, "bob")
    assert assign(ages("a", "b"), [no, yes])["b"] == "a"
    assert assign(ages("a", "b"), [Pair(3, "a", "b", False, "ann"), yes])["b"] == "b"
