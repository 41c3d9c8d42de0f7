"""Kill -9 at random moments of an ingest, fifty times: whole articles only, and the next run gives the undisturbed graph.

    python -m benchmarks.crash [--kills 50] [--reports 60]
"""

import argparse
import random
import tempfile
import time
from pathlib import Path

from tests.crash import check_whole, complete, kill, write_reports


def main() -> None:
    """Run and print one line a kill."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--reports", type=int, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "reports")
        write_reports(folder, asked.reports)
        started = time.perf_counter()
        undisturbed = complete(Path(scratch, "undisturbed"), folder)
        reading = time.perf_counter() - started
        midst = 0
        for number in range(asked.kills):
            store = Path(scratch, f"store-{number}")
            # Half of the kills anywhere in the process, half while articles are being written.
            articles = 0 if number % 2 else random.randrange(1, asked.reports)
            saved = kill(store, folder, random.random() * (0.01 if articles else 2 * reading), articles)
            check_whole(store, undisturbed)
            after = complete(store, folder)
            if after.nodes != undisturbed.nodes or after.edges != undisturbed.edges:
                raise SystemExit(f"kill {number} with {saved} articles stored: the completed graph is another one")
            midst += 0 < saved < asked.reports
            print(f"kill {number + 1}: {saved} articles stored, all whole; completed to the same graph", flush=True)
    print(f"{asked.kills} kills, {midst} of them between the first and the last article: every graph as undisturbed.")


if __name__ == "__main__":
    main()
