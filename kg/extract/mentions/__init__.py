"""Doc -> mentions: spans that name, describe or point to an entity, and dates, amounts and numbers."""

from kg.extract.mentions.find import find_mentions

__all__ = ["find_mentions"]
