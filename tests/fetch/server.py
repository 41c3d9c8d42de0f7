"""A real web server on this computer, with the good and the bad manners of servers."""

import gzip
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title><meta property="article:published_time" content="2020-03-04"></head>
<body><article><h1>{title}</h1><p>Police in Minsk detained ten protesters on Sunday, the ministry of the interior said.</p>
<p>Lawyers for the ten said that they had been beaten in custody.</p></article></body></html>"""

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Paper</title>
<item><title>Ten held &lt;script&gt;alert(1)&lt;/script&gt;</title><link>{base}/page/1</link>
<pubDate>Tue, 05 Nov 2019 10:00:00 +0800</pubDate>
<content:encoded>&lt;p&gt;Ten people were held, says the feed.&lt;/p&gt;&lt;p&gt;They were freed.&lt;/p&gt;</content:encoded></item>
<item><title>Gone</title><link>{base}/missing</link></item><item><title>Forbidden</title><link>{base}/private/x</link></item>
<item><title>No web address</title><link>javascript:alert(1)</link></item>
<item><title>Broken</title><link>http://[::1</link><description>Not fetched.</description></item></channel></rss>"""


class Site:
    """What a server saw and how it is set; `base` is its address without the slash."""

    def __init__(self) -> None:
        self.base = ""
        self.hits: Counter[str] = Counter()
        self.agents: set[str] = set()
        self.robots: tuple[int, str] = (200, "User-agent: *\nDisallow: /private/\n")
        self.page_version = 1

    @property
    def host(self) -> str:
        """`host:port`, as `allow_private` names it."""
        return self.base.removeprefix("http://")


class _Handler(BaseHTTPRequestHandler):
    site: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site = self.site
        site.hits[self.path] += 1
        site.agents.add(self.headers.get("User-Agent", ""))
        if self.path == "/robots.txt":
            self.answer(site.robots[0], site.robots[1].encode(), "text/plain")
        elif self.path.startswith(("/page/", "/private/")):
            self.conditional(PAGE.format(title=f"Ten held {self.path} v{site.page_version}").encode(), f'"v{site.page_version}"')
        elif self.path == "/feed":
            self.conditional(RSS.format(base=site.base).encode(), f'"f{site.page_version}"', "application/rss+xml")
        elif self.path == "/flaky":
            good = site.hits[self.path] > 1
            self.answer(200 if good else 500, PAGE.format(title="At last").encode() if good else b"sorry")
        else:
            self.odd()

    def odd(self) -> None:
        """Answers that hurt."""
        if self.path == "/to-page":
            self.answer(302, b"", Location="/page/1")
        elif self.path == "/circle":
            self.answer(302, b"", Location="/circle")
        elif self.path == "/to-private":
            self.answer(302, b"", Location="http://169.254.169.254/latest/meta-data/")
        elif self.path == "/to-file":
            self.answer(302, b"", Location="file:///etc/passwd")
        elif self.path == "/huge":
            self.answer(200, b"x", **{"Content-Length": "999999999999"})
        elif self.path == "/bomb":
            self.answer(200, gzip.compress(b" " * 30_000_000), **{"Content-Encoding": "gzip"})
        elif self.path == "/packed-twice":
            self.answer(200, gzip.compress(gzip.compress(b" " * 30_000_000)), **{"Content-Encoding": "gzip, gzip"})
        elif self.path == "/packed-oddly":
            self.answer(200, b"\x0b\x02\x80", **{"Content-Encoding": "br"})
        elif self.path == "/slow":
            time.sleep(3)
            self.answer(200, b"late")
        elif self.path == "/drip":
            self.drip()
        elif self.path == "/cookie":
            self.answer(200, f"Seen: {self.headers.get('Cookie')}".encode(), "text/plain", **{"Set-Cookie": "id=1"})
        else:
            self.answer(404, b"nothing here")

    def drip(self) -> None:
        """A byte now and then, never a pause long enough for a plain time limit."""
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass
        self.close_connection = True

    def conditional(self, body: bytes, tag: str, kind: str = "text/html; charset=utf-8") -> None:
        if self.headers.get("If-None-Match") == tag:
            self.answer(304, b"", ETag=tag)
        else:
            self.answer(200, body, kind, ETag=tag)

    def answer(self, status: int, body: bytes, kind: str = "text/html", **headers: str) -> None:
        self.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": str(len(body)), **headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def running_site() -> Iterator[Site]:
    """A server on a free port of 127.0.0.1, until the block ends."""
    site = Site()
    handler = type("Handler", (_Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    site.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
