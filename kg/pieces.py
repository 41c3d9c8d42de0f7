"""Long rows of things, cut into pieces that a database takes at once."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def pieces(values: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The values in lists of `size`; the last may be shorter."""
    iterator = iter(values)
    while piece := list(islice(iterator, size)):
        yield piece
