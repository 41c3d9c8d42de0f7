"""All mentions of a document."""

from spacy.tokens import Doc

from kg.extract.draft import MentionDraft
from kg.extract.mentions.names import named_mentions
from kg.extract.mentions.nominals import described_mentions
from kg.extract.mentions.values import VALUES, value_mentions


def find_mentions(doc: Doc) -> list[MentionDraft]:
    """Mentions in text order, the longer first where two start together; they may nest, no two have the same extent or the same head."""
    names = named_mentions(doc)
    values = value_mentions(doc, names)
    entities = [m for m in names if m.type not in VALUES]
    # "March" in a date is no demonstration
    spoken_for = [*entities, *(m for m in values if m.type in {"Date", "Money", "Law"})]
    found = {(m.start, m.end): m for m in (*described_mentions(doc, spoken_for), *values, *entities)}
    return sorted(found.values(), key=lambda m: (m.start, -m.end))
