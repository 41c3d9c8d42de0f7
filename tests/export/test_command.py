"""`kg export` on a real store."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.archive import Archive, Origin
from kg.cli.main import app
from kg.errors import UserError
from kg.fetch.capture import capture_content
from kg.model import Claim, Document, Entity, Extraction, Mention, Span
from kg.settings import Settings

TEXT = "Police arrested Joshua Wong."


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with one article that says one thing."""
    extraction = Extraction(
        Document(id="a", text=TEXT, title="Wong held", published="2019-08-30", publisher="Wikinews"),
        (
            Mention("m1", 0, 6, "Police", "Organization", "nominal", "e1", 0.9),
            Mention("m2", 16, 27, "Joshua Wong", "Person", "name", "e2", 0.9),
        ),
        (Entity("e1", "Organization", "Police"), Entity("e2", "Person", "Joshua Wong")),
        (Claim("c1", "ARRESTED", "e1", "e2", Span(0, 28), confidence=0.9, subject_span=Span(0, 6), object_span=Span(16, 27)),),
    )
    with Archive.open(Settings(store=tmp_path / "store")) as archive:
        archive.save(capture_content("file:///a.txt", TEXT.encode(), "text/plain", "file"), extraction, Origin(None, "test"))
    return tmp_path / "store"


def test_every_format_is_written_by_suffix_and_says_how_much(store: Path, tmp_path: Path) -> None:
    for suffix in ("html", "graphml", "gexf", "json"):
        path = tmp_path / f"graph.{suffix}"
        result = CliRunner().invoke(app, ["export", "-o", str(path), "--store", str(store)], catch_exceptions=False)
        assert result.exit_code == 0 and "1 relationship between" in result.stderr and result.stdout == ""
        assert TEXT in path.read_text("utf-8")


def test_standard_output_and_a_part(store: Path) -> None:
    arguments = ["--format", "json", "-o", "-", "--entity", "joshua wong", "--store", str(store)]
    result = CliRunner().invoke(app, ["export", *arguments], catch_exceptions=False)
    assert {"ARRESTED", "FROM_ARTICLE"} <= {relationship["type"] for relationship in json.loads(result.stdout)["relationships"]}


def test_mistakes_are_sentences(store: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["export", "-o", str(tmp_path / "graph.txt"), "--store", str(store)])
    assert result.exit_code == 2 and "--format" in result.stderr
    path = tmp_path / "graph.json"
    path.write_text("mine")
    for arguments in (["-o", str(path)], ["-o", str(tmp_path / "x.json"), "--entity", "Nobody"]):
        with pytest.raises(UserError):
            CliRunner().invoke(app, ["export", *arguments, "--store", str(store)], catch_exceptions=False)
    assert path.read_text() == "mine"
