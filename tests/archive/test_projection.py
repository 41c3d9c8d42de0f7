"""Whatever happens to an archive, following its changes gives the graph that computing it anew gives."""

import random
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest

from kg.archive import Archive, Author, Origin
from kg.errors import KgError
from kg.model import Extraction
from tests.archive.build import capture, extraction
from tests.archive.graphs import Shadow

NAMES = {
    "Igor Krasnov": "Person", "Ali Nazar": "Person", "Ivan Petrov": "Person", "Maria Lopez": "Person",
    "Interior Ministry": "Organization", "Red Crescent": "Organization", "Russia": "Country", "Iran": "Country",
    "Moscow": "Place", "Kurds": "Group",
}
PREDICATES = ("ARRESTED", "KILLED!", "ACCUSED?", "MEMBER_OF", "MET_WITH")
EVERY_PREDICATE = frozenset(predicate.rstrip("!?") for predicate in PREDICATES)


def random_article(dice: random.Random) -> tuple[str, Extraction]:
    chosen = dice.sample(sorted(NAMES), dice.randint(1, 5))
    acts = tuple(
        (dice.choice([*chosen, ""]), dice.choice(PREDICATES), dice.choice([*chosen, ""])) for _ in range(dice.randint(0, 3))
    )
    text = " ".join(f"{subject} {predicate} {object_} {dice.randint(1, 3)}." for subject, predicate, object_ in acts)
    text += " Also named: " + ", ".join(chosen) + "."
    types = {name: dice.choice(("Organization", "Group")) if name == "Red Crescent" else NAMES[name] for name in chosen}
    return text, extraction(text, types, acts, contradict=len(acts) > 1)


class Story:
    """Random things that happen to an archive."""

    def __init__(self, archive: Archive, seed: int) -> None:
        self.archive, self.dice, self.saved = archive, random.Random(seed), 0

    def step(self) -> None:
        happening: Callable[[], object] = self.dice.choice(
            [self.save, self.save, self.save, self.reextract, self.pair, self.pair, self.wrong, self.retype, self.undo]
        )
        with suppress(KgError):  # e.g. one id given twice: the user is told, nothing happens
            happening()

    def save(self) -> None:
        text, found = random_article(self.dice)
        self.archive.save(capture(f"https://x.org/{self.dice.randint(1, 8)}", text), found, Origin(None, "1"))

    def reextract(self) -> None:
        versions = list(self.archive.outdated(None))
        if versions:
            version = self.dice.choice(versions)
            text = version.document.text
            chosen = [name for name in NAMES if name in text and self.dice.random() < 0.7]
            acts = tuple((a, "ACCUSED", b) for a, b in pairwise(chosen))[: text.count(".")]
            self.archive.replace_extraction(version.id, extraction(text, {name: NAMES[name] for name in chosen}, acts), "2")

    def some_entity(self) -> str:
        found = self.archive.find_entities(self.dice.choice(sorted(NAMES)).split()[0])
        entity = self.archive.entity(self.dice.choice(found).id) if found else None
        return self.dice.choice(entity.members).id if entity and entity.members else "e-none"

    def some_claim(self) -> str:
        versions = list(self.archive.outdated(None))
        claims = self.archive.claims_of_article(self.dice.choice(versions).id) if versions else []
        return self.dice.choice(claims).id if claims else "c-none"

    def pair(self) -> None:
        self.archive.judge(self.dice.choice(("same", "different")), self.some_entity(), self.some_entity(), Author("ann"))

    def wrong(self) -> None:
        self.archive.judge_wrong(self.some_claim(), Author("ann"))

    def retype(self) -> None:
        if self.dice.random() < 0.5:
            self.archive.retype(self.some_claim(), self.dice.choice(sorted(EVERY_PREDICATE)), EVERY_PREDICATE, Author("ann"))
        else:
            self.archive.retype(self.some_entity(), self.dice.choice(("Group", "Event")), EVERY_PREDICATE, Author("ann"))

    def undo(self) -> None:
        active = [made.id for made in self.archive.judgements(100, with_automatic=True) if made.deleted_at is None]
        self.archive.undo(self.dice.choice(active) if active else None, "ann")


@pytest.mark.parametrize(("database", "seed"), [("sqlite", 0), ("sqlite", 1), ("sqlite", 2), ("postgresql", 3)])
def test_changes_lead_to_the_graph_computed_anew(tmp_path: Path, request: pytest.FixtureRequest, database: str, seed: int) -> None:
    url = f"sqlite:///{tmp_path}/archive.db" if database == "sqlite" else request.getfixturevalue("postgresql")
    with Archive(url) as archive:
        story, shadow = Story(archive, seed), Shadow()
        for number in range(45):
            story.step()
            if number % 3 == 0:
                shadow.follow(archive)
                whole = Shadow.whole(archive)
                assert shadow.token == whole.token
                assert shadow.nodes == whole.nodes
                assert shadow.edges == whole.edges
        assert shadow.edges


def test_a_token_of_another_archive_asks_for_the_whole(tmp_path: Path) -> None:
    from kg.graph.projection import graph_changes

    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive:
        text, found = random_article(random.Random(1))
        archive.save(capture("https://x.org/1", text), found, Origin(None, "1"))
        with archive.reading() as connection:
            present = Shadow.whole(archive).token
            assert graph_changes(connection, 0) is None
            assert graph_changes(connection, present + 1) is None
            unchanged = graph_changes(connection, present)
    assert unchanged is not None and unchanged.empty
