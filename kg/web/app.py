"""The server: routes over the reader, the guard in front, the built page behind."""

import logging
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import KgError
from kg.settings import Settings
from kg.web import about, entities, evidence, questions, view
from kg.web.reader import Reader
from kg.web.requests import Asking, FreeText, Growth, Scope, read_body
from kg.web.security import LOOPBACK, Guard

STATIC = Path(__file__).parent / "static"
"""The built page: `page/` compiled by Vite, made when the package is built."""

log = logging.getLogger("kg.web")

Endpoint = Callable[[Request], Awaitable[Response]]


def create_app(settings: Settings, hosts: tuple[str, ...] = LOOPBACK) -> Starlette:
    """The explorer over one store; it answers only under `hosts` (see `Guard`)."""
    reader = Reader(settings)

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        threading.Thread(target=reader.warm_up, daemon=True).start()
        yield
        await run_in_threadpool(reader.close)

    return Starlette(
        routes=[*_api(reader), Mount("/", StaticFiles(directory=STATIC, html=True, check_dir=False))],
        middleware=[Middleware(Guard, hosts=hosts), Middleware(GZipMiddleware, minimum_size=2_000)],
        exception_handlers={KgError: _expected, HTTPException: _http, Exception: _unexpected},
        lifespan=life,
    )


def _api(reader: Reader) -> list[Route]:
    def get(path: str, answer: Callable[[Request], Any]) -> Route:
        async def endpoint(request: Request) -> Response:
            return JSONResponse(await run_in_threadpool(answer, request))

        return Route(f"/api{path}", endpoint, methods=["GET"])

    def post(path: str, model: type[Any], answer: Callable[[Request, Any], Any]) -> Route:
        async def endpoint(request: Request) -> Response:
            body = await read_body(request, model)
            return JSONResponse(await run_in_threadpool(answer, request, body))

        return Route(f"/api{path}", endpoint, methods=["POST"])

    return [
        get("/about", lambda _: about.about(reader)),
        get("/runs", lambda _: about.runs(reader)),
        get("/search", lambda request: entities.search(reader.archive, request.query_params.get("q", ""))),
        post("/overview", Scope, lambda _, scope: view.overview(reader.graph, scope)),
        get("/entities/{id}", lambda request: entities.card(reader, _id(request))),
        post("/entities/{id}/view", Scope, lambda request, scope: view.open_view(reader.graph, _id(request), scope)),
        post("/entities/{id}/grow", Growth, lambda request, growth: view.grow_view(reader.graph, _id(request), growth)),
        get("/relations/{id}", lambda request: evidence.relation(reader, _id(request))),
        get("/claims/{id}", lambda request: evidence.claim(reader, _id(request))),
        get("/articles/{id}", lambda request: evidence.article(reader, _id(request))),
        get("/questions", lambda _: questions.catalogue()),
        post("/questions/{id}", Asking, lambda request, asked: questions.ask(reader.graph, _id(request), asked.parameters)),
        post("/cypher", FreeText, lambda _, free: questions.run(reader.graph, free.text, {})),
        Route("/api/{rest:path}", _no_such, methods=["GET", "POST"]),
    ]


def _id(request: Request) -> str:
    return str(request.path_params["id"])


async def _no_such(_request: Request) -> Response:
    return JSONResponse({"error": "There is no such thing to ask for."}, status_code=404)


async def _expected(_request: Request, error: Exception) -> Response:
    status = error.http_status if isinstance(error, KgError) else 500
    return JSONResponse({"error": str(error)}, status_code=status)


async def _http(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return JSONResponse({"error": f"Not possible: {getattr(error, 'detail', error)}."}, status_code=status)


async def _unexpected(request: Request, error: Exception) -> Response:
    # The text of a bug may hold paths or queries: it goes to the terminal, not to the page.
    log.error("%s failed", request.url.path, exc_info=error)
    return JSONResponse({"error": "The program failed here; the terminal says more."}, status_code=500)
