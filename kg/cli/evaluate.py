"""`kg evaluate`: how good the extraction is, by labelled sets."""

from pathlib import Path

import click

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
EITHER = click.Path(exists=True, path_type=Path)


@click.command()
@click.option("--claims", type=FOLDER, multiple=True, help="Articles with labelled claims: <name>.json beside <name>.txt.")
@click.option("--corpora", type=FOLDER, help="Folder of public sets by their names in training/README.md: all those below that it holds.")
@click.option("--incidents", type=FILE, multiple=True, help="Labels of main incidents, an HRDsAttack file.")
@click.option("--names", type=FILE, multiple=True, help="Labelled names: two columns, the GMB extract (.zip), or .jsonl rows.")
@click.option("--parse", type=EITHER, multiple=True, help="A treebank in CoNLL-U, or a folder of them.")
@click.option("--coreference", type=EITHER, multiple=True, help="CoNLL-U with GUM's Entity= brackets, or a folder of such files.")
@click.option("--relations", type=FILE, multiple=True, help="A Re-DocRED file.")
@click.option("--by", type=click.Choice(["predicate", "document"]), help="Also a row for each predicate (or tree relation) or document.")
@click.option("--errors", type=click.IntRange(0), default=0, metavar="N", help="Also the first N missed and spurious of a document or set.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Read at most N texts of a set: for a quick look.")
def command(corpora: Path | None, by: str | None, errors: int, limit: int | None, **given: tuple[Path, ...]) -> None:
    """Score the extraction against hand-labelled sets and print the tables.

    Labelled claims also show what the confidence is worth, and how often something is claimed of two entities of which a
    reader claimed nothing. No set is fetched: give the paths of those that you have.

    \b
    Examples:
      kg evaluate --claims data/gold/seed
      kg evaluate --claims data/gold/seed --by predicate --errors 3
      kg evaluate --corpora corpora --limit 100
      kg evaluate --names wikigold.conll.txt --parse ewt/dev.conllu --coreference gum/dev
    """
    from kg.evaluate.run import Detail, Sets, evaluate, sets_in
    from kg.extract import Extractor
    from kg.settings import environment_settings

    sets = Sets(**given) + (sets_in(corpora) if corpora is not None else Sets())
    if not sets:
        raise click.UsageError("Nothing to score: give --claims, --corpora or the path of a set.")
    extractor = Extractor(environment_settings())
    for line in evaluate(extractor, sets, Detail(by, errors, limit), lambda problem: click.echo(f"kg: {problem}", err=True)):
        click.echo(line)
