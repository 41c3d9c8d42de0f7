"""Near-duplicates: forty outlets that print one wire story are one source.

MinHash over shingles of five words, found again by bands: two texts of Jaccard similarity 0.8 meet in a band with
probability above 0.999, two of 0.3 in about one of eight times, and then the signatures decide.
"""

import re
import zlib
from typing import cast

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, insert, select

from kg.archive.schema import bands, versions

SHINGLE_WORDS = 5
PERMUTATIONS = 64
ROWS_A_BAND = 4
SAME_TEXT = 0.7
"""Estimated Jaccard similarity from which two texts are one story; its standard error is 0.06."""

_PRIME = np.uint64((1 << 31) - 1)
_RANDOM = np.random.default_rng(20200101)
_FACTORS = _RANDOM.integers(1, int(_PRIME), PERMUTATIONS, dtype=np.uint64)
_OFFSETS = _RANDOM.integers(0, int(_PRIME), PERMUTATIONS, dtype=np.uint64)

Signature = npt.NDArray[np.uint32]


def sign(text: str) -> Signature:
    """The MinHash signature of a text, 64 x uint32."""
    words = re.findall(r"\w+", text.lower())
    grams = {" ".join(words[i : i + SHINGLE_WORDS]) for i in range(max(1, len(words) - SHINGLE_WORDS + 1))}
    hashes = np.fromiter((zlib.crc32(gram.encode("utf-8", "surrogatepass")) for gram in grams), dtype=np.uint64) % _PRIME
    lowest = np.full(PERMUTATIONS, _PRIME, dtype=np.uint64)
    for part in np.array_split(hashes, 1 + len(hashes) // 4096):
        if len(part):
            lowest = np.minimum(lowest, ((part[:, None] * _FACTORS + _OFFSETS) % _PRIME).min(axis=0))
    return lowest.astype(np.uint32)


def band_keys(signature: Signature) -> list[int]:
    """Sixteen keys; texts that share one are worth comparing."""
    rows = signature.reshape(-1, ROWS_A_BAND)
    return [(number << 32) | zlib.crc32(row.tobytes()) for number, row in enumerate(rows)]


def find_cluster(connection: Connection, signature: Signature) -> str | None:
    """The cluster of the most similar stored version, the oldest where several are; None when nothing is similar."""
    near = select(bands.c.version_id).where(bands.c.band.in_(band_keys(signature)))
    query = select(versions.c.cluster, versions.c.signature).where(versions.c.id.in_(near)).order_by(versions.c.id)
    best, found = SAME_TEXT, None
    for cluster, raw in connection.execute(query):
        alike = float(np.mean(np.frombuffer(raw, dtype=np.uint32) == signature))
        if alike > best or (found is None and alike >= best):
            best, found = alike, cast(str, cluster)
    return found


def remember(connection: Connection, version_id: int, signature: Signature) -> None:
    """Make a version findable by its signature."""
    connection.execute(insert(bands), [{"band": key, "version_id": version_id} for key in set(band_keys(signature))])
