"""The archive: opened once, used from any thread; every method is one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, Self

from sqlalchemy import Connection, select

from kg.archive import judge, read, runs, search, write
from kg.archive.connect import open_engine, writing
from kg.archive.ids import article_id
from kg.archive.judge import Author
from kg.archive.runs import Reading, Run
from kg.archive.schema import articles
from kg.archive.search import EntityHit, Hit
from kg.archive.stored import ArticleVersion, Judgement, StoredClaim, StoredEntity, StoredMention, Totals, Unanalysed
from kg.archive.write import Origin, Outcome
from kg.errors import NotFound
from kg.model import Capture, Document, Extraction
from kg.settings import Settings


class Archive:
    """Everything that must not be lost. Reads see one moment; a write is done whole or not at all."""

    def __init__(self, url: str) -> None:
        """Open the database at a SQLAlchemy URL, making or migrating it; raises StoreError."""
        self._engine = open_engine(url)

    @classmethod
    def open(cls, settings: Settings, create: bool = True) -> Self:
        """The archive of these settings; with `create` False raises NotFound where there is none yet."""
        if not create and settings.archive is None and not (settings.store / "archive.db").exists():
            raise NotFound(f"There is no store at {settings.store} yet; `kg ingest` makes one.")
        return cls(settings.archive_url)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """For `with`: closed at its end."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close."""
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment of the archive; for reads that span several questions."""
        with self._engine.connect() as connection, connection.begin():
            yield connection

    # ingest

    def known(self, address: str, sha256: str) -> bool:
        """Whether these very bytes were the last seen at this address: then there is nothing to do."""
        with self.reading() as connection:
            seen = connection.execute(select(articles.c.seen_sha256).where(articles.c.id == article_id(address))).scalar()
        return seen == sha256

    def recognise(self, capture: Capture, document: Document) -> bool:
        """Whether other bytes hold the text that is stored already: then there is nothing to analyse. Remembers the bytes.

        Raises:
            DocumentError: the text cannot be stored.
        """
        with writing(self._engine) as connection:
            return write.recognise(connection, capture, document)

    def save(self, capture: Capture, extraction: Extraction, origin: Origin, n: int = 0) -> Outcome:
        """Store an article with all that was found in it, and its line `n` in the run's record, in one transaction.

        Raises:
            DocumentError: its text cannot be stored.
            StoreError: the archive cannot be written now.
        """
        with writing(self._engine) as connection:
            outcome = write.save(connection, capture, extraction, origin)
            if origin.run_id is not None and outcome != "unchanged":
                runs.record_item(connection, origin.run_id, n, capture.address, outcome)
            return outcome

    def replace_extraction(self, article: str, extraction: Extraction, extractor: str) -> None:
        """Put another extraction of an article's current text in the place of the stored one; ids and judgements stay."""
        with writing(self._engine) as connection:
            write.replace_extraction(connection, read.current_version(connection, article), extraction, extractor)

    def outdated(self, extractor: str | None) -> Iterator[ArticleVersion]:
        """Current versions that another extractor than this one has read; all of them with None."""
        with self.reading() as connection:
            ids = read.outdated(connection, extractor)
        for found in ids:
            yield self.article(found)

    # runs and sources

    def begin_run(self, command: str, extractor: str) -> int:
        """Put a run on record; earlier ones that never ended are marked as interrupted."""
        with writing(self._engine) as connection:
            return runs.begin(connection, command, extractor)

    def record_item(self, run_id: int, n: int, address: str, outcome: str, reason: str | None = None) -> None:
        """Put one thing of a run on record, by default what failed or was skipped."""
        with writing(self._engine) as connection:
            runs.record_item(connection, run_id, n, address, outcome, reason)

    def end_run(self, run_id: int, status: str, counts: dict[str, int]) -> None:
        """Close a run's record."""
        with writing(self._engine) as connection:
            runs.end(connection, run_id, status, counts)

    def runs(self, limit: int = 20) -> list[Run]:
        """The last runs, newest first, with what failed in them."""
        with self.reading() as connection:
            return runs.last(connection, limit)

    def readings(self, run_id: int, limit: int = 1000) -> list[Reading]:
        """The articles that a run brought or found changed; empty for a run that is not on record."""
        with self.reading() as connection:
            return runs.readings(connection, run_id, limit)

    def source_state(self, name: str) -> dict[str, Any]:
        """What is remembered of a source between runs; empty at first."""
        with self.reading() as connection:
            return runs.source_state(connection, name)

    def set_source_state(self, name: str, state: dict[str, Any]) -> None:
        """Remember a small JSON object for a source, in the place of the one before."""
        with writing(self._engine) as connection:
            runs.set_source_state(connection, name, state)

    def source_states(self) -> dict[str, dict[str, Any]]:
        """What is remembered of all sources, by name."""
        with self.reading() as connection:
            return runs.source_states(connection)

    # judgements

    def judge(self, kind: Literal["same", "different"], left: str, right: str, author: Author) -> Judgement:
        """Say that two entities (ids, or unique names) are one, or two; raises NotFound or UserError."""
        with writing(self._engine) as connection:
            return judge.judge_pair(connection, left, right, kind, author)

    def judge_wrong(self, claim: str, author: Author) -> Judgement:
        """Say that a claim is not what the text says; raises NotFound."""
        with writing(self._engine) as connection:
            return judge.judge_wrong(connection, claim, author)

    def retype(self, target: str, value: str, predicates: frozenset[str], author: Author) -> Judgement:
        """Give an entity another type, or a claim another predicate of `predicates`; raises NotFound or UserError."""
        with writing(self._engine) as connection:
            return judge.retype(connection, target, value, predicates, author)

    def undo(self, judgement: int | None, user: str) -> Judgement:
        """Take back a judgement, by default the user's last; raises NotFound."""
        with writing(self._engine) as connection:
            return judge.undo(connection, judgement, user)

    def judgements(self, limit: int = 100, with_automatic: bool = False) -> list[Judgement]:
        """Judgements of persons (and of kg where asked for), newest first."""
        with self.reading() as connection:
            return judge.list_judgements(connection, limit, with_automatic)

    def find_record(self, argument: str) -> str:
        """The entity (or member of one) that a person means by an id or a unique name; raises NotFound or UserError."""
        with self.reading() as connection:
            return judge.find_record(connection, argument)

    # reading

    def search(self, words: str, limit: int = 20, offset: int = 0) -> list[Hit]:
        """Articles that hold all the words, best first."""
        with self.reading() as connection:
            return search.find_articles(connection, words, limit, offset)

    def find_entities(self, words: str, limit: int = 20, types: tuple[str, ...] = ()) -> list[EntityHit]:
        """Entities whose names hold all the words (beginnings of words do), the most spoken of first."""
        with self.reading() as connection:
            return search.find_entities(connection, words, limit, types)

    def article(self, article: str, version: int | None = None) -> ArticleVersion:
        """An article's current version, or an older one; raises NotFound."""
        with self.reading() as connection:
            return read.article(connection, article, version)

    def capture(self, capture: int) -> Capture:
        """A stored capture with its bytes; raises NotFound."""
        with self.reading() as connection:
            return read.capture(connection, capture)

    def claims(self, ids: list[str]) -> list[StoredClaim]:
        """Claims with their evidence, in the order of the ids, live or not; raises NotFound for an unknown one."""
        with self.reading() as connection:
            return read.claims_by_id(connection, ids)

    def claims_of_article(self, article: str, version: int | None = None) -> list[StoredClaim]:
        """All claims of a version (default: the current one), in text order; those judged wrong too."""
        with self.reading() as connection:
            return read.claims_of_article(connection, article, version)

    def mentions_of_article(self, article: str, version: int | None = None) -> list[StoredMention]:
        """The mentions of a version, in text order."""
        with self.reading() as connection:
            return read.mentions_of_article(connection, article, version)

    def entity(self, entity: str) -> StoredEntity:
        """An entity with its members, by its id or that of a member; raises NotFound."""
        with self.reading() as connection:
            return read.entity(connection, entity)

    def unanalysed(self, run_id: int | None = None) -> list[Unanalysed]:
        """Articles that are kept but were not analysed (their language is not the pipeline's), of one run or of all."""
        with self.reading() as connection:
            return read.unanalysed(connection, run_id)

    def totals(self) -> Totals:
        """What is in the graph, by label of entity and by predicate, most frequent first."""
        with self.reading() as connection:
            return read.totals(connection)

    def counts(self) -> dict[str, int]:
        """How much is stored, by kind of thing."""
        with self.reading() as connection:
            return read.counts(connection)
