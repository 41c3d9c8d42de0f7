"""The sources file says what is wrong with it in one sentence, and when each source is due."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kg.errors import UserError
from kg.schedule import due, load, next_due

ROOT = Path(__file__).parents[2]


def written(folder: Path, *sources: str, head: str = "") -> Path:
    path = folder / "sources.toml"
    path.write_text(head + "".join(f"[[source]]\n{source}\n" for source in sources))
    return path


def test_the_file_that_comes_with_kg_is_right() -> None:
    sources = load(ROOT / "data" / "sources.toml")
    enabled = [source for source in sources.source if source.enabled]
    assert [source.folder for source in enabled] == [ROOT / "data" / "sample"]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('name = "a"\nfeed = "https://a.example/"', "source 'a': it needs either every or cron"),
        ('name = "a"\nevery = "1h"', "source 'a': it needs exactly one of feed, pages and folder"),
        ('name = "a"\nfeed = "ftp://a.example/"\nevery = "1h"', "source 'a', feed: 'ftp://a.example/' is no http(s) address"),
        ('name = "a"\nfolder = "x"\nevery = "often"', "source 'a', every: an interval is written"),
        ('name = "a"\nfolder = "x"\ncron = "0 6 * *"', "source 'a', cron: a cron expression has five fields"),
        ('name = "a"\nfolder = "x"\ncron = "0 25 * * *"', "source 'a', cron: "),
        ('name = "a"\nfolder = "x"\ncron = "0 6 * * 8"', "source 'a', cron: '8' is no weekday"),
        ('name = "a"\nfolder = "x"\nevery = "1h"\nfeeds = "y"', "source 'a', feeds: extra inputs"),
        ('folder = "x"\nevery = "1h"', "source number 1, name: field required"),
        ('name = "a"\nfolder = "x"\nevery = "1h"\n[[source]]\nname = "a"\nfolder = "y"\nevery = "1h"', "the name 'a' is used twice"),
        ("name = ", "cannot be read"),
    ],
)
def test_a_mistake_is_one_sentence_with_source_and_field(tmp_path: Path, source: str, words: str) -> None:
    path = written(tmp_path, source)
    with pytest.raises(UserError) as raised:
        load(path)
    assert words in str(raised.value) and str(raised.value).startswith(str(path)) and "\n" not in str(raised.value)


def test_a_missing_file_and_an_unknown_timezone_are_mistakes(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no sources file"):
        load(tmp_path / "none.toml")
    path = written(tmp_path, head='timezone = "Mars/Olympus"\n')
    with pytest.raises(UserError, match="timezone"):
        load(path)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("when", "last", "expected"),
    [
        ('every = "6h"', "2026-03-02T10:00", "2026-03-02T16:00"),
        ('cron = "0 6 * * *"', "2026-03-02T10:00", "2026-03-03T05:00"),
        ('cron = "0 6 * * *"', "2026-03-02T05:00", "2026-03-03T05:00"),
        ('cron = "0 6 * * 0"', "2026-03-02T10:00", "2026-03-08T05:00"),
        ('cron = "0 6 * * 7"', "2026-03-02T10:00", "2026-03-08T05:00"),
        ('cron = "0 6 * * 1-5"', "2026-03-06T10:00", "2026-03-09T05:00"),
        ('cron = "0 6 * * 0-1"', "2026-03-06T10:00", "2026-03-08T05:00"),
        ('cron = "0 6 * * 0-0"', "2026-03-02T10:00", "2026-03-08T05:00"),
        ('cron = "0 6 * * */2"', "2026-03-08T10:00", "2026-03-10T05:00"),
        ('cron = "0 6 * * MON-FRI/2"', "2026-03-09T10:00", "2026-03-11T05:00"),
        ('cron = "0 6 * * sat-mon"', "2026-03-09T10:00", "2026-03-14T05:00"),
        ('cron = "30 2 * * *"', "2026-10-25T01:30", "2026-10-26T01:30"),
        ('cron = "*/15 * * * *"', "2026-03-02T10:01", "2026-03-02T10:15"),
        ('cron = "0 6 * * *"', "2026-03-28T10:00", "2026-03-29T04:00"),
    ],
)
def test_next_due_in_the_files_timezone_with_sunday_as_zero(tmp_path: Path, when: str, last: str, expected: str) -> None:
    sources = load(written(tmp_path, f'name = "a"\nfolder = "x"\n{when}', head='timezone = "Europe/Berlin"\n'))
    assert next_due(sources.source[0], {"last_run": moment(last).isoformat()}, sources.timezone) == moment(expected)


def test_due_is_what_was_never_visited_or_whose_time_has_come(tmp_path: Path) -> None:
    names = ("new", "old", "fresh", "off")
    sources = load(
        written(tmp_path, *(f'name = "{name}"\nfolder = "x"\nevery = "1h"\nenabled = {str(name != "off").lower()}' for name in names))
    )
    states = {"old": {"last_run": moment("2026-03-02T08:00").isoformat()}, "fresh": {"last_run": moment("2026-03-02T09:30").isoformat()}}
    assert [source.name for source in due(sources, states, moment("2026-03-02T10:00"))] == ["new", "old"]
