"""Mentions -> claims: rules and trained heads propose, one calibrated scorer decides."""

from kg.extract.claims.propose import propose
from kg.extract.claims.score import score
from kg.extract.claims.settle import likely, settle

__all__ = ["likely", "propose", "score", "settle"]
