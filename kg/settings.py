"""Settings: command line over environment (`KG_…`) over defaults. Nothing is read at import."""

from functools import lru_cache
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What a user may set. Every field can be given as `KG_<NAME>` in the environment."""

    model_config = SettingsConfigDict(env_prefix="KG_", extra="ignore")

    store: Path = Path("kg-store")
    """Folder that holds the archive, the published graph and the run lock."""
    archive: str | None = None
    """SQLAlchemy URL of the archive; None is `sqlite:///<store>/archive.db`."""
    graph: str = "embedded"
    """Graph backend: `embedded` (ArcadeDB), `networkx`."""
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

    @property
    def archive_url(self) -> str:
        """SQLAlchemy URL of the archive."""
        return self.archive or f"sqlite:///{self.store / 'archive.db'}"


@lru_cache
def environment_settings() -> Settings:
    """Settings from the environment alone."""
    return Settings()
