"""All sets one after the other: read, extract, score, lines of text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from kg.errors import UserError
from kg.evaluate import tables
from kg.evaluate.chains import read_chains
from kg.evaluate.claims import score_claims
from kg.evaluate.confidence import score_abstention, score_calibration
from kg.evaluate.conllu import Treebank, read_treebank
from kg.evaluate.coreference import score_coreference
from kg.evaluate.gold import read_gold
from kg.evaluate.incidents import read_incident_labels, score_incidents
from kg.evaluate.labelled_names import read_names
from kg.evaluate.names import score_names
from kg.evaluate.parse import score_parse
from kg.evaluate.predict import predict_all, predict_chains
from kg.evaluate.relations import LEARNED_FROM, UNLEARNED, read_relations, score_relations
from kg.extract import Extractor
from kg.extract.language.network import LanguageNetwork

PLACES = {
    "names": ("wikigold/wikigold.conll.txt", "crossner-politics/test.txt", "gmb/ner_dataset.zip"),
    "parse": ("ewt/dev.conllu", "gum/dev"),
    "coreference": ("gum/dev",),
    "relations": ("redocred/dev_revised.json",),
    "incidents": ("hrdsattack/dev.json",),
}
"""Kind of set -> where it lies in a folder of public corpora (`training/README.md`)."""


@dataclass(frozen=True, slots=True)
class Sets:
    """Paths by what is measured on them."""

    claims: tuple[Path, ...] = ()
    incidents: tuple[Path, ...] = ()
    names: tuple[Path, ...] = ()
    parse: tuple[Path, ...] = ()
    coreference: tuple[Path, ...] = ()
    relations: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to score."""
        return any(getattr(self, field.name) for field in fields(self))

    def __add__(self, other: "Sets") -> "Sets":
        """Both."""
        return Sets(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))


@dataclass(frozen=True, slots=True)
class Detail:
    """What is printed beside the totals, and how many texts of a set are read at most (None: all)."""

    by: str | None = None
    errors: int = 0
    limit: int | None = None


def sets_in(corpora: Path) -> Sets:
    """The scored parts of the public sets that a folder holds. Raises UserError where there is none."""
    found = {kind: tuple(corpora / place for place in places if (corpora / place).exists()) for kind, places in PLACES.items()}
    if not any(found.values()):
        raise UserError(f"{corpora} holds none of the public sets, such as {PLACES['parse'][0]}.")
    return Sets(**found)


def evaluate(extractor: Extractor, sets: Sets, detail: Detail, report: Callable[[str], None]) -> Iterator[str]:
    """Lines of all tables; `report` gets what went wrong with single documents."""
    scorers = {
        "claims": _claims, "incidents": _incidents, "names": _names, "parse": _parse, "coreference": _coreference, "relations": _relations,
    }  # fmt: skip
    for kind, scorer in scorers.items():
        for path in getattr(sets, kind):
            yield f"\n{kind}: {path}"
            yield from scorer(extractor, path, detail, report)


def _claims(extractor: Extractor, path: Path, detail: Detail, report: Callable[[str], None]) -> Iterator[str]:
    articles = read_gold(path)[: detail.limit]
    predicted = predict_all(extractor, (article.document for article in articles), report)
    scores = score_claims(articles, predicted)
    if detail.errors:
        yield from tables.claim_errors(scores, articles, predicted, detail.errors)
    yield from tables.claim_table(scores, detail.by)
    yield from tables.calibration_table(score_calibration(articles, predicted))
    yield from tables.abstention_table(score_abstention(articles, predicted), detail.by)


def _incidents(extractor: Extractor, path: Path, detail: Detail, report: Callable[[str], None]) -> Iterator[str]:
    labels = read_incident_labels(path)[: detail.limit]
    yield from tables.incident_table(score_incidents(labels, predict_all(extractor, (document for document, _ in labels), report)))


def _names(extractor: Extractor, path: Path, detail: Detail, report: Callable[[str], None]) -> Iterator[str]:
    places = LanguageNetwork(threads=1).places
    gold = read_names(path, places["countries"], places["peoples"], detail.limit)
    predicted = predict_all(extractor, (text.document for text in gold.texts), report)
    yield from tables.name_table(score_names(gold, predicted), detail.errors)


def _parse(extractor: Extractor, path: Path, detail: Detail, report: Callable[[str], None]) -> Iterator[str]:
    treebanks: list[Treebank] = []
    for file in conllu_files(path):
        treebanks += read_treebank(file)
    yield from tables.parse_table(score_parse(LanguageNetwork(), treebanks[: detail.limit]), detail.by, detail.errors > 0)


def _coreference(extractor: Extractor, path: Path, detail: Detail, report: Callable[[str], None]) -> Iterator[str]:
    texts = list(read_chains(conllu_files(path)))[: detail.limit]
    predicted = predict_chains([text.document for text in texts])
    loose, exact = (score_coreference(texts, predicted, exact=which) for which in (False, True))
    yield from tables.coreference_table(loose, exact, detail.by, detail.errors)


def _relations(extractor: Extractor, path: Path, detail: Detail, report: Callable[[str], None]) -> Iterator[str]:
    passages = read_relations(path)[: UNLEARNED if path.name == LEARNED_FROM else None][: detail.limit]
    predicted = predict_all(extractor, (passage.document for passage in passages), report)
    yield f"  {len(passages)} passages; of Re-DocRED's {LEARNED_FROM} the first {UNLEARNED}, from whose names alone the model has learned"
    yield from tables.relation_table(score_relations(passages, predicted), detail.errors)


def conllu_files(path: Path) -> list[Path]:
    """The file, or those of a folder. Raises UserError where it has none."""
    found = [path] if path.is_file() else sorted(path.glob("*.conllu"))
    if not found:
        raise UserError(f"{path} holds no .conllu files.")
    return found
