"""A Neo4j Community server of one's own, from Maven artifacts: for the tests, the benchmarks and `make neo4j`.

    python -m deploy.neo4j.server [--folder DIR] [--heap MB] [--provide]

The server's programs (116 MB) are fetched once into `KG_NEO4J_LIB`, or `~/.cache/kg/neo4j-<version>`. It listens on free
ports of this computer alone, has a password of its own, sends nothing home, and keeps its files in the folder given.
"""

import argparse
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError

POM = Path(__file__).with_name("pom.xml")
START_SECONDS = 120.0
STOP_SECONDS = 20.0

_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent", "java.lang")
_OPENS = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in _OPENED]
_FOREIGN = ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_OPTIONS", "NEO4J_HOME", "NEO4J_CONF")
_SETTINGS = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.http.listen_address=127.0.0.1:{http}
server.https.enabled=false
dbms.usage_report.enabled=false
dbms.security.allow_csv_import_from_file_urls=false
server.memory.pagecache.size={page_cache}m
db.tx_log.preallocate=false
"""


class Missing(Exception):
    """This computer cannot run the server; the message is one sentence."""


def version() -> str:
    """Of the server, as the pom has it."""
    found = re.search(r"<version>([\d.]+)</version>", POM.read_text("utf-8"))
    assert found is not None
    return found[1]


def java() -> str:
    """The java program; raises Missing where there is none of version 17 or newer."""
    path = shutil.which("java")
    said = subprocess.run([path, "-version"], capture_output=True, text=True, check=False).stderr if path else ""
    found = re.search(r'version "(\d+)', said)
    if path is None or found is None or int(found[1]) < 17:
        raise Missing("The Neo4j server needs Java 17 or newer (Debian: apt-get install openjdk-17-jre-headless).")
    return path


def provide() -> Path:
    """The folder of the server's programs, fetched by Maven where it is not there yet; raises Missing."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg"
    folder = Path(os.environ.get("KG_NEO4J_LIB") or cache / f"neo4j-{version()}")
    if any(folder.glob("neo4j-server-*.jar")):
        return folder
    if shutil.which("mvn") is None:
        raise Missing(f"The Neo4j server is not in {folder}, and Maven, which fetches it, is missing (Debian: apt-get install maven).")
    fresh = folder.with_name(f"{folder.name}.{os.getpid()}.tmp")
    command = ["mvn", "-q", "-B", "-f", str(POM), "dependency:copy-dependencies", f"-DoutputDirectory={fresh}", "-DincludeScope=runtime"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            last = [line for line in done.stdout.splitlines() if "ERROR" in line][:1]
            raise Missing(f"Maven could not fetch the Neo4j server: {' '.join(last)[:300]}")
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return folder


class Server:
    """One server on this computer. `with Server(folder) as server:` starts and stops it; the data stay in the folder."""

    user = "neo4j"

    def __init__(self, folder: Path, heap_mb: int = 512, page_cache_mb: int = 128):
        self.folder = folder.resolve()
        self._heap_mb = heap_mb
        self._page_cache_mb = page_cache_mb
        self._process: subprocess.Popen[bytes] | None = None
        self.bolt = self.http = 0

    @property
    def address(self) -> str:
        """For drivers."""
        return f"neo4j://127.0.0.1:{self.bolt}"

    @property
    def page(self) -> str:
        """For browsers and the HTTP API."""
        return f"http://127.0.0.1:{self.http}"

    @property
    def password_file(self) -> Path:
        """Holds the password; only its owner can read it."""
        return self.folder / "password"

    @property
    def password(self) -> str:
        """Made at the first start."""
        return self.password_file.read_text("utf-8").strip()

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        """Of the process, None where it never was started."""
        return self._process.pid if self._process else None

    def __enter__(self) -> "Server":
        """Start."""
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop."""
        self.stop()

    def start(self) -> None:
        """Start on the ports it had before, or on free ones, and wait until it answers; raises Missing."""
        self.launch()
        try:
            self.wait()
        except BaseException:
            self.kill()
            raise

    def launch(self) -> None:
        """Start the process without waiting for it."""
        (self.folder / "conf").mkdir(parents=True, exist_ok=True)
        (self.folder / "logs").mkdir(exist_ok=True)
        if not self.bolt:
            self.bolt, self.http = _free_ports(2)
        text = _SETTINGS.format(bolt=self.bolt, http=self.http, page_cache=self._page_cache_mb)
        (self.folder / "conf" / "neo4j.conf").write_text(text, "utf-8")
        if not self.password_file.exists():
            self.password_file.touch(mode=0o600)
            self.password_file.write_text(secrets.token_urlsafe(18), "utf-8")
        log = (self.folder / "logs" / "console.log").open("ab")
        with log:
            self._process = subprocess.Popen(
                self._command("org.neo4j.server.CommunityEntryPoint", self._heap_mb), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env=self._environment(), start_new_session=True,
            )

    def wait(self) -> None:
        """Return when the server answers with its password; raises Missing where it ends instead."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if not self.running:
                raise Missing(f"The Neo4j server ended at once; {self.folder / 'logs' / 'console.log'} says why.")
            if _listens(self.bolt) and self._answers():
                return
            time.sleep(0.1)
        raise Missing(f"The Neo4j server did not answer within {START_SECONDS:g} seconds.")

    def stop(self) -> None:
        """End it in an orderly way."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def admin(self, *words: str, cwd: Path | None = None, heap_mb: int = 1024) -> subprocess.CompletedProcess[str]:
        """Run `neo4j-admin` with these words in the folder `cwd`; the server must not run."""
        (self.folder / "conf").mkdir(parents=True, exist_ok=True)
        (self.folder / "conf" / "neo4j.conf").touch()
        command = [*self._command("org.neo4j.cli.AdminTool", heap_mb)[:-2], *words]
        return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=self._environment(), check=False)

    def _command(self, entry: str, heap_mb: int) -> list[str]:
        # A small server should start fast: one collector's thread, and the quick compiler alone.
        small = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"] if heap_mb <= 512 else ["-XX:+UseG1GC"]
        flags = [f"-Xmx{heap_mb}m", f"-Xms{heap_mb // 2}m", *small, *_OPENS]
        home = [f"--home-dir={self.folder}", f"--config-dir={self.folder / 'conf'}"]
        return [java(), *flags, "-cp", f"{provide()}/*", entry, *home]

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
        return {**kept, "NEO4J_HOME": str(self.folder), "NEO4J_CONF": str(self.folder / "conf")}

    def _answers(self) -> bool:
        """Whether it lets us in; a new server gets our password in the place of the default one."""
        try:
            with GraphDatabase.driver(self.address, auth=(self.user, self.password)) as driver:
                driver.execute_query("RETURN 1", database_="neo4j")
                return True
        except AuthError:
            return self._set_password()
        except (DriverError, Neo4jError, OSError):
            return False

    def _set_password(self) -> bool:
        # By the driver rather than by `neo4j-admin`, whose command line everyone on this computer can read.
        try:
            with GraphDatabase.driver(self.address, auth=(self.user, "neo4j")) as driver:
                change = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
                driver.execute_query(change, {"old": "neo4j", "new": self.password}, database_="system")
            return True
        except ClientError as error:
            raise Missing(f"The server in {self.folder} has another password than {self.password_file} says: {error.code}.") from None
        except (DriverError, Neo4jError, OSError):
            return False


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def main() -> int:
    """Run a server until Ctrl-C."""
    parser = argparse.ArgumentParser(description="A Neo4j Community server on this computer, until Ctrl-C.")
    parser.add_argument("--folder", type=Path, default=Path("kg-neo4j"), help="where its files are kept (default: kg-neo4j)")
    parser.add_argument("--heap", type=int, default=1024, help="MB of memory for its heap (default: 1024)")
    parser.add_argument("--provide", action="store_true", help="only fetch the server's programs, and say where they are")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = Server(options.folder, options.heap)
    if not _listens(7687) and not _listens(7474):
        server.bolt, server.http = 7687, 7474
    try:
        if options.provide:
            print(provide())
            return 0
        with server:
            print(f"Neo4j {version()} answers on {server.address}; its password is in {server.password_file}.")
            print(f"  export KG_GRAPH={server.address} KG_GRAPH_PASSWORD_FILE={server.password_file}")
            print("Runs until Ctrl-C.", flush=True)
            while server.running:
                time.sleep(0.5)
        return 1
    except Missing as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
