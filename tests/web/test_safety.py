"""Who may ask the server, and what its page may do."""

import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from kg.settings import Settings
from tests.web.conftest import serve, stop


def test_the_policy_lets_no_other_origin_and_no_inline_script_in(client: httpx.Client) -> None:
    for path in ("/", "/api/about", "/nothing"):
        headers = client.get(path).headers
        policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["connect-src"] == policy["style-src"] == "'self'"
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
        assert "set-cookie" not in headers


def test_the_page_names_no_other_place(client: httpx.Client) -> None:
    html = client.get("/").text
    assert "//" not in html.replace("http://www.w3.org", "")
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 421),
        ({"host": "127.0.0.1.evil.example:80"}, 421),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, 403),
        ({"host": "localhost"}, 200),
    ],
)
def test_only_our_own_page_may_ask(client: httpx.Client, headers: dict[str, str], status: int) -> None:
    assert client.get("/api/about", headers=headers).status_code == status


def test_a_form_of_another_site_cannot_send(client: httpx.Client) -> None:
    assert client.post("/api/cypher", content=b'{"text": "RETURN 1"}', headers={"content-type": "text/plain"}).status_code == 415
    assert client.post("/api/cypher", json={"text": "x" * 1_100_000}).status_code == 413


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/%2e%2e/%2e%2e/app.py", "/..%2fapp.py", "/assets/../../app.py"])
def test_no_file_outside_the_page_is_served(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_sigterm_ends_it_in_order(store: Settings) -> None:
    running = serve(store.store)
    assert httpx.get(f"{running.address}api/about", timeout=60).status_code == 200
    assert stop(running) == 0


def test_an_empty_store_says_how_to_begin_and_is_not_made(tmp_path: Path) -> None:
    running = serve(tmp_path / "none")
    about = httpx.get(f"{running.address}api/about", timeout=60).json()
    assert "nothing" in about["missing"]
    assert stop(running) == 0
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [(["--host", "192.0.2.1"], "no address of this computer"), (["--host", "no.such.host.invalid"], "no address of this computer")],
)
def test_a_wrong_address_is_one_sentence(tmp_path: Path, options: list[str], words: str) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--store", str(tmp_path), *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert words in done.stderr


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "kg", "serve", "--store", str(tmp_path), "--port", port], capture_output=True, text=True, timeout=60
        )
    assert (done.returncode, done.stderr) == (2, f"kg: Port {port} is in use; give another with --port, or --port 0 for a free one.\n")


def test_listening_to_others_warns(tmp_path: Path) -> None:
    running = serve(tmp_path, "--host", "0.0.0.0")
    assert running.address.startswith("http://127.0.0.1:")
    stop(running)
    assert running.process.stderr is not None
    assert "no password" in running.process.stderr.read()
