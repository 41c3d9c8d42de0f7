"""What goes in comes out whole, once, and nothing of it is lost."""

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kg.archive import Archive, Origin
from kg.archive.stored import title_of
from kg.errors import DocumentError, NotFound, StoreError
from kg.settings import Settings
from tests.archive.build import capture, extraction
from tests.archive.graphs import Shadow

TEXT = "Igor Krasnov arrested Ali Nazar in Russia. Igor Krasnov did not arrest Ali Nazar."
NAMES = {"Igor Krasnov": "Person", "Ali Nazar": "Person", "Russia": "Country"}
ACTS = (("Igor Krasnov", "ARRESTED", "Ali Nazar"), ("Igor Krasnov", "ARRESTED!", "Ali Nazar"))
FIRST = Origin(None, "1")
ADDRESS = "https://example.org/a"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(f"sqlite:///{tmp_path}/archive.db")


def put(archive: Archive, text: str = TEXT, address: str = ADDRESS, **more: object) -> str:
    return archive.save(capture(address, text), extraction(text, NAMES, ACTS, contradict=True, **more), FIRST)


def article_id(archive: Archive, words: str = "krasnov") -> str:
    return archive.search(words)[0].article


def rows(archive: Archive) -> dict[str, int]:
    with archive.reading() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%fts5%'")
        tables = [row.name for row in names if "_search" not in row.name]
        return {name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in tables}


def test_same_content_twice_adds_nothing(archive: Archive) -> None:
    assert put(archive) == "new"
    before = rows(archive)
    assert archive.known(ADDRESS, capture(ADDRESS, TEXT).sha256)
    assert archive.known(ADDRESS + "?utm_source=feed#top", capture(ADDRESS, TEXT).sha256)
    assert put(archive) == "unchanged"
    assert rows(archive) == before


def test_other_bytes_with_the_text_that_is_stored_need_no_analysis(archive: Archive) -> None:
    put(archive)
    before = rows(archive)
    other = replace(capture(ADDRESS, TEXT), content=b"<p>", sha256="0" * 64)
    document = extraction(TEXT, NAMES).document
    assert not archive.known(ADDRESS, other.sha256)
    assert archive.recognise(other, document)
    assert archive.known(ADDRESS, other.sha256)
    for said in ({"title": "Another title"}, {"authors": ("Ann Lee",)}, {"url": "https://example.org/moved"}):
        assert not archive.recognise(other, replace(document, **said)), "what is said of a text changed"
    assert rows(archive) == before


def test_the_capture_comes_back_byte_for_byte(archive: Archive) -> None:
    put(archive)
    version = archive.article(article_id(archive))
    assert archive.capture(version.capture) == capture(ADDRESS, TEXT)
    assert version.document.text == TEXT


def test_a_changed_article_is_a_new_version_and_the_old_stays_on_record(archive: Archive) -> None:
    put(archive)
    found = article_id(archive)
    old = archive.claims_of_article(found)
    assert put(archive, "Later it was said: " + TEXT) == "changed"
    new = archive.claims_of_article(found)
    assert {claim.id for claim in old}.isdisjoint(claim.id for claim in new)
    assert [claim.id for claim in archive.claims_of_article(found, 1)] == [claim.id for claim in old]
    assert not any(claim.live for claim in archive.claims([claim.id for claim in old]))
    shown = {node.id for node in Shadow.whole(archive).nodes.values() if node.label == "Claim"}
    assert shown == {claim.id for claim in new}
    assert archive.article(found).version == 2
    assert archive.article(found, 1).document.text == TEXT
    assert [hit.version for hit in archive.search("krasnov")] == [2]


def test_one_text_at_two_addresses_is_one_content_and_one_source(archive: Archive) -> None:
    put(archive)
    put(archive, address="https://example.org/b")
    put(archive, TEXT + " So it was.", "https://example.org/c")
    assert rows(archive)["contents"] == 2
    (edge,) = [edge for edge in Shadow.whole(archive).edges.values() if edge.type == "ARRESTED"]
    assert (edge.properties["articles"], edge.properties["status"], len(edge.properties["claims"])) == (3, "contested", 6)
    clusters = {archive.article(hit.article).cluster for hit in archive.search("krasnov")}
    assert len(clusters) == edge.properties["sources"] == 1


def test_different_texts_are_independent_sources(archive: Archive) -> None:
    put(archive)
    other = "Prosecutors say Igor Krasnov arrested Ali Nazar at home. Igor Krasnov says he never saw or arrested Ali Nazar."
    put(archive, other, "https://example.org/b")
    (edge,) = [edge for edge in Shadow.whole(archive).edges.values() if edge.type == "ARRESTED"]
    assert edge.properties["sources"] == 2
    assert edge.properties["confidence"] == pytest.approx(0.96)


def test_evidence_is_exact_and_a_claim_carries_its_story(archive: Archive) -> None:
    put(archive, published="2024-05-02", publisher="Example")
    first, second = archive.claims_of_article(article_id(archive))
    assert first.text == TEXT[first.evidence.start : first.evidence.end] == "Igor Krasnov arrested Ali Nazar in Russia."
    assert first.subject is not None and (first.subject.name, first.subject.type) == ("Igor Krasnov", "Person")
    assert (first.date_from, first.date_to) == ("2024-01-01", "2024-01-31")
    assert (second.polarity, second.publisher, second.published) == ("negated", "Example", "2024-05-02")


def test_search_finds_words_names_and_offsets(archive: Archive) -> None:
    text = "Über Łódź 🙂 \x02\x03 the court jailed José Pérez. " + TEXT
    put(archive, text)
    (hit,) = archive.search('"court jailed" perez')
    assert [text[start:end] for start, end in hit.words] == ["court jailed", "Pérez"]
    assert hit.snippet == text[hit.start : hit.end]
    assert [found.name for found in archive.find_entities("kras")] == ["Igor Krasnov"]
    assert archive.find_entities("kras", types=("Country",)) == []
    for hostile in ('"', "AND (", "NEAR/2", "*", "a* OR text:", "'; DROP TABLE articles"):
        archive.search(hostile)
        archive.find_entities(hostile)


def test_a_text_without_extraction_is_kept_and_findable(archive: Archive) -> None:
    found = replace(extraction("Тихий Дон", {}), note="language ru is not the pipeline's")
    archive.save(capture(ADDRESS, "Тихий Дон"), found, FIRST)
    assert archive.article(article_id(archive, "тихий")).note == "language ru is not the pipeline's"


def test_half_a_character_is_refused(archive: Archive) -> None:
    with pytest.raises(DocumentError):
        archive.save(capture(ADDRESS, "x"), extraction("x \ud800", {}), FIRST)
    assert archive.counts()["articles"] == 0


def test_runs_and_sources_are_remembered(archive: Archive) -> None:
    killed = archive.begin_run("ingest a", "1")
    run = archive.begin_run("ingest b", "1")
    archive.record_item(run, 1, ADDRESS, "failed", "It is empty.")
    brought = archive.save(capture(ADDRESS, TEXT), extraction(TEXT, NAMES, ACTS), Origin(run, "1"), 2)
    archive.end_run(run, "done", {"failed": 1})
    assert [(one.outcome, one.address, one.claims) for one in archive.readings(run)] == [(brought, ADDRESS, len(ACTS))]
    assert archive.readings(killed) == []
    last, first = archive.runs()
    assert (first.id, first.status) == (killed, "interrupted")
    assert (last.status, last.counts, last.failures[0].reason) == ("done", {"failed": 1}, "It is empty.")
    archive.set_source_state("feed", {"etag": "1"})
    archive.set_source_state("feed", {"etag": "2"})
    assert archive.source_state("feed") == {"etag": "2"}
    assert archive.source_state("other") == {}


def test_ids_are_the_same_in_every_store(tmp_path: Path) -> None:
    graphs = []
    for name in ("one", "two"):
        with Archive(f"sqlite:///{tmp_path}/{name}.db") as archive:
            put(archive)
            put(archive, "Again: " + TEXT, "https://example.org/b")
            graphs.append(Shadow.whole(archive))
    assert graphs[0].nodes == graphs[1].nodes and graphs[0].edges == graphs[1].edges


def test_unknown_things_are_not_found(archive: Archive) -> None:
    for ask in (lambda: archive.article("a-0"), lambda: archive.claims(["c-0"]), lambda: archive.entity("e-0"), lambda: archive.capture(1)):
        with pytest.raises(NotFound):
            ask()
    with pytest.raises(NotFound):
        Archive.open(Settings(store=Path("/nowhere/at/all")), create=False)


def test_a_reader_sees_whole_articles_while_another_process_writes(archive: Archive, tmp_path: Path) -> None:
    put(archive)
    with archive.reading() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM claims").scalar_one()
        with Archive(f"sqlite:///{tmp_path}/archive.db") as other:
            put(other, "Else: " + TEXT, "https://example.org/b")
        assert connection.exec_driver_sql("SELECT count(*) FROM claims").scalar_one() == before
    assert archive.counts()["claims"] == before + 2


FILL = """
import sys
from kg.archive import Archive, Origin
from kg.errors import StoreError
from tests.archive.build import capture, extraction
with Archive(sys.argv[1]) as archive:
    try:
        for number in range(10_000):
            text = f"{number} " * 2000
            archive.save(capture(f"https://example.org/{number}", text), extraction(text, {}), Origin(None, "1"))
            print(number, flush=True)
    except StoreError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
"""


def test_a_full_disk_is_one_sentence_and_loses_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/archive.db"
    limited = ["bash", "-c", f'ulimit -f 1500; exec "{sys.executable}" -c "$0" "$1"', FILL, url]
    done = subprocess.run(limited, capture_output=True, text=True, cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    saved = len(done.stdout.split())
    assert saved > 0
    with Archive(url) as archive:
        assert archive.counts()["articles"] == saved
        assert put(archive) == "new"


def test_what_is_no_archive_is_told_in_a_sentence(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    rubbish = tmp_path / "rubbish.db"
    rubbish.write_bytes(b"no database at all" * 1000)
    blocked = tmp_path / "rubbish.db" / "below" / "archive.db"
    for path, said in ((foreign, "another program"), (rubbish, "not a database"), (blocked, "cannot be made")):
        with pytest.raises(StoreError, match=said):
            Archive(f"sqlite:///{path}")
    with pytest.raises(StoreError, match="address"):
        Archive("nosuch://x")


def test_damage_and_a_newer_schema_are_told_in_a_sentence(archive: Archive, tmp_path: Path) -> None:
    put(archive)
    archive.close()
    path = tmp_path / "archive.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    with pytest.raises(StoreError, match=r"damaged|not a database"), Archive(f"sqlite:///{path}") as damaged:
        damaged.counts()
    path.write_bytes(whole)
    with sqlite3.connect(path) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="newer version"):
        Archive(f"sqlite:///{path}")


def test_a_locked_archive_is_told_in_a_sentence(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.archive import connect

    put(archive)
    archive.close()
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(tmp_path / "archive.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Archive(f"sqlite:///{tmp_path}/archive.db") as waiting, pytest.raises(StoreError, match="in use"):
        put(waiting, "Else: " + TEXT)
    other.close()


def test_migrations_make_the_schema_of_the_code(archive: Archive) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    from kg.archive import connect
    from kg.archive.schema import metadata

    with archive.reading() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    assert [step for step in found if "_search" not in str(step)] == []
    assert ScriptDirectory(str(Path(connect.__file__).parent / "migrations")).get_heads() == [connect.HEAD]



@pytest.mark.parametrize(
    ("title", "address", "called"),
    [
        ("Raids", "file:///x/a.txt", "Raids"), (None, "file:///x/a%20b.txt", "a b.txt"), ("", "file:///x/all.jsonl#r/1", "all.jsonl#r/1"),
        (None, "https://example.org/a", "https://example.org/a"), (None, "stdin:1", "stdin:1"), (None, "stdin://[x", "stdin://[x"),
    ],
)
def test_what_an_article_is_called(title: str | None, address: str, called: str) -> None:
    assert title_of(title, address) == called
