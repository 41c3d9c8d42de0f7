"""Scores the circumstances of labelled claims: python -m training.attributes.measure GOLD [--parsed FILE] [--errors NAME].

Claims are given, arguments are located in the text, and `describe` is asked for the rest: what the attributes alone are worth,
before claims are found by the program. Agreement is that of the claims' scorer.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from kg.extract.attributes import describe
from kg.extract.draft import Circumstances
from training.attributes.examples import read_parsed, same_date
from training.attributes.gold import Labelled

NAMES = ("speaker", "negated", "not actual", "place", "date", "count")


def compare(labelled: Labelled, claim: dict[str, Any], found: Circumstances) -> dict[str, tuple[Any, Any]]:
    """Attribute -> what the label says and what was found; None for the default."""
    owner = {m: labelled.entity_of[n] for n, cluster in enumerate(labelled.clusters) for m in cluster.mentions}
    count = claim["count"] and (claim["count"]["low"], claim["count"].get("high"), bool(claim["count"].get("approximate")))
    return {
        "speaker": (claim["speaker"], (found.speaker is not None and owner.get(found.speaker)) or None),
        "negated": (claim["polarity"] == "negated" or None, found.polarity == "negated" or None),
        "not actual": (
            claim["modality"] if claim["modality"] != "actual" else None,
            found.modality if found.modality != "actual" else None,
        ),
        "place": (claim["place"], (found.place is not None and owner.get(found.place)) or None),
        "date": (claim["date"], found.date),
        "count": (count, found.count and (found.count.low, found.count.high, found.count.approximate)),
    }


def main() -> None:
    """Reads, describes, prints one line an attribute."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--parsed", type=Path)
    parser.add_argument("--errors", choices=NAMES, help="print what is wrong of this attribute")
    args = parser.parse_args()
    totals = {name: Counter[str]() for name in NAMES}
    for labelled in read_parsed(args.gold, args.parsed):
        found = describe(labelled.doc, labelled.mentions, labelled.clusters, labelled.proposals, labelled.published)
        for proposal, claim, around in zip(labelled.proposals, labelled.claims, found, strict=True):
            for name, (gold, said) in compare(labelled, claim, around).items():
                right = gold is not None and said is not None and (same_date(gold, said) if name == "date" else gold == said)
                totals[name].update(gold=gold is not None, said=said is not None, right=right)
                if name == args.errors and not right and (gold is not None or said is not None):
                    words = labelled.doc[slice(*proposal.evidence)].text.replace("\n", " ")
                    print(
                        f"{labelled.name} {claim['predicate']}: {gold} but {said} | {labelled.doc[proposal.trigger].text} | {words[:200]}"
                    )
    for name, total in totals.items():
        precision, recall = total["right"] / max(1, total["said"]), total["right"] / max(1, total["gold"])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        figures = f"P {100 * precision:5.1f} R {100 * recall:5.1f} F1 {100 * f1:5.1f}"
        print(f"{name:11} {figures}   ({total['right']} of {total['said']}, {total['gold']} gold)")


if __name__ == "__main__":
    main()
