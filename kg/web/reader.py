"""What the server reads from: the archive and the published graph, opened on first use and then shared by all requests."""

import threading
from pathlib import Path

from sqlalchemy import make_url

from kg.archive import Archive
from kg.errors import KgError, StoreError
from kg.graph import open_graph
from kg.graph.contract import Graph
from kg.settings import Settings


class Reader:
    """Opens lazily, so that a server started on an empty folder shows the first ingestion as soon as it is done."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is opened or made here."""
        self.settings = settings
        self._lock = threading.Lock()
        self._archive: Archive | None = None
        self._graph: Graph | None = None

    @property
    def archive(self) -> Archive:
        """The archive; raises StoreError where there is none yet. Looking never makes one."""
        with self._lock:
            if self._archive is None:
                self._require_archive()
                self._archive = Archive.open(self.settings)
            return self._archive

    @property
    def graph(self) -> Graph:
        """The published graph, which follows what later runs publish; raises StoreError where there is none yet."""
        with self._lock:
            if self._graph is None:
                self._graph = open_graph(self.settings)
            return self._graph

    def warm_up(self) -> None:
        """Start what is slow to start, where there is anything to read; the first visitor then need not wait."""
        try:
            self.archive.counts()
            self.graph.counts()
            self.graph.run("RETURN 1 AS ready")
        except KgError:
            return  # an empty or damaged store says so when it is asked

    def close(self) -> None:
        """Give everything back."""
        with self._lock:
            if self._graph is not None:
                self._graph.close()
            if self._archive is not None:
                self._archive.close()
            self._graph = self._archive = None

    def _require_archive(self) -> None:
        url = make_url(self.settings.archive_url)
        if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
            raise StoreError(f"The store {self.settings.store} holds nothing yet.")
