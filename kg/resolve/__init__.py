"""Entities across articles: comparison of profiles, and the revocable judgements that merge them."""

from kg.resolve.compare import block_keys, compare
from kg.resolve.profile import Comparison, EntityProfile, make_profile

__all__ = ["Comparison", "EntityProfile", "block_keys", "compare", "make_profile"]
