"""A bare web server with gzip and tags: ``python -m benchmarks.pages.static_server DIR PORT``."""

from __future__ import annotations

import gzip
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class Pages(BaseHTTPRequestHandler):
    """Serves the ``index.html`` of each folder, compressed once at start, and nothing else."""

    protocol_version = "HTTP/1.1"
    pages: dict[str, bytes] = {}

    def do_GET(self) -> None:
        body = self.pages.get(self.path)
        tag = f'"{hash(body):x}"'
        if body is not None and self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.send_header("ETag", tag)
            self.end_headers()
            return
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if body is not None:
            self.send_header("Content-Encoding", "gzip")
            self.send_header("ETag", tag)
            self.send_header("Cache-Control", "no-cache")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *arguments: Any) -> None:
        """Keep quiet; the benchmark prints what there is to know."""


def main(folder: str, port: str) -> None:
    """Serve ``folder`` on ``port`` of the loopback address."""
    root = Path(folder)
    for path in root.rglob("index.html"):
        below = path.parent.relative_to(root).as_posix()
        address = "/" if below == "." else f"/{below}/"
        Pages.pages[address] = gzip.compress(path.read_bytes())
    ThreadingHTTPServer(("127.0.0.1", int(port)), Pages).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
