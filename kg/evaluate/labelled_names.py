"""Sets of labelled names as they are published: two columns (CoNLL: WikiGold, CrossNER), the GMB extract, or JSON Lines."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kg.errors import UserError
from kg.model import Document

COLUMN_TYPES = {
    "politician": "Person", "person": "Person", "organisation": "Organization", "politicalparty": "Organization",
    "event": "Event", "election": "Event", "country": "Country", "location": "Place", "misc": "MISC",
    "PER": "Person", "ORG": "Organization", "LOC": "Place", "MISC": "MISC",
}  # fmt: skip
CLASSES: dict[str, tuple[str, ...]] = {
    "Person": ("Person", "PER", "PERSON", "per"),
    "Organization": ("Organization", "ORG", "ORGANIZATION", "org"),
    "Location": (
        "Country", "Place", "Location", "Facility", "LOC", "GPE", "FAC", "LOCATION", "CITY", "COUNTRY", "STATE_OR_PROVINCE", "geo",
    ),
    "Group": ("Group", "NORP", "NATIONALITY", "RELIGION", "IDEOLOGY", "gpe"),
}  # fmt: skip
"""Class -> the labels that data sets use for it."""
CLASS_OF = {label: name for name, labels in CLASSES.items() for label in labels}
IGNORE = "IGNORE"
HELD_SHARE = 5000 / 47959
"""Of the sentences of the GMB extract, those that are scored; the others may be learnt from."""
_GPE_ENDS = ("ian", "ians", "ese", "ish", "ch", "i", "is", "an", "ans")
_TITLE_WORDS = (
    "President President-elect Prime Minister Mr. Mrs. Ms. Dr. Mr Mrs Ms Dr Secretary Senator Sen. General Gen. Foreign Pope King Queen "
    "Prince Princess Vice Defense Interior Finance Justice Deputy Chancellor Ambassador Judge Colonel Col. Major Maj. Lieutenant Lt. "
    "Captain Capt. Sergeant Sgt. Governor Gov. Representative Rep. Congressman Congresswoman Chairman Spokesman Chief Director Premier "
    "Sheikh Ayatollah Archbishop Bishop Cardinal Reverend Rev. Imam Professor Prof. Sir Lord Lady Admiral Adm. Brigadier Commander Oil "
    "prime minister president Treasury Attorney Justice Speaker Mayor Assistant Envoy Former Cpl. Private Sheik St. Father "
    "Emperor Sultan Emir Crown Marshal Field Leader Press Trade Economy Opposition Economic Information Labor Health Home of State"
)
TITLES = frozenset(_TITLE_WORDS.split())

Tagged = list[tuple[str, str]]
"""(word, tag) of a sentence."""
WordSpan = tuple[int, int, str]
"""First word, word after the last, label."""
Named = tuple[int, int, str]
"""Start, end, class."""


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text with its names, and the spans where the labels have no counterpart: nothing is counted there."""

    document: Document
    names: frozenset[Named]
    ignored: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class NameSet:
    """Texts, and the classes that the set labels: only those are scored."""

    texts: tuple[NamedText, ...]
    classes: frozenset[str]


def read_names(path: Path, countries: Container[str] = (), peoples: Container[str] = (), limit: int | None = None) -> NameSet:
    """The first `limit` texts of a set, by its form: `.zip` the GMB extract (its held-out part), `.jsonl` rows, else two columns.

    Of the GMB extract, names of countries and peoples as printed tell its `gpe` apart. Raises UserError where a file is none.
    """
    try:
        if path.suffix == ".zip":
            held = ((n, rows) for n, rows in read_gmb_rows(path) if is_held([word for word, _ in rows]))
            cleaned = ((f"{n}", [w for w, _ in rows], clean_spans(rows, countries, peoples)) for n, rows in held)
            return _name_set(cleaned, set(CLASSES), limit)
        if path.suffix != ".jsonl":
            rows = enumerate(read_columns(path), 1)
            named = ((f"{n}", [w for w, _ in r], list(column_spans(r, countries, peoples))) for n, r in rows)
            return _name_set(named, set(CLASSES) - {"Group"}, limit)
    except (ValueError, KeyError, IndexError, StopIteration, zipfile.BadZipFile) as error:
        raise UserError(f"{path} holds no labelled names: {error!r}.") from None
    return NameSet(tuple(islice(_read_lines(path), limit)), frozenset(CLASSES))


def _read_lines(path: Path) -> Iterator[NamedText]:
    """Rows `{"id", "text", "entities": [[start, end, label], …]}`."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                named = frozenset((start, end, CLASS_OF[label]) for start, end, label in row["entities"] if label in CLASS_OF)
                yield NamedText(Document(str(row["id"]), row["text"], language="en"), named)
            except (ValueError, KeyError, TypeError) as error:
                raise UserError(f"Line {number} of {path} is no labelled text: {error}.") from None


def _name_set(sentences: Iterator[tuple[str, list[str], list[WordSpan]]], classes: set[str], limit: int | None) -> NameSet:
    return NameSet(tuple(_join(*sentence) for sentence in islice(sentences, limit)), frozenset(classes))


def _join(name: str, words: Sequence[str], spans: list[WordSpan]) -> NamedText:
    """A lone sentence, its words with a blank between them."""
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    placed = [(starts[a], starts[b] - 1, label) for a, b, label in spans]
    names = frozenset((a, b, CLASS_OF[label]) for a, b, label in placed if label in CLASS_OF)
    return NamedText(Document(name, " ".join(words), language="en"), names, frozenset((a, b) for a, b, label in placed if label == IGNORE))


def read_columns(path: Path) -> Iterator[Tagged]:
    """(word, tag) rows a sentence, of a two-column file."""
    rows: Tagged = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        cells = line.split()
        if len(cells) >= 2:
            rows.append((cells[0], cells[-1]))
        elif rows:
            yield rows
            rows = []


def column_spans(rows: Tagged, countries: Container[str], peoples: Container[str]) -> Iterator[WordSpan]:
    """Word spans of a BIO or IO sentence in our types, `IGNORE` where we have none."""
    for i, end, tag in _tag_runs(rows):
        text = " ".join(w for w, _ in rows[i:end])
        label = COLUMN_TYPES[tag]
        if label in ("Place", "Country"):
            label = place_type(text, countries)
        elif label == "MISC":
            label = "Group" if text in peoples else IGNORE
        yield i, end, label


def _tag_runs(rows: Tagged) -> Iterator[WordSpan]:
    i = 0
    while i < len(rows):
        tag, end = rows[i][1], i + 1
        while tag != "O" and end < len(rows) and rows[end][1] == "I-" + tag[2:]:
            end += 1
        if tag != "O":
            yield i, end, tag[2:]
        i = end


def read_gmb_rows(path: Path) -> Iterator[tuple[int, Tagged]]:
    """(sentence number, (word, tag) rows) of the extract's ner_dataset.zip."""
    with zipfile.ZipFile(path) as archive, archive.open("ner_dataset.csv") as raw:
        rows = csv.reader(io.TextIOWrapper(raw, "latin-1"))
        next(rows)
        number = 0
        sentence: Tagged = []
        for mark, word, _, tag in rows:
            if mark and sentence:
                yield number, sentence
                sentence = []
            if mark:
                number = int(mark.split()[-1])
            sentence.append((word, tag))
        yield number, sentence


def is_held(words: list[str]) -> bool:
    """Whether a sentence belongs to the held-out 5,000, by a hash of its words: repeated sentences stay together."""
    digest = hashlib.sha256(("gmb:" + " ".join(words)).encode()).hexdigest()
    return int(digest[:8], 16) / 2**32 < HELD_SHARE


def clean_spans(rows: Tagged, countries: Container[str], peoples: Container[str]) -> list[WordSpan]:
    """GMB's word spans in our types; `IGNORE` where its labels have no counterpart."""
    words = [w for w, _ in rows]
    spans = [_retype(words, start, end, tag, countries, peoples) for start, end, tag in _tag_runs(rows)]
    return [span for span in spans if span[0] < span[1]]


def _retype(words: list[str], start: int, end: int, tag: str, countries: Container[str], peoples: Container[str]) -> WordSpan:
    text = " ".join(words[start:end])
    if tag == "tim":
        return start, end, "Date"
    if tag in ("art", "nat"):
        return start, end, IGNORE
    if tag == "eve":
        return start, end, "Event" if end - start > 1 else IGNORE
    if text in peoples:
        return start, end, "Group"
    if tag == "per":
        return strip_titles(words, start, end), end, "Person"
    if place_type(text, countries) == "Country":
        return start, end, "Country"
    if text in ("U.N.", "UN", "EU"):
        return start, end, "Organization"
    if tag == "gpe":
        return start, end, "Group" if text.lower().endswith(_GPE_ENDS) else "Place"
    return start, end, "Place" if tag == "geo" or text in ("West Bank", "Gaza Strip") else "Organization"


def strip_titles(words: list[str], start: int, end: int) -> int:
    """The first word of the span that is no title before a person's name; `end` when all are."""
    while start < end and words[start] in TITLES:
        start += 1
    return start


def place_type(name: str, countries: Container[str]) -> str:
    """Country if the list has the name, else Place."""
    return "Country" if name.removeprefix("the ").removeprefix("The ") in countries else "Place"
