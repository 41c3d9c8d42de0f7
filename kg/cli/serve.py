"""`kg serve`: the explorer in a browser."""

import errno
import ipaddress
import signal
import socket
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.main import graph_option, settings_of, store_option
from kg.errors import UserError

if TYPE_CHECKING:
    from uvicorn import Server


@click.command("serve")
@store_option
@graph_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; the default lets nobody else in.")
@click.option("--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="Port to listen on; 0 takes a free one.")
@click.option("--open", "open_browser", is_flag=True, help="Open the page in the browser.")
def command(store: Path | None, graph: str | None, host: str, port: int, open_browser: bool) -> None:
    """Show the graph in a browser, with the evidence of every relation.

    The page is served from this computer to this computer: nothing is fetched from elsewhere, and nothing is sent. Runs until Ctrl-C.

    \b
    Examples:
      kg serve
      kg serve --store kg-demo --port 0 --open
    """
    import uvicorn

    from kg.web.app import create_app

    settings = settings_of(store, graph)
    with listening_socket(host, port) as listener:
        address = address_of(listener, host)
        if not is_loopback(host):
            click.echo(
                f"kg: warning: listening on {host} lets everyone who reaches this computer read the store; there is no password.", err=True
            )
        config = uvicorn.Config(
            create_app(settings, hosts_for(host)), log_level="warning", access_log=False, server_header=False, lifespan="on",
            timeout_graceful_shutdown=3,
        )
        click.echo(address)
        click.echo("The explorer runs until Ctrl-C.", err=True)
        if open_browser:
            # A little later: the server must answer before the browser asks.
            threading.Timer(0.8, webbrowser.open, (address,)).start()
        run_until_stopped(uvicorn.Server(config), listener)


def run_until_stopped(server: "Server", listener: socket.socket) -> None:
    """Serve; Ctrl-C and SIGTERM end it in order, with exit status 0."""

    def stop(*_: object) -> None:
        server.should_exit = True

    # For a signal that comes before uvicorn's own handlers stand, and for the one that it raises again after an orderly end.
    signal.signal(signal.SIGTERM, stop)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        click.echo("kg: stopped.", err=True)


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket that listens there; raises UserError in one sentence."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except OSError as error:
        raise UserError(f"“{host}” is no address of this computer.") from error
    listener = socket.socket(family, kind, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(where)
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise UserError(_cannot_listen(host, port, error)) from error
    return listener


def _cannot_listen(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use; give another with --port, or --port 0 for a free one."
    if error.errno == errno.EACCES:
        return f"Port {port} needs rights that you do not have; give one above 1023."
    if error.errno == errno.EADDRNOTAVAIL:
        return f"“{host}” is no address of this computer."
    return f"Cannot listen on {host} port {port}: {error.strerror or error}."


def address_of(listener: socket.socket, host: str) -> str:
    """What to type into a browser."""
    port = listener.getsockname()[1]
    name = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not bound
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach that address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def hosts_for(host: str) -> tuple[str, ...]:
    """The names the server answers to when it listens on `host`."""
    from kg.web.security import LOOPBACK

    if is_loopback(host):
        return (*LOOPBACK, f"[{host}]" if ":" in host else host)
    # Whoever listens on all addresses is reached by names we cannot know.
    return ("*",) if host in ("0.0.0.0", "::") else (*LOOPBACK, f"[{host}]" if ":" in host else host)  # noqa: S104
