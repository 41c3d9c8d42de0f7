"""The scores as lines of text, one function a kind of set. Errors come first, so that the totals stand at the end."""

from collections.abc import Iterator, Mapping, Sequence

from kg.evaluate.claims import ClaimScores
from kg.evaluate.confidence import Abstention, Calibration
from kg.evaluate.coreference import CoreferenceScores, Shares
from kg.evaluate.gold import GoldArticle, reading_of
from kg.evaluate.incidents import PAPER, IncidentScores
from kg.evaluate.measure import Measure
from kg.evaluate.names import NameScores
from kg.evaluate.parse import ParseScores
from kg.evaluate.relations import RelationScores
from kg.model import Claim, Extraction

Lines = Iterator[str]
SHOWN_CONFUSIONS = 12


def row(name: str, measure: Measure, width: int = 22) -> str:
    """Precision, recall and F1 with the counts behind them."""
    figures = f"P {measure.precision:5.1f}  R {measure.recall:5.1f}  F1 {measure.f1:5.1f}"
    return f"  {name:{width}} {figures}   ({measure.hits} of {measure.predicted} predicted, {measure.gold} gold)"


def claim_table(scores: ClaimScores, by: str | None) -> Lines:
    """Levels, evidence and attributes; `by` predicate or document first."""
    if by:
        rows = scores.by_predicate if by == "predicate" else scores.by_document
        for name, measure in sorted(rows.items(), key=lambda pair: -pair[1].gold):
            yield row(name, measure, 24)
    for level, measure in scores.levels.items():
        yield row(f"claims, {level}", measure)
    yield f"  {'evidence':22} {scores.evidence.precision:5.1f} % of {scores.evidence.predicted} strict matches"
    for name, measure in scores.attributes.items():
        yield row(name, measure)


def claim_errors(scores: ClaimScores, articles: Sequence[GoldArticle], predicted: Mapping[str, Extraction], limit: int) -> Lines:
    """The first `limit` missed and spurious claims of each document."""
    labelled = {article.document.id: article for article in articles}
    printed: dict[tuple[str, str], int] = {}
    for document, kind, claim in scores.errors:
        printed[document, kind] = printed.get((document, kind), 0) + 1
        if printed[document, kind] <= limit:
            entities = labelled[document].reading.entities if kind == "missed" else reading_of(predicted[document]).entities
            yield _claim_line(document, kind, claim, labelled[document].document.text, entities)


def _claim_line(document: str, kind: str, claim: Claim, text: str, entities: Mapping[str, Sequence[tuple[int, int]]]) -> str:
    words = [
        "-" if entity is None else text[slice(*entities[entity][0])] if entities.get(entity) else entity
        for entity in (claim.subject, claim.object)
    ]
    said = text[claim.evidence.start : claim.evidence.end][:110]
    return f"  {document} {kind}: {claim.predicate}({', '.join(words)}) | {said!r}"


def calibration_table(scores: Calibration) -> Lines:
    """A row for each tenth of confidence that holds a claim."""
    yield f"  confidence, of {scores.claims} claims against strict matches"
    for tenth in scores.tenths:
        yield (
            f"  {tenth.low:.1f} to {tenth.low + 0.1:.1f}   {tenth.share:5.1f} % of the claims ({tenth.claims:4})   "
            f"confidence {tenth.confidence:5.1f}   precision {tenth.precision:5.1f}   {'holds' if tenth.holds else '-'}"
        )
    yield f"  {'tenths that hold':22} {sum(t.holds for t in scores.tenths)} (5 % of the claims, within 10 points)"
    yield f"  {'AUC':22} {scores.auc:5.1f}"


def abstention_table(scores: Abstention, by: str | None) -> Lines:
    """Share of the pairs without a labelled claim that have one of ours."""
    if by == "predicate":
        for name, number in sorted(scores.by_predicate.items(), key=lambda pair: -pair[1]):
            yield f"  {name:24} claimed in {number} pairs without a labelled claim"
    yield f"  {'pairs without a claim':22} {scores.share:5.1f} % claimed ({scores.claimed} of {scores.pairs})"


def name_table(scores: NameScores, errors: int) -> Lines:
    """Classes and all; the first `errors` missed and spurious ones."""
    for kind in ("missed", "spurious"):
        for name, _, label, words in [e for e in scores.errors if e[1] == kind][:errors]:
            yield f"  {name} {kind}: {label} {words!r}"
    for name, measure in scores.classes.items():
        yield row(name, measure)
    yield row("all", scores.all)
    yield f"  {'spans without class':22} F1 {scores.spans.f1:5.1f}"


def incident_table(scores: IncidentScores) -> Lines:
    """The rows of the paper, beside its figures."""
    ahead = 0
    for name, value in scores.figures.items():
        ahead += value >= PAPER[name]
        given = f"   (given in {scores.given[name]:.0f} %)" if name in scores.given else ""
        yield f"  {name:22} {value:6.2f}   paper {PAPER[name]:6.2f}  {'ahead' if value >= PAPER[name] else 'behind'}{given}"
    yield f"  {ahead} of {len(scores.figures)} at or ahead of the paper's T5-Large"


def parse_table(scores: ParseScores, by: str | None, errors: bool) -> Lines:
    """Accuracies; by relation, and which relations are taken for which."""
    if by == "predicate":
        for name, (right, there) in sorted(scores.by_relation.items(), key=lambda pair: -pair[1][1]):
            yield f"  {name:22} {100 * right / there:5.1f} % of {there}"
    for (gold, said), number in scores.confused.most_common(SHOWN_CONFUSIONS if errors else 0):
        yield f"  {gold} taken for {said}: {number}"
    for name, value in scores.figures.items():
        yield f"  {name:22} {value:5.1f}"
    yield f"  {'words':22} {scores.words}"


def coreference_table(scores: CoreferenceScores, exact: CoreferenceScores, by: str | None, errors: int) -> Lines:
    """The three measures and their mean, where heads match and where extents do."""
    printed: dict[tuple[str, str], int] = {}
    for document, what, words in scores.errors:
        printed[document, what] = printed.get((document, what), 0) + 1
        if printed[document, what] <= errors:
            yield f"  {document} {what}: {words}"
    if by == "document":
        for name, measures in scores.by_document.items():
            mean = sum(measures[key].f1 for key in ("MUC", "B3", "CEAFe")) / 3
            yield f"  {name:30} CoNLL F1 {mean:5.1f}"
    for name, shares in scores.by_type.items():
        yield _shares(f"{name}, B3", shares)
    for name, shares in scores.measures.items():
        yield _shares(name, shares)
    yield f"  {'CoNLL F1':22} {scores.conll:5.1f}   (heads match; {exact.conll:.1f} where the whole extent must match)"


def _shares(name: str, shares: Shares) -> str:
    return f"  {name:22} P {shares.precision:5.1f}  R {shares.recall:5.1f}  F1 {shares.f1:5.1f}"


def relation_table(scores: RelationScores, errors: int) -> Lines:
    """Each predicate and all."""
    for kind in ("missed", "spurious"):
        for passage, _, predicate, subject, object in [e for e in scores.errors if e[1] == kind][:errors]:
            yield f"  {passage} {kind}: {predicate}({subject}, {object})"
    for name, measure in sorted(scores.by_predicate.items(), key=lambda pair: -pair[1].gold):
        yield row(name, measure)
    yield row("told in so many words", scores.told)
    yield row("all, with what follows", scores.all)
