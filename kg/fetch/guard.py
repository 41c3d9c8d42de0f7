"""Connections that only go where they may: the address that was checked is the address that is connected to.

A name is resolved once for each connection, every address it stands for must be public, and the connection is made to that
very address, so a name server that changes its answer between check and use gains nothing.
"""

import ipaddress
import socket
import time
from collections.abc import Collection, Iterable
from typing import Any

import httpcore
import httpx

from kg.errors import SourceError

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address is reachable on the open internet; IPv4 addresses wrapped in IPv6 are looked at themselves.

    >>> is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("93.184.216.34")
    (False, False, True)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.ip_address(int(ip) & 0xFFFFFFFF)  # type: ignore[assignment]
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return ip.is_global and not ip.is_multicast


class CheckedBackend(httpcore.NetworkBackend):
    """Opens TCP connections to public addresses, and to the private ones that are allowed by name (`host` or `host:port`)."""

    def __init__(self, allow_private: Collection[str] = ()) -> None:
        self._allowed = {name.lower() for name in allow_private}
        self._plain = httpcore.SyncBackend()
        self.deadline = float("inf")
        """`time.monotonic()` after which nothing more is read, however slowly it trickles."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first answering address of `host`. Raises SourceError where one of them is private."""
        error: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._addresses(host, port):
            try:
                stream = self._plain.connect_tcp(address, port, timeout, local_address, socket_options)
                return _DeadlineStream(stream, self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as refused:
                error = refused
        raise error

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError):
            raise SourceError(f"The host {host} is not known.") from None
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not {host.lower(), f"{host.lower()}:{port}"} & self._allowed:
            private = [address for address in addresses if not is_public(address)]
            if private:
                raise SourceError(f"The host {host} has the private address {private[0]}; allow_private must name it.")
        return addresses


class _DeadlineStream(httpcore.NetworkStream):
    """A stream whose every read and write also obeys the backend's deadline."""

    def __init__(self, stream: httpcore.NetworkStream, backend: CheckedBackend) -> None:
        self._stream = stream
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> httpcore.NetworkStream:
        return _DeadlineStream(self._stream.start_tls(ssl_context, server_hostname, self._left(timeout)), self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _left(self, timeout: float | None) -> float | None:
        left = self._backend.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the whole download took too long")
        return min(left, timeout) if timeout is not None else left


class CheckedTransport(httpx.HTTPTransport):
    """httpx's own transport over a `CheckedBackend`."""

    def __init__(self, backend: CheckedBackend) -> None:
        super().__init__()
        # httpx has no parameter for the network backend of its pool; the pool itself is a public class.
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), max_connections=4, keepalive_expiry=5.0, network_backend=backend
        )
