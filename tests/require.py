"""Name in one sentence what this machine lacks for the tests, before they start."""

import shutil
import sys

from deploy.neo4j.server import Missing, java, provide

NEEDED = {
    "Chromium (Debian: apt-get install chromium)": ("chromium", "chromium-browser", "google-chrome"),
    "Node 20 with npm": ("npm",),
}


def main() -> int:
    """Exit status 2 if anything is missing."""
    missing = [what for what, names in NEEDED.items() if not any(shutil.which(name) for name in names)]
    if missing:
        print(f"The tests need {' and '.join(missing)}.", file=sys.stderr)
        return 2
    try:
        # A real Neo4j server is among the tested ones.
        java()
        provide()
    except Missing as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
