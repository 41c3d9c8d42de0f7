"""Whether two entities of different articles are one."""

from kg.resolve.profile import Comparison, EntityProfile


def block_keys(profile: EntityProfile) -> set[str]:
    """Keys such that two profiles which could be one entity share at least one; empty when it can never merge."""
    if not profile.named:
        return set()
    if profile.code:
        return {f"country:{profile.code}"}
    return {f"{profile.type}:{name.casefold()}" for name in (profile.name, *profile.aliases)}


def compare(a: EntityProfile, b: EntityProfile) -> Comparison | None:
    """Score two profiles; None when they cannot be compared (other types, unnamed)."""
    if a.type != b.type or not (a.named and b.named):
        return None
    if block_keys(a) & block_keys(b):
        return Comparison(0.9, "same", f"Both are called {a.name}.")
    return Comparison(0.1, "unsure", f"{a.name} and {b.name} share no name.")
