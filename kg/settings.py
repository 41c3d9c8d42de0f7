"""Settings: command line over environment (`KG_…`) over defaults. Nothing is read at import."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from kg.errors import UserError


class Settings(BaseSettings):
    """What a user may set. Every field can be given as `KG_<NAME>` in the environment."""

    model_config = SettingsConfigDict(env_prefix="KG_", env_ignore_empty=True, extra="ignore")

    store: Path = Path("kg-store")
    """Folder that holds the archive, the published graph and the run lock."""
    archive: str | None = None
    """SQLAlchemy URL of the archive; None is `sqlite:///<store>/archive.db`."""
    graph: str = "embedded"
    """Graph backend: `embedded` (ArcadeDB), `networkx`, or the address of a Neo4j server, `neo4j://host:7687` (`neo4j+s://` over TLS)."""
    graph_user: str = "neo4j"
    """Who asks at the graph's server."""
    graph_password: SecretStr | None = None
    """Their password; better `graph_password_file`. Never given on the command line."""
    graph_password_file: Path | None = None
    """A file that holds the password, readable for its owner alone."""
    graph_database: str | None = None
    """The server's database; None is the user's own."""
    pipeline: str | None = None
    """Name or path of another spaCy pipeline; None is the one shipped with kg."""
    user: str | None = None
    """Who makes judgements; None is the login name."""
    sources: Path = Path("data/sources.toml")
    """Which feeds, pages and folders are read again and again, and when."""
    max_bytes: int = Field(default=100_000_000, gt=0)
    """Largest capture that is read, in bytes; a larger one is reported, not cut."""
    read_timeout: float = Field(default=60.0, gt=0, allow_inf_nan=False)
    """Seconds that reading one HTML page, PDF or DOCX may take."""
    fetch_timeout: float = Field(default=30.0, gt=0, allow_inf_nan=False)
    """Seconds without an answer after which a server is given up; a whole download may take four times as long."""
    fetch_delay: float = Field(default=1.0, ge=0, allow_inf_nan=False)
    """Seconds between two requests to one host, more where its robots.txt asks for it."""
    allow_private: str = ""
    """Hosts that may be fetched though their address is private, as `host` or `host:port`, separated by commas."""
    query_timeout: float = Field(default=30.0, gt=0, allow_inf_nan=False)
    """Seconds a Cypher query may run."""

    def read_graph_password(self) -> str:
        """The password at the graph's server, from the environment or the file; empty where none is set. Raises UserError."""
        if self.graph_password is not None:
            return self.graph_password.get_secret_value()
        if self.graph_password_file is None:
            return ""
        try:
            return self.graph_password_file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is no text"
            raise UserError(f"KG_GRAPH_PASSWORD_FILE {self.graph_password_file} cannot be read: {reason}.") from None

    @property
    def archive_url(self) -> str:
        """SQLAlchemy URL of the archive."""
        return self.archive or f"sqlite:///{self.store / 'archive.db'}"


def read_settings(**given: Any) -> Settings:
    """The settings of the environment, with what is given (and not None) in their place. Raises UserError for a wrong value."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        raise UserError(f"KG_{str(first['loc'][0]).upper()} is wrong: {first['msg'][:1].lower()}{first['msg'][1:]}.") from None


@lru_cache
def environment_settings() -> Settings:
    """Settings from the environment alone. Raises UserError for a wrong value."""
    return read_settings()
