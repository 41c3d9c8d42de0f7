"""Many documents, in bounded memory: the pipeline runs over chunks, order is kept, one failure stops nothing."""

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import threadpool_limits

from kg import __version__
from kg.errors import DocumentError
from kg.extract.document import compose
from kg.extract.language import load_pipeline
from kg.model import Document, Extraction
from kg.ontology import load_ontology
from kg.settings import Settings

CHUNK_CHARACTERS = 60_000
"""Text analysed together: enough to fill the encoder's batches, and what bounds the memory and the wait after an interrupt."""
AHEAD = 2
"""Chunks that the encoder may be ahead of the claims: with one alone it waits for them on two cores."""
LONGEST = 4_000_000
"""Characters of one document; beyond it the parse alone would need gigabytes."""
READ_BY = ("kg.extract", "kg.gazetteer")
"""Packages whose files decide what an article is read as."""

_Chunk = list[tuple[Document, Extraction | None]]
"""Documents read together, each with the extraction that stands for it when it is not analysed."""


class Extractor:
    """Turns documents into extractions, `explained` with the reasons. The pipeline is loaded on first use and kept."""

    def __init__(self, settings: Settings, explained: bool = False) -> None:
        self._settings = settings
        self._explained = explained
        self._ontology = load_ontology()

    @cached_property
    def _nlp(self) -> Language:
        nlp = load_pipeline(self._settings.pipeline)
        nlp.max_length = LONGEST
        threadpool_limits(1, "blas")  # threads for numpy's small products would only take the cores from the encoder
        return nlp

    @cached_property
    def version(self) -> str:
        """Changes whenever the extractor's code, its ontology, its models or the gazetteer do."""
        digest = sha256(f"{self._settings.pipeline} {self._ontology.version}".encode())
        for package in READ_BY:
            for name, content in sorted(_sources(files(package), package)):
                digest.update(name.encode() + content)
        return f"{__version__}+{digest.hexdigest()[:12]}"

    def extract(self, document: Document) -> Extraction:
        """What one document says. Raises DocumentError when it cannot be analysed."""
        result = next(self.extract_many([document]))
        if result.error is not None:
            raise DocumentError(result.error)
        return result

    def extract_many(self, documents: Iterable[Document]) -> Generator[Extraction, None, None]:
        """One extraction a document, in the order given; a failed one carries `error`. Reads ahead by `AHEAD` chunks at most.

        Closing the generator waits for the chunk that is being read, and for none behind it.
        """
        # The encoder runs outside the interpreter's lock: while it reads on, the claims of the chunks before are found.
        reader = ThreadPoolExecutor(1)
        waiting: deque[tuple[_Chunk, Future[list[Doc | Exception]]]] = deque()
        try:
            for chunk in map(self._check, _cut(documents)):
                waiting.append((chunk, reader.submit(self._parse, [document.text for document, reason in chunk if reason is None])))
                if len(waiting) > AHEAD:
                    yield from self._compose_chunk(*waiting.popleft())
            while waiting:
                yield from self._compose_chunk(*waiting.popleft())
        finally:
            reader.shutdown(cancel_futures=True)

    def _check(self, documents: list[Document]) -> _Chunk:
        return [(document, self._why_not(document)) for document in documents]

    def _compose_chunk(self, chunk: _Chunk, parsed: Future[list[Doc | Exception]]) -> Iterator[Extraction]:
        docs = iter(parsed.result())
        for document, reason in chunk:
            yield reason or self._compose(document, next(docs))

    def _why_not(self, document: Document) -> Extraction | None:
        """The extraction of a document that is not analysed at all, None for one that is."""
        language = self._nlp.lang
        if document.language is not None and document.language != language:
            return Extraction(document, note=f"not analysed: its language is {document.language}, the pipeline's is {language}")
        if len(document.text) > LONGEST:
            reason = f"the text has {len(document.text):,} characters, more than the {LONGEST:,} that can be analysed"
            return Extraction(document, error=reason)
        if not document.text.strip():
            return Extraction(document, note="not analysed: the text is empty")
        return None

    def _parse(self, texts: list[str]) -> list[Doc | Exception]:
        """Parsed texts in order. When a batch fails, its texts are tried one by one, so that only the culprit is lost."""
        try:
            return list(self._nlp.pipe(texts))
        except Exception:
            return [self._parse_alone(text) for text in texts]

    def _parse_alone(self, text: str) -> Doc | Exception:
        try:
            return self._nlp(text)
        except Exception as error:
            return error

    def _compose(self, document: Document, parsed: Doc | Exception) -> Extraction:
        # Whatever one text does to the analysis, the others must go on: the reason is reported, never dropped.
        if isinstance(parsed, Exception):
            return Extraction(document, error=f"the analysis failed ({type(parsed).__name__}: {parsed})")
        try:
            return compose(parsed, document, self._ontology, self._explained)
        except Exception as error:
            return Extraction(document, error=f"the analysis failed ({type(error).__name__}: {error})")


def _cut(documents: Iterable[Document]) -> Iterator[list[Document]]:
    chunk: list[Document] = []
    size = 0
    for document in documents:
        chunk.append(document)
        size += len(document.text)
        if size >= CHUNK_CHARACTERS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _sources(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    """Name and content of every file of the extractor that is not compiled Python."""
    for entry in folder.iterdir():
        name = f"{prefix}/{entry.name}"
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _sources(entry, name)
        elif not name.endswith(".pyc"):
            yield name, entry.read_bytes()
