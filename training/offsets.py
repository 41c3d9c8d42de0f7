"""Labels on texts that may not be shipped: strings as places in the text, and back.

    python -m training.offsets pack FOLDER OUT            labels of FOLDER (<doc>.txt, <doc>.json) without a word of the texts
    python -m training.offsets unpack LABELS HRDSATTACK OUT   the folder again, with the texts of HRDsAttack's train.json

A packed label file says for each form `[start, end)` of its first place in the text and for each evidence its place.
`length` and `sha256` are the labelled text's, which may be the first part of a long article. Attributes hold words of the
text and are left out. Exits with 1 and names the articles whose text is another one.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import re
import sys
from pathlib import Path
from typing import Any

WORDS = ("name", "forms", "evidence", "attributes")
"""Fields of the labels that hold words of the text."""


def pack(labels: dict[str, Any], text: str) -> dict[str, Any]:
    """Labels with places for words. Raises ValueError when a string is not in the text."""

    def place(string: str) -> list[int]:
        start = text.index(string)
        return [start, start + len(string)]

    entities = [{**_bare(entity), "forms": [place(form) for form in entity["forms"]]} for entity in labels["entities"]]
    claims = [{**_bare(claim), "evidence": place(claim["evidence"])} for claim in labels["claims"]]
    told = {"length": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()}
    return {**labels, **told, "entities": entities, "claims": claims}


def unpack(packed: dict[str, Any], text: str) -> dict[str, Any] | None:
    """Labels with words again; None where the text is not the labelled one."""
    if hashlib.sha256(text.encode()).hexdigest() != packed["sha256"]:
        return None
    entities = []
    for entity in packed["entities"]:
        forms = [text[start:end] for start, end in entity["forms"]]
        entities.append({**entity, "name": forms[0], "forms": forms})
    claims = [{**claim, "evidence": text[slice(*claim["evidence"])], "attributes": {}} for claim in packed["claims"]]
    return {"doc": packed["doc"], "published": packed["published"], "entities": entities, "claims": claims}


def _bare(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in WORDS}


def read_hrdsattack(path: Path) -> dict[str, tuple[str, str]]:
    """Texts of the articles by their number, one paragraph a block: without and with the title above. Both were labelled."""
    texts = {}
    for row in json.loads(path.read_text(encoding="utf-8")):
        sample = row["sample"]
        paragraphs = re.findall(r"<p>(.*?)</p>", sample["Input.article_interface"], re.DOTALL)
        blocks = (html.unescape(re.sub(r"<[^>]+>", " ", paragraph)).strip() for paragraph in paragraphs)
        text = "\n\n".join(blocks) + "\n"
        texts[str(sample["Input.GLOBALEVENTID"])] = text, f"{sample['Input.title']}\n\n{text}"
    return texts


def pack_folder(folder: Path, out: Path) -> None:
    """All labelled articles of a folder."""
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.glob("*.json")):
        if path.with_suffix(".txt").exists():
            packed = pack(json.loads(path.read_text(encoding="utf-8")), path.with_suffix(".txt").read_text(encoding="utf-8"))
            (out / path.name).write_text(json.dumps(packed, ensure_ascii=False) + "\n", encoding="utf-8")


def unpack_folder(labels: Path, hrdsattack: Path, out: Path) -> list[str]:
    """The articles written anew; gives the names of those whose text is missing or another one."""
    out.mkdir(parents=True, exist_ok=True)
    texts, failed = read_hrdsattack(hrdsattack), []
    for path in sorted(labels.glob("*.json")):
        if path.name == "published.json":
            continue
        packed = json.loads(path.read_text(encoding="utf-8"))
        for text in (whole[: packed["length"]] for whole in texts.get(path.stem, ())):
            if (found := unpack(packed, text)) is not None:
                (out / f"{path.stem}.txt").write_text(text, encoding="utf-8")
                (out / path.name).write_text(json.dumps(found, ensure_ascii=False) + "\n", encoding="utf-8")
                break
        else:
            failed.append(path.stem)
    return failed


def main() -> None:
    """Pack or unpack."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, folders in (("pack", ("folder", "out")), ("unpack", ("labels", "hrdsattack", "out"))):
        command = commands.add_parser(name)
        for folder in folders:
            command.add_argument(folder, type=Path)
    args = parser.parse_args()
    if args.command == "pack":
        pack_folder(args.folder, args.out)
    elif failed := unpack_folder(args.labels, args.hrdsattack, args.out):
        sys.exit(f"{len(failed)} articles have another text than the labelled one: {', '.join(failed)}")


if __name__ == "__main__":
    main()
