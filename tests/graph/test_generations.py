"""Generations as files: what is published, what damage is found, what is swept."""

import json
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.graph.embedded import generations


def publish(folder: Path, token: int) -> generations.Generation:
    with generations.writing(folder):
        path = generations.begin(folder, None)
        path.mkdir()
        (path / "data").write_text("x" * token)
        return generations.publish(folder, path, token)


def test_the_pointer_moves_and_the_previous_generation_stays(tmp_path: Path) -> None:
    assert generations.current(tmp_path) is None
    for token in (5, 6, 7):
        published = publish(tmp_path, token)
        assert generations.current(tmp_path) == published
    assert [published.number, published.token] == [3, 7]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "g2", "g3", "lock"]


def test_a_copy_begins_where_the_last_one_ended(tmp_path: Path) -> None:
    base = publish(tmp_path, 5)
    with generations.writing(tmp_path):
        path = generations.begin(tmp_path, base)
        assert (path / "data").read_text() == "xxxxx"
        assert not (path / generations.MANIFEST).exists()
        generations.publish(tmp_path, path, 6)
    assert (base.path / generations.MANIFEST).exists(), "a closed generation is never touched"


def test_what_a_killed_run_left_is_cleared_and_never_read(tmp_path: Path) -> None:
    base = publish(tmp_path, 5)
    (tmp_path / "g9.tmp").mkdir()
    (tmp_path / "g4").mkdir()
    assert generations.current(tmp_path) == base
    assert publish(tmp_path, 6).number == 5
    assert not (tmp_path / "g9.tmp").exists()


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("current", "../../elsewhere"), ("current", ""), ("current", "g77"), ("g1/data", "cut"), ("g1/data", None),
        ("g1/" + generations.MANIFEST, "[]"), ("g1/" + generations.MANIFEST, None),
        ("g1/" + generations.MANIFEST, json.dumps({"format": 0, "token": 5, "files": {}})),
    ],
)
def test_damage_is_one_sentence_with_the_remedy(tmp_path: Path, file: str, content: str | None) -> None:
    publish(tmp_path, 5)
    if content is None:
        (tmp_path / file).unlink()
    else:
        (tmp_path / file).write_text(content)
    with pytest.raises(StoreError, match=r"run `kg rebuild`\.$"):
        generations.current(tmp_path)


def test_one_writes_at_a_time(tmp_path: Path) -> None:
    with generations.writing(tmp_path), pytest.raises(StoreError, match="Another run"):
        publish(tmp_path, 5)
    publish(tmp_path, 5)
