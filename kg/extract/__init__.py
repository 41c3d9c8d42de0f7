"""Document -> Extraction: language, mentions, coreference, claims, attributes, incidents, links."""

from kg.extract.extractor import Extractor

__all__ = ["Extractor"]
