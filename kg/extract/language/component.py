"""The spaCy component `kg_language`: sentences, tags, lemmas, trees, names, mentions and word vectors from one network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract.language.annotate import annotate
from kg.extract.language.network import MODEL, LanguageNetwork, Piece, build_piece
from kg.extract.language.reading import Reading, read_batch
from kg.extract.language.windows import cut_windows, rough_starts
from kg.extract.language.words import shape_features

BATCH_PIECES = 2048  # wordpieces in one run of the encoder, padding included
POOL_WORDS = 40_000  # words gathered from several documents before their windows are sorted by length
NAME = "kg_language"


@dataclass(slots=True)
class Job:
    """A document on its way: its words' token numbers, line breaks before words, and what has been read so far."""

    doc: Doc
    tokens: list[int]
    words: list[str]
    breaks: list[bool]
    reading: Reading


@dataclass(slots=True)
class Slice:
    """One window of a job: words [start, end)."""

    job: Job
    start: int
    end: int
    piece: Piece


class LanguageComponent:
    """Reads documents in pools: windows of several documents, sorted by length, share the encoder's batches."""

    def __init__(self, folder: Path = MODEL, threads: int = 2) -> None:
        self.network = LanguageNetwork(folder, threads)

    def __call__(self, doc: Doc) -> Doc:
        """Reads one document."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 256) -> Iterator[Doc]:
        """Reads documents in order; at most `batch_size` of them, or POOL_WORDS words, are held at once."""
        docs = iter(stream)
        while pool := self._gather(docs, batch_size):
            self._read(pool)
            for job in pool:
                annotate(job.doc, job.tokens, job.words, job.reading, self.network)
                yield job.doc

    def _gather(self, docs: Iterator[Doc], limit: int) -> list[Job]:
        pool: list[Job] = []
        count = 0
        for doc in islice(docs, limit):
            job = start_job(doc, self.network)
            pool.append(job)
            count += len(job.words)
            if count >= POOL_WORDS:
                break
        return pool

    def _read(self, pool: list[Job]) -> None:
        """Runs all windows of the pool; those of a very long document in portions, so that memory stays bounded."""
        held: list[Slice] = []
        words = 0
        for job in pool:
            for window in cut_job(job, self.network):
                held.append(window)
                words += window.end - window.start
                if words >= POOL_WORDS:
                    self._run(held)
                    held, words = [], 0
        self._run(held)

    def _run(self, windows: list[Slice]) -> None:
        windows.sort(key=lambda w: len(w.piece.ids))
        batch: list[Slice] = []
        for window in windows:
            if batch and (len(batch) + 1) * len(window.piece.ids) > BATCH_PIECES:
                self._store(batch)
                batch = []
            batch.append(window)
        if batch:
            self._store(batch)

    def _store(self, batch: list[Slice]) -> None:
        breaks = [w.job.breaks[w.start : w.end] for w in batch]
        for window, found in zip(batch, read_batch(self.network, [w.piece for w in batch], breaks), strict=True):
            window.job.reading.add(window.start, window.end, found)


def start_job(doc: Doc, network: LanguageNetwork) -> Job:
    """The words of a document, without its white space."""
    wrapped = is_wrapped(doc.text)
    tokens, words, breaks = [], [], []
    broken = False
    for token in doc:
        text = token.text
        if token.is_space:
            broken = broken or text.count("\n") > (1 if wrapped else 0)
            continue
        tokens.append(token.i)
        words.append(text)
        breaks.append(broken)
        broken = False
    return Job(doc, tokens, words, breaks, Reading.empty(len(words), network.config["width"]))


def is_wrapped(text: str) -> bool:
    """Whether single line breaks only fold long lines: many lines go on in lower case."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()]
    if len(lines) < 4:
        return False
    folded = sum(line.lstrip()[0].islower() for line in lines[1:])
    return folded >= 0.3 * (len(lines) - 1)


def cut_job(job: Job, network: LanguageNetwork) -> Iterator[Slice]:
    """The job's windows."""
    pieces = network.wordpieces
    sizes = [len(pieces(word)) for word in job.words]
    starts = rough_starts(job.words, job.breaks)
    for start, end in cut_windows(sizes, starts, job.breaks):
        words = job.words[start:end]
        shapes = shape_features(words, job.breaks[start:end])
        yield Slice(job, start, end, build_piece([pieces(w) for w in words], shapes, pieces))


def register() -> None:
    """Makes the factory and the extensions known to spaCy; safe to call again."""
    if not Language.has_factory(NAME):

        @Language.factory(
            NAME,
            default_config={"model": None, "threads": 2},
            assigns=["doc.ents", "doc.sents", "doc.spans", "token.tag", "token.pos", "token.dep", "token.head", "token.lemma"],
        )
        def create(nlp: Language, name: str, model: str | None, threads: int) -> Any:
            return LanguageComponent(Path(model) if model else MODEL, threads)

    for owner, extension in ((Doc, "vectors"), (Doc, "name_scores"), (Span, "score")):
        if not owner.has_extension(extension):
            owner.set_extension(extension, default=None)
