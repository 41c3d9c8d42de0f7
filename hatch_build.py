"""Build hook: compiles the explorer page (`page/`, by npm) into `kg/web/static` whenever its sources changed."""

import hashlib
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

STAMP = "built-from.txt"
"""In `kg/web/static`: the digest of the sources it was built from."""


class PageBuildHook(BuildHookInterface):
    """Runs for a wheel and for an editable install; an unchanged page is not built again, so that then no Node is needed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make sure that the built page is there; `version` is `standard` or `editable`."""
        root = Path(self.root)
        page, static = root / "page", root / "kg" / "web" / "static"
        build_data["artifacts"].append("kg/web/static/**")
        if not page.is_dir():  # built from an archive that holds the page ready made
            return
        digest = digest_of(page)
        stamp = static / STAMP
        if stamp.is_file() and stamp.read_text().strip() == digest:
            return
        npm = shutil.which("npm")
        if npm is None:
            sentence = "The explorer page is not built: npm was not found. Install Node.js 20 or newer and install kg again."
            if version == "editable":
                self.app.display_warning(sentence)
                return
            raise SystemExit(sentence)
        for arguments in (["ci"], ["run", "build"]):
            run([npm, *arguments], page)
        stamp.write_text(digest + "\n")


def digest_of(page: Path) -> str:
    """SHA-256 over the names and contents of everything the built page depends on."""
    found = hashlib.sha256()
    for path in sorted(page.rglob("*")):
        if path.is_file() and "node_modules" not in path.parts:
            found.update(path.relative_to(page).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def run(command: list[str], folder: Path) -> None:
    """Run one step; what it printed is shown where it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"The explorer page could not be built: `npm {' '.join(command[1:])}` failed.\n{done.stdout}{done.stderr}")
