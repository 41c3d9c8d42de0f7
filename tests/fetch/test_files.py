"""Files, folders, tables and lines: all of it, in order, each with exact bytes - and nothing left out in silence."""

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from kg.errors import DocumentError, UserError
from kg.fetch import captures
from kg.model import Capture, Failure
from kg.parse import read_capture
from kg.settings import Settings


def found(*what: Path | str, **settings: int) -> list[Capture | Failure]:
    return list(captures([str(name) for name in what], Settings(**settings)))  # type: ignore[arg-type]


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/c.html", ".hidden/x.txt", ".x.txt", "table.xlsx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Ten people were held.")
    (tmp_path / "circle").symlink_to(tmp_path)
    *files, link, last = found(tmp_path)
    assert [capture.address.rsplit("/", 1)[1] for capture in files] == ["c.html", "z.txt", "b.txt"]
    assert isinstance(link, Failure) and (link.kind, link.address) == ("skipped", str(tmp_path / "circle"))
    assert isinstance(last, Failure) and last.kind == "skipped" and ".xlsx" in last.reason


def test_names_and_links_that_no_text_can_hold_are_reported_like_others(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.xls")).touch()  # a name from a disk of before UTF-8
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    odd, loop = found(tmp_path)
    assert isinstance(odd, Failure) and odd.address.endswith("caf\ufffd.xls")
    assert isinstance(loop, Failure) and loop.kind == "failed" and "link" in loop.reason


def test_a_list_or_a_folder_that_cannot_be_read_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pages.urls").symlink_to("/proc/self/mem")  # the system refuses to read its beginning, whoever asks
    (failure,) = found(tmp_path / "pages.urls")
    assert isinstance(failure, Failure) and failure.reason.startswith("It cannot be read")
    locked = tmp_path / "locked"
    locked.mkdir()
    plain = os.scandir

    def closed(path: str) -> Any:
        # Permissions do not stop whoever runs the tests as root.
        if Path(path) == locked:
            raise PermissionError(13, "Permission denied", path)
        return plain(path)

    monkeypatch.setattr(os, "scandir", closed)
    *_others, failure = found(tmp_path)
    assert isinstance(failure, Failure) and (failure.kind, failure.address) == ("failed", str(locked))


def test_a_missing_file_is_the_users_mistake_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"nowhere\.txt"):
        captures([str(tmp_path), "nowhere.txt"], Settings())


def test_unreadable_and_too_large_files_are_reported(tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_text("x" * 2000)
    (tmp_path / "link.txt").symlink_to(tmp_path / "nothing")
    large, link = found(tmp_path, max_bytes=1000)
    assert isinstance(large, Failure) and "KG_MAX_BYTES" in large.reason
    assert isinstance(link, Failure) and "regular file" in link.reason


def test_a_file_without_suffix_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "report"
    path.write_bytes(b"<!DOCTYPE html><p>Ten people were held.")
    (capture,) = found(path)
    assert isinstance(capture, Capture) and capture.media_type == "text/html"


def test_lines_keep_their_bytes_and_bad_lines_do_not_stop_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = json.dumps({"id": "x y/1", "text": "Ten held."}).encode() + b"\n"
    bad = b"nonsense\n\n[1]\n" + b'{"text": "no id"}\n' + b"x" * 300 + b'\n{"id": true, "text": "x"}\n'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(good + bad + good.replace(b"x y", b"z"))))
    first, *failures, last = found("-", max_bytes=200)
    assert isinstance(first, Capture) and (first.address, first.method, first.content) == ("stdin:x y/1", "stdin", good)
    assert [str(failure.address) for failure in failures] == [f"stdin:line-{number}" for number in (2, 4, 5, 6, 7)]
    assert isinstance(last, Capture) and read_capture(last).id == "z/1"


def test_rows_of_a_table_are_captures_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    row = 'https://a.example/1;2019-01-04;"One ""held""";"First; line\r\n\r\n Second "\r\n'
    path.write_bytes(f"\ufeffurl;date;title;text\r\n{row};;No address;Ten held\r\n".encode())
    first, second = found(path)
    assert isinstance(first, Capture) and isinstance(second, Capture)
    document = read_capture(first)
    assert (document.text, document.title) == ("First; line\r\n\r\n Second ", 'One "held"')
    assert (document.id, document.url, document.published) == ("https://a.example/1", "https://a.example/1", "2019-01-04")
    assert first.content in path.read_bytes().removeprefix("\ufeff".encode())
    assert (read_capture(second).id, second.address) == ("row-2", f"{path.as_uri()}#row-2")


def test_a_row_is_read_by_its_columns_names_in_any_case_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    path.write_text("ID, Text,Title\n1,Ten were held.,Held,\n2,Ten were held, in Minsk, on Monday.\n")
    first, second = found(path)
    assert isinstance(first, Capture) and isinstance(second, Capture)
    document = read_capture(first)
    assert (document.id, document.text, document.title) == ("1", "Ten were held.", "Held")
    with pytest.raises(DocumentError, match="more cells"):
        read_capture(second)


def test_a_table_without_text_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text("a,b\n1,2\n")
    (failure,) = found(path)
    assert isinstance(failure, Failure) and '"text"' in failure.reason
    path.write_text("")
    (failure,) = found(path)
    assert isinstance(failure, Failure)


def test_a_list_of_addresses_is_fetched_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "pages.urls"
    path.write_text("# pages to read\n\nhttp://127.0.0.1:9/a\nftp://example.org/b\n")
    first, second = found(path)
    assert isinstance(first, Failure) and "private" in first.reason
    assert isinstance(second, Failure) and "no http" in second.reason
