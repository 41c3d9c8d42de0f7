"""`kg extract` as other programs call it."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from kg.cli.main import app

TEXT = "Police arrested Ana Ruiz in Lima on Monday."


def run(*args: str, given: str = "") -> Result:
    return CliRunner().invoke(app, ["extract", *args], input=given)


def test_json_lines_in_and_out_keep_order_and_report_failures() -> None:
    given = "\n".join([json.dumps({"id": "b", "text": TEXT, "published": "2024-03-06"}), "{broken", json.dumps({"id": "a", "text": TEXT})])
    result = run("-", given=given)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 3
    assert [row.get("id") or row["document"]["id"] for row in rows] == ["b", "line-2", "a"]
    assert set(rows[1]) == {"id", "error"}
    assert rows[0]["document"]["text"] == TEXT
    assert any(claim["predicate"] == "ARRESTED" for claim in rows[0]["claims"])


def test_a_files_id_is_its_name(tmp_path: Path) -> None:
    path = tmp_path / "report one.txt"
    path.write_text(TEXT, encoding="utf-8")
    result = run(str(path))
    assert result.exit_code == 0
    assert json.loads(result.stdout)["document"]["id"] == "report one"


def test_what_fails_or_is_skipped_is_named_as_its_result_would_be(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    (tmp_path / "lines.jsonl").write_text("nonsense\n")
    (tmp_path / "music.mp3").touch()
    result = run(str(tmp_path))
    assert result.exit_code == 3
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["broken", "gone", "line-1"]
    assert "music.mp3" in result.stderr


def test_an_address_is_refused() -> None:
    result = run("https://example.org/a.html")
    assert result.exit_code == 2
    assert "fetches nothing" in result.stderr
