"""A bare web server with gzip: ``python -m benchmarks.pages.static_server DIR PORT``."""

from __future__ import annotations

import gzip
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class OnePage(BaseHTTPRequestHandler):
    """Serves ``index.html``, compressed once at start, and nothing else."""

    protocol_version = "HTTP/1.1"
    page = b""

    def do_GET(self) -> None:
        found = self.path == "/"
        body = self.page if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if found:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        """Keep quiet; the benchmark prints what there is to know."""


def main(folder: str, port: str) -> None:
    """Serve ``folder`` on ``port`` of the loopback address."""
    OnePage.page = gzip.compress((Path(folder) / "index.html").read_bytes())
    ThreadingHTTPServer(("127.0.0.1", int(port)), OnePage).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
