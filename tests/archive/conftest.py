"""A real PostgreSQL server for the tests, where one is installed."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


def _programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`; Debian keeps it off the PATH."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of an empty database on a server of its own, which listens on a socket file alone."""
    pytest.importorskip("pg8000")
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here")
    # The server refuses to run as root, and the path of a socket must be short.
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="kg-pg-", dir="/tmp") as folder:
        if user:
            shutil.chown(folder, "postgres")
        control = [*user, str(programs / "pg_ctl"), "-D", f"{folder}/data", "-w"]
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
        subprocess.run([*user, str(programs / "initdb"), "-D", f"{folder}/data", "-A", "trust", "-E", "UTF8", "-U", "kg"], **quiet)
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        subprocess.run([*control, "-o", options, "-l", f"{folder}/log", "start"], **quiet)
        try:
            yield f"postgresql://kg@/postgres?unix_sock={folder}/.s.PGSQL.5432"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **quiet)
