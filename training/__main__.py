"""Everything that kg learns, from scratch: python -m training --corpora DIR --out DIR.

One step after the other, each a command of its own that can be run alone; what is done is marked in the output folder, so that
the same command goes on where it was stopped. The models of the working tree are replaced as each is ready. About five hours
on two cores, less with `--minutes` for each of the two rounds of the language model. CORPORA holds the public sets of MODEL_CARD.md.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from pathlib import Path

from training.export import swap

ROOT = Path(__file__).parents[1]
LANGUAGE = ROOT / "kg" / "extract" / "language" / "model"


def steps(corpora: Path, out: Path, minutes: float) -> dict[str, list[str]]:
    """Name of each step -> the command after `python -m`, in order."""
    gold = [str(ROOT / "data" / "gold" / "wikinews"), str(out / "gold")]
    hrdsattack = str(corpora / "hrdsattack" / "train.json")
    language = ["training.train", "--corpora", str(corpora), "--gold", *gold, "--minutes", str(minutes)]
    again = ["--start", str(out / "first" / "model.pt"), "--candidates", str(out / "candidates.jsonl")]
    return {
        "gold": ["training.offsets", "unpack", str(ROOT / "data" / "gold" / "hrdsattack"), hrdsattack, gold[1]],
        "first": [*language, "--out", str(out / "first")],
        "candidates": ["training.claims.candidates", "--gold", *gold, "--out", str(out / "candidates.jsonl")],
        "second": [*language, *again, "--out", str(out / "second")],
        "coreference": ["training.coreference.train", "--corpora", str(corpora)],
        "claims": ["training.claims.train", "--gold", *gold],
        "evidence": ["training.claims.evidence", "--gold", *gold],
        "attributes": ["training.attributes", "--gold", *gold],
        "incidents": ["training.incidents.train", "--labels", hrdsattack],
    }


def ship(model: Path) -> None:
    """Puts a trained language model into the product."""
    part = LANGUAGE.with_name(".model")
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(model, part)
    swap(part, LANGUAGE)


def main() -> None:
    """Run what has not been done yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=120, help="of each round of the language model (default 120)")
    args = parser.parse_args()
    done = args.out / "done"
    done.mkdir(parents=True, exist_ok=True)
    for name, command in steps(args.corpora.resolve(), args.out.resolve(), args.minutes).items():
        if (done / name).exists():
            continue
        started = time.monotonic()
        print(f"{name}: python -m {' '.join(command)}", flush=True)
        if status := subprocess.run([sys.executable, "-m", *command], cwd=ROOT).returncode:
            sys.exit(status)
        if name in ("first", "second"):
            ship(args.out / name / "model")
        (done / name).touch()
        print(f"{name}: {(time.monotonic() - started) / 60:.0f} minutes", flush=True)


if __name__ == "__main__":
    main()
