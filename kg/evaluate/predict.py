"""What the extractor finds in the texts of a labelled set."""

from collections.abc import Callable, Iterable, Sequence

from spacy.tokens import Doc

from kg.evaluate.chains import Chain, Mention
from kg.evaluate.coreference import TYPE_OF
from kg.extract import Extractor
from kg.extract.coreference import find_chains
from kg.extract.coreference.ranker import Ranker
from kg.extract.draft import MentionDraft
from kg.extract.language import load_pipeline
from kg.extract.mentions import find_mentions
from kg.model import Document, Extraction

Report = Callable[[str], None]


def predict_all(extractor: Extractor, documents: Iterable[Document], report: Report) -> dict[str, Extraction]:
    """Extractions by document id; a failed one is reported and left out, so that its labels count as missed."""
    found = {}
    for extraction in extractor.extract_many(documents):
        if extraction.error is not None:
            report(f"{extraction.document.id}: {extraction.error}")
        else:
            found[extraction.document.id] = extraction
    return found


def predict_chains(documents: Sequence[Document]) -> dict[str, list[Chain]]:
    """All chains by document id, those of entities that take part in no claim included."""
    docs = load_pipeline().pipe([document.text for document in documents])
    return {document.id: chains_in(doc) for document, doc in zip(documents, docs, strict=True)}


def chains_in(doc: Doc, ranker: Ranker | None = None) -> list[Chain]:
    """The chains of a parsed text, of the types that labels have; by the shipped ranker or another."""
    found = find_chains(doc, find_mentions(doc), ranker)
    return [Chain(TYPE_OF[kind], tuple(_place(doc, m) for m in members)) for kind, members in found if kind in TYPE_OF]


def _place(doc: Doc, mention: MentionDraft) -> Mention:
    first, last, head = doc[mention.start], doc[mention.end - 1], doc[mention.head]
    return Mention((first.idx, last.idx + len(last)), (head.idx, head.idx + len(head)))
