"""Settings: command line over environment (`KG_…`) over defaults. Nothing is read at import."""

from functools import lru_cache
from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from kg.errors import UserError


class Settings(BaseSettings):
    """What a user may set. Every field can be given as `KG_<NAME>` in the environment."""

    model_config = SettingsConfigDict(env_prefix="KG_", extra="ignore")

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
    max_bytes: int = 100_000_000
    """Largest capture that is read, in bytes; a larger one is reported, not cut."""
    read_timeout: float = 60.0
    """Seconds that reading one HTML page, PDF or DOCX may take."""
    fetch_timeout: float = 30.0
    """Seconds without an answer after which a server is given up; a whole download may take four times as long."""
    fetch_delay: float = 1.0
    """Seconds between two requests to one host, more where its robots.txt asks for it."""
    allow_private: str = ""
    """Hosts that may be fetched though their address is private, as `host` or `host:port`, separated by commas."""
    query_timeout: float = 30.0
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


@lru_cache
def environment_settings() -> Settings:
    """Settings from the environment alone."""
    return Settings()
