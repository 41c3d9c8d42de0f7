"""Proposals -> what stands around them: speaker, polarity, modality, date, place, count."""

from kg.extract.attributes.describe import describe

__all__ = ["describe"]
