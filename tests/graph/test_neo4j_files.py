"""Where the files for an offline import go, and what `--force` may delete."""

from pathlib import Path

import pytest

from kg.errors import UserError
from kg.graph.neo4j.files import write_import
from kg.graph.rows import GraphRows
from tests.graph.sample import EDGES, NODES


def rows() -> GraphRows:
    return GraphRows(7, iter(NODES), iter(EDGES))


def test_an_earlier_import_is_replaced_on_express_wish_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "import"
    write_import(rows(), folder)
    names = {path.name for path in folder.iterdir()}
    assert {"import.args", "Person.csv", "KgImport-header.csv"} <= names
    (folder / "Old.csv").touch()
    with pytest.raises(UserError, match="--force replaces it"):
        write_import(rows(), folder)
    monkeypatch.chdir(folder)
    write_import(rows(), Path(), replace=True)
    assert {path.name for path in folder.iterdir()} == names
    assert [path.name for path in tmp_path.iterdir()] == ["import"]


def test_what_is_no_import_is_never_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    monkeypatch.chdir(tmp_path)
    for wish in (tmp_path, Path(), Path("/"), tmp_path / "thesis.txt"):
        with pytest.raises(UserError, match="no folder of an earlier import"):
            write_import(rows(), wish, replace=True)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    (tmp_path / "empty").mkdir()
    write_import(rows(), tmp_path / "empty", replace=True)
    assert (tmp_path / "empty" / "import.args").exists()
