"""Word lists of the attributes, read once."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load_lexicon(name: str) -> dict[str, Any]:
    """The list `<name>.yml` of this folder."""
    text = files(__name__).joinpath(f"{name}.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded
