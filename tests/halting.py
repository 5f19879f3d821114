"""A page that comes as far as the script of a widget, and goes on when told to."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import urlopen


@contextmanager
def halting(page: str, scripts: int = 2) -> Iterator[tuple[str, threading.Event]]:
    """Serve the page of the address ``page`` so; yield its new address, and what lets it go on.

    It comes with the first ``scripts`` of its widgets: that of the scales, that of what is next.
    """
    with urlopen(page) as answer:
        html = answer.read().decode()
    halt = [found.start() for found in re.finditer(r'<script>"use strict"', html)][scripts]
    go_on = threading.Event()

    class Halting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/":
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html[:halt].encode())
            self.wfile.flush()
            go_on.wait(30)
            self.wfile.write(html[halt:].encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Halting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", go_on
    finally:
        go_on.set()
        server.shutdown()
        server.server_close()
