"""The folder list is the data flow: a stage imports the shared nouns and itself, and nothing further down the flow."""

import ast
from pathlib import Path

KG = Path(__file__).parents[1] / "kg"
SHARED = {"model", "media", "pieces", "gazetteer", "ontology", "settings", "errors", "__init__"}
ALLOWED: dict[str, set[str]] = {
    "model": set(),
    "gazetteer": set(),
    "media": {"errors"},
    "errors": set(),
    "pieces": set(),
    "settings": set(),
    "__init__": set(),
    "ontology": {"model", "errors"},
    "fetch": set(),
    "parse": set(),
    "extract": set(),
    "resolve": set(),
    "archive": {"resolve"},
    "graph": {"archive"},
    "query": {"graph"},
    "export": {"graph"},
    "schedule": {"fetch", "archive"},
    "evaluate": {"extract"},
    "web": {"archive", "graph", "query"},
}
"""Stage -> the other stages it may use beside the shared nouns. `pipeline`, `cli` and `__main__` compose all of them."""
COMPOSERS = {"pipeline", "cli", "__main__"}


def imported_stages(path: Path) -> set[str]:
    """First components below `kg` that a module imports, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] if node.module != "kg" else [f"kg.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("kg.")}
    return found - {"__version__"}


def test_stages_import_only_what_lies_before_them() -> None:
    faults = []
    for path in sorted(KG.rglob("*.py")):
        stage = path.relative_to(KG).parts[0].removesuffix(".py")
        if stage in COMPOSERS:
            continue
        assert stage in ALLOWED, f"kg/{stage} has no place in the flow: add it to ALLOWED and to docs/architecture.md"
        wrong = imported_stages(path) - ALLOWED[stage] - {stage} - SHARED
        faults += [f"{path.relative_to(KG)} imports kg.{name}" for name in sorted(wrong)]
    assert not faults, "\n".join(faults)
