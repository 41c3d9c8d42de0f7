"""Mentions -> clusters: which mentions of a document stand for one entity."""

from kg.extract.coreference.resolve import resolve

__all__ = ["resolve"]
