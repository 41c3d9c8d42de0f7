"""What the page may send, checked at the edge."""

import json
import re
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request

from kg.errors import UserError
from kg.graph.contract import SHOWN_STATUSES, Around
from kg.model import ENTITY_TYPES
from kg.ontology import load_ontology

STATUSES = ("actual", "alleged", "contested", "denied", "planned", "hypothetical")
SHOWN_LIMIT = 3_000
"""Nodes the page may hold; more is no picture any more."""


def _known_type(value: str) -> str:
    if value not in load_ontology().predicates:
        raise ValueError(f"{value!r} is no relation")
    return value


def _known_status(value: str) -> str:
    if value not in STATUSES:
        raise ValueError(f"{value!r} is no status")
    return value


def _day(value: str) -> str:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError(f"{value!r} is no day; write 2024-03-22")
    return value


class Scope(BaseModel):
    """Which relations count; empty lists mean all."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    types: list[Annotated[str, AfterValidator(_known_type)]] = Field(default=[], max_length=200)
    statuses: list[Annotated[str, AfterValidator(_known_status)]] = Field(default=list(SHOWN_STATUSES), max_length=len(STATUSES))
    date_from: Annotated[str, AfterValidator(_day)] | None = Field(default=None, alias="from")
    date_to: Annotated[str, AfterValidator(_day)] | None = Field(default=None, alias="to")

    def around(self, limit: int) -> Around:
        """The same as a question to the graph: neighbours that are entities, by typed relations."""
        types = tuple(self.types) or tuple(load_ontology().predicates)
        return Around(limit, types, ENTITY_TYPES, tuple(self.statuses), self.date_from, self.date_to)


class Growth(Scope):
    """A scope, and what the page shows already: `[id, x, y]` in pixels."""

    shown: list[tuple[str, float, float]] = Field(max_length=SHOWN_LIMIT)


class Asking(BaseModel):
    """Values of a question's parameters, as the form gave them."""

    model_config = ConfigDict(extra="forbid")

    parameters: dict[str, str] = Field(default={}, max_length=50)


class FreeText(BaseModel):
    """A query in Cypher."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=20_000)


Model = TypeVar("Model", bound=BaseModel)


async def read_body(request: Request, model: type[Model]) -> Model:
    """The request's body as `model`; raises UserError with one sentence."""
    try:
        body: Any = json.loads(await request.body())
        return model.model_validate(body)
    except json.JSONDecodeError as error:
        raise UserError("The request is no JSON.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UserError(f"{where or 'The request'}: {first['msg'].removeprefix('Value error, ')}.") from error
