"""Ingest on one page: fetch -> skip what is known -> parse -> extract -> save, then publish the graph once.

Every article is one transaction: what was saved stays, whatever happens to the run. A graph that could not be published
follows with the next run, since it stands at an older token than the archive.
"""

import atexit
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from kg import media
from kg.archive import Archive, ArticleVersion, Origin
from kg.archive.lock import run_lock
from kg.errors import DocumentError, KgError, StoreError
from kg.extract import Extractor
from kg.graph.publish import publish
from kg.model import Capture, Document, Extraction, Failure
from kg.parse import read_capture
from kg.settings import Settings

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)
Source = Callable[["Run"], Iterable[Capture | Failure]]
"""What gives the captures of a run; it may keep its memory of sources through `Run.keeper`."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One thing is done: `outcome` is new, changed, unchanged, failed, skipped or reextracted."""

    address: str
    outcome: str
    counts: Counter[str]


@dataclass(slots=True)
class Summary:
    """How a run went."""

    run: int
    counts: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    graph: str = "unchanged"
    """`unchanged`, `updated`, `built`, or `failed`: then `graph_error` says why, and the next run publishes."""
    graph_error: str | None = None


class Keeper:
    """Remembers what a source had, but writes it only once all that it gave is saved: a killed run must visit it again."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._waiting: dict[str, dict[str, Any]] = {}

    def source_state(self, name: str) -> dict[str, Any]:
        """What is remembered of a source, empty at first."""
        return self._waiting.get(name) or self._archive.source_state(name)

    def set_source_state(self, name: str, state: dict[str, Any]) -> None:
        """Remember something else, from the next `flush` on."""
        self._waiting[name] = state

    def flush(self) -> None:
        """Write what waits."""
        for name, state in self._waiting.items():
            self._archive.set_source_state(name, state)
        self._waiting.clear()


class Run:
    """One run on an archive: what it met, put on record as it goes."""

    def __init__(self, archive: Archive, extractor: Extractor, command: str, on_progress: Callable[[Progress], None]) -> None:
        self.archive = archive
        self.extractor = extractor
        self.keeper = Keeper(archive)
        self.summary = Summary(archive.begin_run(command, extractor.version))
        self._on_progress = on_progress
        self._met = 0
        self._given: dict[str, str] = {}
        """Address -> hash of the record that stands for it in this run."""

    def note(self, address: str, outcome: str, reason: str | None = None) -> None:
        """Count an outcome; what has a reason goes on record here (what was saved is on record with its article)."""
        if reason is not None:
            self.archive.record_item(self.summary.run, self.number(), address, outcome, reason)
            self.summary.failures.append(Failure(address, reason, "skipped" if outcome == "skipped" else "failed"))
        self.summary.counts[outcome] += 1
        self._on_progress(Progress(address, outcome, self.summary.counts))

    def number(self) -> int:
        """The next number in the run's record."""
        self._met += 1
        return self._met

    def ingest(self, captures: Iterable[Capture | Failure]) -> None:
        """Save every article that is not known, in order."""
        waiting: deque[Capture] = deque()
        # Closed at once when a save is interrupted: what is read ahead must not be finished first.
        with closing(self.extractor.extract_many(self._documents(captures, waiting))) as found:
            for extraction in found:
                self._save(waiting.popleft(), extraction)
                if not waiting:
                    self.keeper.flush()
        self.keeper.flush()

    def reextract(self, versions: Iterable[ArticleVersion]) -> None:
        """Put the present extractor's findings in the place of older ones."""
        waiting: deque[ArticleVersion] = deque()
        with closing(self.extractor.extract_many(_texts(versions, waiting))) as found:
            for extraction in found:
                version = waiting.popleft()
                if extraction.error is not None:
                    self.note(version.address, "failed", extraction.error)
                    continue
                with undisturbed():
                    self.archive.replace_extraction(version.id, extraction, self.extractor.version)
                    self.note(version.address, "reextracted")

    def _documents(self, captures: Iterable[Capture | Failure], waiting: deque[Capture]) -> Iterator[Document]:
        for capture in captures:
            if isinstance(capture, Failure):
                # A server that says "not modified" gives no reason to report.
                self.note(capture.address, capture.kind, None if capture.kind == "unchanged" else capture.reason)
                continue
            if self._told_twice(capture):
                self.note(capture.address, "failed", "Another record of this run has the same id and another content; the first is kept.")
                continue
            try:
                document = self._unknown(capture)
            except DocumentError as error:
                self.note(capture.address, "failed", str(error))
                continue
            if document is None:
                self.note(capture.address, "unchanged")
                continue
            waiting.append(capture)
            yield document

    def _told_twice(self, capture: Capture) -> bool:
        """Whether a line or row has the id of another one: taken for versions, they would take each other's place in every run."""
        if capture.media_type not in (media.RECORD, media.ROW):
            return False
        return self._given.setdefault(capture.address, capture.sha256) != capture.sha256

    def _unknown(self, capture: Capture) -> Document | None:
        """The document to analyse; None where its bytes, or at least its text, are stored already."""
        if self.archive.known(capture.address, capture.sha256):
            return None
        document = read_capture(capture)
        return None if self.archive.recognise(capture, document) else document

    def _save(self, capture: Capture, extraction: Extraction) -> None:
        if extraction.error is not None:
            self.note(capture.address, "failed", extraction.error)
            return
        try:
            with undisturbed():
                origin = Origin(self.summary.run, self.extractor.version)
                self.note(capture.address, self.archive.save(capture, extraction, origin, self.number()))
        except DocumentError as error:
            self.note(capture.address, "failed", str(error))


def ingest(source: Source, settings: Settings, command: str, on_progress: Callable[[Progress], None]) -> Summary:
    """Read everything that a source gives into the store, and publish the graph.

    Raises:
        StoreError: another run is at work, or the store cannot be written; what was saved before stays.
    """
    return _run(settings, command, on_progress, lambda run: run.ingest(source(run)))


def reextract(settings: Settings, everything: bool, on_progress: Callable[[Progress], None]) -> Summary:
    """Analyse stored articles anew that another extractor has read (or all of them), and publish the graph."""

    def work(run: Run) -> None:
        run.reextract(run.archive.outdated(None if everything else run.extractor.version))

    return _run(settings, "reextract", on_progress, work)


def _run(settings: Settings, command: str, on_progress: Callable[[Progress], None], work: Callable[[Run], None]) -> Summary:
    _asked_to_stop.clear()
    with run_lock(settings), Archive.open(settings) as archive:
        run = Run(archive, Extractor(settings), command, on_progress)
        try:
            work(run)
        except BaseException as stop:
            status = "failed" if isinstance(stop, Exception) else "interrupted"
            # The reason of the end matters more than that it could not be put on record.
            with suppress(StoreError):
                if status == "failed":
                    reason = str(stop) if isinstance(stop, KgError) else f"Internal error: {type(stop).__name__}: {stop}"
                    archive.record_item(run.summary.run, run.number(), command, "failed", reason)
                archive.end_run(run.summary.run, status, dict(run.summary.counts))
            raise
        archive.end_run(run.summary.run, "done", dict(run.summary.counts))
        try:
            run.summary.graph = publish(archive, settings)
        except (KgError, OSError) as error:
            run.summary.graph, run.summary.graph_error = "failed", str(error)
        return run.summary


def _texts(versions: Iterable[ArticleVersion], waiting: deque[ArticleVersion]) -> Iterator[Document]:
    for version in versions:
        waiting.append(version)
        yield version.document


_asked_to_stop = Event()
"""Set by Ctrl-C or SIGTERM. The exception alone is not enough: raised inside a finalizer of some library, it is lost."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let a transaction end before Ctrl-C or SIGTERM ends the run; a request that was lost before is heard here."""
    try:
        before = {number: signal.signal(number, lambda _number, _frame: _asked_to_stop.set()) for number in STOP_SIGNALS}
    except ValueError:
        # Signals are the main thread's; elsewhere nothing can interrupt.
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if _asked_to_stop.is_set():
            raise KeyboardInterrupt


def stop_on_signals() -> None:
    """Make Ctrl-C and SIGTERM (systemd, `kill`) end a run cleanly."""

    def stop(_number: int, _frame: object) -> None:
        _asked_to_stop.set()
        raise KeyboardInterrupt

    for number in STOP_SIGNALS:
        signal.signal(number, stop)
    # While the program ends there is nothing left to stop: an exception there would only be shown.
    atexit.register(lambda: [signal.signal(number, signal.SIG_IGN) for number in STOP_SIGNALS])
