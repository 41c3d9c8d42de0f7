"""The archive: what must not be lost, in one SQL database."""

from kg.archive.judge import Author
from kg.archive.runs import Reading, Run, RunItem
from kg.archive.search import EntityHit, Hit
from kg.archive.store import Archive
from kg.archive.stored import ArticleVersion, Judgement, Member, Named, StoredClaim, StoredEntity, StoredMention, Totals, Unanalysed
from kg.archive.write import Origin, Outcome

__all__ = [
    "Archive",
    "ArticleVersion",
    "Author",
    "EntityHit",
    "Hit",
    "Judgement",
    "Member",
    "Named",
    "Origin",
    "Outcome",
    "Reading",
    "Run",
    "RunItem",
    "StoredClaim",
    "StoredEntity",
    "StoredMention",
    "Totals",
    "Unanalysed",
]
