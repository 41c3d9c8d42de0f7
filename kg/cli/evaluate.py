"""`kg evaluate`: how good the extraction is, by labelled sets."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.evaluate import ClaimScores, GoldArticle, IncidentScores, NameScores
    from kg.evaluate.measure import Measure
    from kg.extract import Extractor
    from kg.model import Document, Extraction

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--claims", type=FOLDER, multiple=True, help="Folder of labelled articles: <name>.json beside <name>.txt.")
@click.option("--names", type=FILE, multiple=True, help='JSON Lines {"id", "text", "entities": [[start, end, label], …]}.')
@click.option("--incidents", type=FILE, multiple=True, help="Labels of main incidents, an HRDsAttack file.")
@click.option("--by", type=click.Choice(["predicate", "document"]), help="Also a row for each predicate or document.")
@click.option("--errors", type=click.IntRange(0), default=0, metavar="N", help="Also the first N missed and N spurious claims a document.")
def command(claims: tuple[Path, ...], names: tuple[Path, ...], incidents: tuple[Path, ...], by: str | None, errors: int) -> None:
    """Score the extraction against hand-labelled sets and print the tables.

    \b
    Examples:
      kg evaluate --claims data/gold/seed
      kg evaluate --claims data/gold/seed --by predicate --errors 3
      kg evaluate --names wikigold.jsonl --incidents hrdsattack/dev.json
    """
    if not (claims or names or incidents):
        raise click.UsageError("Nothing to score: give --claims, --names or --incidents.")
    from kg.evaluate import read_gold, read_incident_labels, read_names, score_claims, score_incidents, score_names
    from kg.extract import Extractor
    from kg.settings import environment_settings

    extractor = Extractor(environment_settings())
    for folder in claims:
        articles = read_gold(folder)
        predicted = _extract(extractor, (article.document for article in articles))
        _heading(folder)
        _print_claims(score_claims(articles, predicted), articles, predicted, by, errors)
    for path in names:
        texts = read_names(path)
        _heading(path)
        _print_names(score_names(texts, _extract(extractor, (document for document, _ in texts))))
    for path in incidents:
        labels = read_incident_labels(path)
        _heading(path)
        _print_incidents(score_incidents(labels, _extract(extractor, (document for document, _ in labels))))


def _extract(extractor: "Extractor", documents: "Iterable[Document]") -> "dict[str, Extraction]":
    """Extractions by document id; a failed one is reported and left out, so that its claims count as missed."""
    found = {}
    for extraction in extractor.extract_many(documents):
        if extraction.error is not None:
            click.echo(f"kg: {extraction.document.id}: {extraction.error}", err=True)
        else:
            found[extraction.document.id] = extraction
    return found


def _heading(path: Path) -> None:
    click.echo(f"\n{path}")


def _row(name: str, measure: "Measure", width: int = 22) -> str:
    figures = f"P {measure.precision:5.1f}  R {measure.recall:5.1f}  F1 {measure.f1:5.1f}"
    return f"  {name:{width}} {figures}   ({measure.hits} of {measure.predicted} predicted, {measure.gold} gold)"


def _print_claims(
    scores: "ClaimScores", articles: "list[GoldArticle]", predicted: "dict[str, Extraction]", by: str | None, errors: int
) -> None:
    if errors:
        _print_errors(scores, articles, predicted, errors)
    if by:
        rows = scores.by_predicate if by == "predicate" else scores.by_document
        for name, measure in sorted(rows.items(), key=lambda row: -row[1].gold):
            click.echo(_row(name, measure, 24))
    for level, measure in scores.levels.items():
        click.echo(_row(f"claims, {level}", measure))
    click.echo(f"  {'evidence':22} {scores.evidence.precision:5.1f} % of {scores.evidence.predicted} strict matches")
    for name, measure in scores.attributes.items():
        click.echo(_row(name, measure))


def _print_errors(scores: "ClaimScores", articles: "list[GoldArticle]", predicted: "dict[str, Extraction]", limit: int) -> None:
    from kg.evaluate.gold import reading_of

    labelled = {article.document.id: article for article in articles}
    printed: dict[tuple[str, str], int] = {}
    for document, kind, claim in scores.errors:
        printed[document, kind] = printed.get((document, kind), 0) + 1
        if printed[document, kind] > limit:
            continue
        article = labelled[document]
        text = article.document.text
        entities = article.reading.entities if kind == "missed" else reading_of(predicted[document]).entities
        words = [
            "-" if entity is None else text[slice(*entities[entity][0])] if entities.get(entity) else entity
            for entity in (claim.subject, claim.object)
        ]
        said = text[claim.evidence.start : claim.evidence.end][:110]
        click.echo(f"  {document} {kind}: {claim.predicate}({', '.join(words)}) | {said!r}")


def _print_names(scores: "NameScores") -> None:
    for name, measure in scores.classes.items():
        click.echo(_row(name, measure))
    click.echo(_row("all", scores.all))
    click.echo(f"  {'spans without class':22} F1 {scores.spans.f1:5.1f}")


def _print_incidents(scores: "IncidentScores") -> None:
    from kg.evaluate.incidents import PAPER

    ahead = 0
    for name, value in scores.figures.items():
        ahead += value >= PAPER[name]
        given = f"   (given in {scores.given[name]:.0f} %)" if name in scores.given else ""
        click.echo(f"  {name:22} {value:6.2f}   paper {PAPER[name]:6.2f}  {'ahead' if value >= PAPER[name] else 'behind'}{given}")
    click.echo(f"  {ahead} of {len(scores.figures)} at or ahead of the paper's T5-Large")
