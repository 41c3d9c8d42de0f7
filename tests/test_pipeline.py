"""The whole way from files to the graph, by the command line, with the real extractor."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.archive import Archive
from kg.archive.lock import run_lock
from kg.cli.main import main
from kg.errors import StoreError
from kg.model import Capture, Failure
from kg.pipeline import Run, ingest
from kg.settings import Settings
from tests.archive.build import capture
from tests.archive.graphs import Shadow

POLICE = "Russian police arrested Igor Krasnov in Moscow on Monday. Human Rights Watch condemned the arrest of Igor Krasnov."
COURT = "A court in Moscow sentenced Igor Krasnov to five years in prison, Human Rights Watch said."
FRENCH = "La police a arrêté plusieurs manifestants lundi soir à Paris, selon les avocats des personnes détenues par les autorités."

Kg = Callable[..., tuple[int, str, str]]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "police.txt").write_text(POLICE)
    (folder / "court.txt").write_text(COURT)
    return folder


@pytest.fixture
def kg(store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kg:
    """Run a command on the store; exit status, stdout, stderr. The graph is computed on opening unless a test says otherwise."""
    monkeypatch.setenv("KG_STORE", str(store))
    monkeypatch.setenv("KG_GRAPH", "networkx")

    def run(*arguments: object, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def graph(store: Path) -> Shadow:
    with Archive.open(Settings(store=store)) as archive:
        return Shadow.whole(archive)


def rows(store: Path) -> dict[str, int]:
    with Archive.open(Settings(store=store)) as archive:
        return archive.counts()


def test_files_become_a_graph_and_a_second_run_adds_only_its_record(kg: Kg, store: Path, reports: Path) -> None:
    code, out, _ = kg("ingest", reports)
    assert code == 0 and "2 new" in out
    krasnov = [node for node in graph(store).nodes.values() if node.properties.get("name") == "Igor Krasnov"]
    assert len(krasnov) == 1 and krasnov[0].properties["articles"] == 2
    assert any(edge.type == "ARRESTED" and edge.target == krasnov[0].id for edge in graph(store).edges.values())
    titles = [node.properties["title"] for node in graph(store).nodes.values() if node.label == "Article"]
    assert sorted(titles) == ["court.txt", "police.txt"], "a text without a title is called by its file's name"
    before = rows(store)
    code, out, _ = kg("ingest", reports)
    assert code == 0 and "2 unchanged" in out
    assert rows(store) == before | {"runs": before["runs"] + 1}


def test_what_fails_is_reported_and_the_rest_goes_through(kg: Kg, store: Path, reports: Path) -> None:
    (reports / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing of the kind")
    (reports / "empty.txt").write_text("")
    (reports / "song.mp3").write_bytes(b"\xff\xfb\x90")
    (reports / "paris.txt").write_text(FRENCH)
    code, out, err = kg("ingest", reports)
    assert code == 3
    assert "3 new" in out and "2 failed" in out and "1 skipped" in out
    assert "broken.pdf" in err and "empty.txt" in err and "song.mp3" in err
    code, out, _ = kg("status", "--format", "json")
    status = json.loads(out)
    assert code == 0 and len(status["runs"][0]["failures"]) == 3
    with Archive.open(Settings(store=store)) as archive:
        (hit,) = archive.search("manifestants")
        note = archive.article(hit.article).note
        assert note is not None and "fr" in note


def test_a_changed_record_is_a_new_version(kg: Kg, store: Path) -> None:
    for text, said in ((POLICE, "1 new"), (POLICE, "1 unchanged"), (POLICE + " Igor Krasnov denied it.", "1 changed")):
        code, out, _ = kg("ingest", "-", stdin=json.dumps({"id": "1", "text": text}) + "\n")
        assert code == 0 and said in out
    assert rows(store)["versions"] == 2


def test_records_of_one_id_do_not_take_each_others_place_in_every_run(kg: Kg, store: Path) -> None:
    lines = "".join(json.dumps({"id": "1", "text": text}) + "\n" for text in (POLICE, COURT, POLICE))
    code, out, err = kg("ingest", "-", stdin=lines)
    assert code == 3 and "1 failed, 1 new, 1 unchanged" in out and "stdin:1: Another record" in err
    before = rows(store)
    assert "1 failed, 2 unchanged" in kg("ingest", "-", stdin=lines)[1]
    assert rows(store) == before | {"runs": 2}


def test_a_name_that_is_no_utf_8_stops_nothing(kg: Kg, store: Path, reports: Path) -> None:
    bad = Path(os.fsdecode(os.fsencode(reports) + b"/caf\xe9.txt"))
    bad.write_text(COURT + " It was on Tuesday.")
    assert "1 new" in kg("ingest", bad)[1]
    Path(os.fsdecode(os.fsencode(reports) + b"/\xe9\x1b[31m.xls")).touch()
    code, out, err = kg("ingest", reports)
    assert code == 0 and "2 new, 1 skipped, 1 unchanged" in out and "\x1b" not in err


def test_an_address_that_is_none_is_reported_like_others(kg: Kg, reports: Path) -> None:
    (reports / "pages.urls").write_text("http://[::1\nhttp://[x]/\n")
    code, out, err = kg("ingest", reports / "pages.urls", reports / "court.txt")
    assert code == 3 and "2 failed, 1 new" in out and "failed: http://[::1: " in err


def test_an_empty_name_is_no_folder(kg: Kg, store: Path) -> None:
    code, _, err = kg("ingest", "")
    assert code == 2 and "empty" in err and not store.exists()


def test_a_signal_while_the_program_ends_shows_no_traceback() -> None:
    late = "import atexit, os, signal, time; atexit.register(lambda: (os.kill(os.getpid(), signal.SIGTERM), time.sleep(0.1)))"
    ended = subprocess.run([sys.executable, "-c", f"{late}; import kg.pipeline; kg.pipeline.stop_on_signals()"], capture_output=True)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_output_that_goes_nowhere_is_one_sentence_or_none() -> None:
    listing = [sys.executable, "-m", "kg", "schedule", "--list", "--sources", str(Path(__file__).parents[1] / "data" / "sources.toml")]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(listing, stdout=full, stderr=subprocess.PIPE, text=True)
    assert ended.returncode == 2 and ended.stderr.count("\n") == 1 and "No space left" in ended.stderr
    reading, written = os.pipe()
    os.close(reading)
    ended = subprocess.run(listing, stdout=written, stderr=subprocess.PIPE, text=True)
    os.close(written)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_what_a_run_brought_is_listed(kg: Kg, reports: Path) -> None:
    kg("ingest", reports)
    (reports / "court.txt").write_text(COURT.replace("five", "six"))
    kg("ingest", reports)
    code, first, _ = kg("status", "--run", 1)
    assert code == 0 and [line.split()[0] for line in first.splitlines()] == ["new", "new"]
    _, second, _ = kg("status", "--run", 2, "--format", "json")
    assert [(one["outcome"], one["address"].endswith("court.txt")) for one in json.loads(second)["articles"]] == [("changed", True)]
    kg("ingest", reports)
    assert kg("status", "--run", 3)[1] == "Run 3 brought no new article and found none changed.\n"
    code, _, err = kg("status", "--run", 4)
    assert (code, err) == (2, "kg: There is no run 4; the last is 3.\n")


@pytest.mark.parametrize(("name", "value"), [("KG_MAX_BYTES", "abc"), ("KG_FETCH_DELAY", "-1"), ("KG_READ_TIMEOUT", "nan")])
def test_a_setting_that_is_wrong_is_named(kg: Kg, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    code, _, err = kg("status")
    assert code == 2 and err.count("\n") == 1 and name in err


def test_one_run_at_a_time(kg: Kg, store: Path, reports: Path) -> None:
    with run_lock(Settings(store=store)):
        code, _, err = kg("ingest", reports)
    assert code == 2 and err.count("\n") == 1 and "Another run" in err
    assert kg("ingest", reports)[0] == 0


def test_a_decision_holds_through_another_extraction(kg: Kg, store: Path, reports: Path) -> None:
    kg("ingest", reports)
    claim = next(edge.properties["claims"][0] for edge in graph(store).edges.values() if edge.type == "ARRESTED")
    code, out, err = kg("judge", "wrong", claim, "--user", "ann", "--reason", "It was a friend")
    assert code == 0 and claim in out and "kg judge undo" in out, err
    assert kg("judge", "retype", "Igor Krasnov", "group", "--user", "ann")[0] == 0, "upper and lower case are the same"
    code, out, _ = kg("reextract", "--all")
    assert code == 0 and "2 reextracted" in out
    shown = graph(store)
    assert claim not in shown.nodes
    assert [node.label for node in shown.nodes.values() if node.properties.get("name") == "Igor Krasnov"] == ["Group"]
    assert kg("judge", "undo", "--user", "ann")[0] == 0
    assert kg("judge", "undo", "--user", "ann")[0] == 0
    assert claim in graph(store).nodes
    code, _, err = kg("judge", "undo", "--user", "ann")
    assert code == 2 and "no active judgement" in err


def test_a_decision_is_stored_though_the_graph_cannot_be_reached(
    kg: Kg, store: Path, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kg("ingest", reports)
    monkeypatch.setenv("KG_GRAPH", "neo4j://localhost:7687")
    monkeypatch.setenv("KG_GRAPH_PASSWORD_FILE", str(tmp_path / "nowhere"))
    code, _, err = kg("judge", "retype", "Igor Krasnov", "Group", "--user", "ann")
    assert code == 0 and "the decision is stored" in err and "cannot be read" in err
    with Archive.open(Settings(store=store)) as archive:
        assert [made.value for made in archive.judgements(9)] == ["Group"]


def test_the_published_graph_answers_and_a_failed_publication_follows_later(
    kg: Kg, store: Path, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_GRAPH", "embedded")
    store.mkdir()
    (store / "graph").write_text("in the way")
    code, _, err = kg("ingest", reports)
    assert code == 2 and "not published" in err
    (store / "graph").unlink()
    assert kg("ingest", reports)[0] == 0
    code, out, _ = kg("query", "-", "--format", "json", stdin="MATCH (c:Claim) RETURN count(c) AS claims")
    assert code == 0 and json.loads(out) == [{"claims": rows(store)["claims"]}]


def test_sources_that_are_due_are_read_once(kg: Kg, store: Path, reports: Path, tmp_path: Path) -> None:
    sources = tmp_path / "sources.toml"
    sources.write_text(f'[[source]]\nname = "reports"\nfolder = "{reports}"\nevery = "1h"\n')
    code, out, err = kg("ingest", "--due", "--sources", sources)
    assert code == 0 and "2 new" in out, err
    code, out, _ = kg("ingest", "--due", "--sources", sources)
    assert code == 0 and "Nothing is due" in out


def test_what_a_source_had_is_remembered_only_when_all_is_saved(store: Path) -> None:
    settings = Settings(store=store, graph="networkx")

    def stopped(run: Run) -> Iterator[Capture | Failure]:
        yield capture("https://example.org/1", POLICE)
        run.keeper.set_source_state("feed", {"etag": "1"})
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(stopped, settings, "test", lambda _step: None)
    with Archive.open(settings) as archive:
        assert archive.source_state("feed") == {}
        assert archive.runs()[0].status == "interrupted"


@pytest.mark.parametrize("arguments", [["status"], ["rebuild"], ["reextract"], ["judge", "undo"], ["judge", "same", "A", "B"]])
def test_without_a_store_there_is_one_sentence_and_none_is_made(kg: Kg, store: Path, arguments: list[str]) -> None:
    code, _, err = kg(*arguments)
    assert code == 2 and err.count("\n") == 1 and "no store" in err
    assert not store.exists()


@pytest.mark.parametrize("arguments", [["ingest"], ["ingest", "x", "--due"], ["ingest", "no-such-file"], ["judge", "dance"]])
def test_mistakes_end_with_status_two(kg: Kg, store: Path, arguments: list[str]) -> None:
    code, out, err = kg(*arguments)
    assert code == 2 and not out and err
    assert not store.exists(), "a mistake makes no store"


def test_a_graph_that_cannot_be_is_told_before_a_store_is_made(kg: Kg, store: Path, reports: Path) -> None:
    code, _, err = kg("ingest", reports, "--graph", "sqlite")
    assert code == 2 and "no graph backend" in err
    assert not store.exists()


def test_a_run_that_failed_says_why_and_an_empty_store_what_to_do(kg: Kg, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_run: Run) -> Iterator[Capture | Failure]:
        raise StoreError("The disk is full.")

    with pytest.raises(StoreError):
        ingest(broken, Settings(store=store, graph="networkx"), "ingest x", lambda _: None)
    monkeypatch.setenv("KG_GRAPH", "embedded")
    code, out, _ = kg("status")
    assert code == 0 and "stopped: The disk is full." in out
    assert "as in `kg ingest reports/`" in out
    assert "kg rebuild" not in out, "there is nothing to build"
    monkeypatch.chdir(store.parent)
    (store.parent / "police.txt").write_text(POLICE)
    kg("ingest", "police.txt", "--graph", "networkx")
    assert "Nothing is stored yet" not in kg("status")[1]


def test_a_text_in_another_language_is_kept_and_both_reports_say_so(
    kg: Kg, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(reports.parent)
    (reports / "fr.txt").write_text(FRENCH)
    (reports / "fr2.txt").write_text(FRENCH.replace("Paris", "Lyon") + " Les avocats ont demandé leur libération immédiate.")
    (reports / "es.txt").write_text("La policía detuvo el lunes a varios manifestantes en la capital, según los abogados de los detenidos.")
    code, out, _ = kg("ingest", "reports")
    assert code == 0 and "5 new" in out
    assert "1 kept but not analysed: its language is es: reports/es.txt\n" in out
    assert "2 kept but not analysed: their language is fr: reports/fr.txt, reports/fr2.txt\n" in out
    assert "not analysed" not in kg("ingest", "reports")[1], "the second run kept nothing"
    assert "Kept but not analysed, by language: fr 2, es 1" in kg("status")[1]
    assert json.loads(kg("status", "--format", "json")[1])["not_analysed"] == {"fr": 2, "es": 1}
