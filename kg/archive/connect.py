"""Opening the archive's database: settings of SQLite, migrations, and database errors as sentences."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, exc, inspect, text

from kg.errors import StoreError

HEAD = "0001"
"""The schema this program reads and writes: the last revision in `migrations/versions`."""

APPLICATION_ID = 0x6B672E61
"""`kg.a` in the header of the SQLite file: how ours is told from any other database."""

BUSY_SECONDS = 30.0
"""How long a write waits for another process; an article's transaction takes milliseconds."""

_SENTENCES = (
    ("locked", "The archive is in use by another program; try again when that is done."),
    ("disk is full", "The disk is full; everything stored before is safe."),
    ("disk i/o error", "The disk cannot be read or written (an I/O error); everything stored before is as the disk kept it."),
    ("readonly", "The archive is read-only: check who may write in its folder."),
    ("unable to open", "The archive cannot be opened: check that its folder exists and may be read and written."),
    ("not a database", "The archive's file is not a database; move it away or name another store."),
    ("malformed", "The archive's file is damaged; restore it from a copy."),
)


def open_engine(url: str) -> Engine:
    """An engine on a database of the present schema, migrated if it was older or empty.

    Raises:
        StoreError: it cannot be reached, is not ours, is damaged, or was written by a newer program.
    """
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+pg8000://", 1)
    try:
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS} if url.startswith("sqlite") else {})
    except ModuleNotFoundError as error:
        raise StoreError(f"The archive needs the driver {error.name}, which is not installed: pip install 'kg[postgres]'.") from error
    except (exc.ArgumentError, exc.NoSuchModuleError, ImportError, ValueError) as error:
        raise StoreError(f"The archive's address is not one that can be used: {error}.") from error
    if engine.dialect.name == "sqlite":
        _prepare_folder(engine.url.database)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "handle_error", _translate)
    try:
        _bring_up_to_date(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction: all of it or nothing, even when the process is killed."""
    with engine.connect().execution_options(kg_write=True) as connection, connection.begin():
        yield connection


def _prepare_folder(database: str | None) -> None:
    if database and database != ":memory:":
        try:
            Path(database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"The store's folder cannot be made: {error.strerror or error}.") from error


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # Transactions are begun by us (see _begin_sqlite): the driver's own start too late for consistent reads.
    connection.isolation_level = None
    cursor = connection.cursor()
    # FULL: an article reported as stored is there after a power cut too; extraction costs a hundred times the sync.
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: a read that turns into a write later cannot wait for another writer in WAL mode.
    write = connection.get_execution_options().get("kg_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _translate(context: ExceptionContext) -> None:
    # A broken constraint or wrong SQL is a mistake of ours, and no state of the store.
    if isinstance(context.sqlalchemy_exception, exc.IntegrityError | exc.DataError):
        return
    if isinstance(context.sqlalchemy_exception, exc.ProgrammingError) and context.connection is not None:
        return
    raise StoreError(sentence(context.original_exception)) from context.original_exception


def sentence(error: BaseException) -> str:
    """What a database error means to a person."""
    message = str(error)
    for sign, meaning in _SENTENCES:
        if sign in message.lower():
            return meaning
    return f"The archive cannot be used: {message.splitlines()[0] if message else type(error).__name__}."


def _bring_up_to_date(engine: Engine) -> None:
    with engine.connect() as connection:
        if _revision(connection) == HEAD:
            return
    with writing(engine) as connection:
        # Another process may have done it between the look and the lock.
        if _revision(connection) != HEAD:
            _migrate(connection)


def _revision(connection: Connection) -> str | None:
    """The schema's revision; None when the database is empty."""
    if connection.dialect.name == "sqlite":
        marked = connection.exec_driver_sql("PRAGMA application_id").scalar()
        tables: Any = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
        if not tables:
            return None
        if marked != APPLICATION_ID:
            raise StoreError("The archive's file is a database of another program; name another store.")
    else:
        names = inspect(connection).get_table_names()
        if "alembic_version" not in names:
            if "contents" in names or "articles" in names:
                raise StoreError("The archive's database has tables of another program; name another database.")
            return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", "kg.archive:migrations")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError("The archive was written by a newer version of kg; install that version to use it.") from error
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
