"""Mentions -> clusters: which mentions of a document stand for one entity."""

from kg.extract.coreference.resolve import find_chains, resolve

__all__ = ["find_chains", "resolve"]
