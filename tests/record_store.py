"""A small learning record store that writes down what a cmi5 package asks and says of it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "bGVhcm5lcjpzZWNyZXQ="


@dataclass
class Store:
    """What the store holds; ``statements`` in the order in which they came."""

    address: str = ""
    launch: dict[str, Any] = field(default_factory=dict)
    statements: list[dict[str, Any]] = field(default_factory=list)
    states: dict[str, Any] = field(default_factory=dict)
    fetched: int = 0
    faults: list[str] = field(default_factory=list)
    down: bool = False

    def verbs(self) -> list[str]:
        """Return the last word of each statement's verb."""
        return [one["verb"]["id"].rsplit("/", 1)[1] for one in self.statements]


@contextmanager
def record_store(launch: dict[str, Any]) -> Iterator[Store]:
    """Run a store on an address of its own, with this launch data, until the block ends."""
    store = Store(launch=launch)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

        def send(self, status: int, body: Any = None) -> None:
            self.send_response(status)
            self.send_header("Access-Control-Allow-Origin", self.headers.get("Origin", "*"))
            self.send_header("Access-Control-Allow-Methods", "GET, POST, PUT")
            self.send_header(
                "Access-Control-Allow-Headers",
                "Authorization, Content-Type, X-Experience-API-Version",
            )
            data = b"" if body is None else json.dumps(body).encode()
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_OPTIONS(self) -> None:
            self.send(204)

        def asked(self) -> tuple[str, dict[str, str], Any]:
            parts = urlsplit(self.path)
            query = {key: value[0] for key, value in parse_qs(parts.query).items()}
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            if parts.path != "/fetch":
                if self.headers.get("Authorization") != f"Basic {TOKEN}":
                    store.faults.append(f"{parts.path}: no authorization")
                if self.headers.get("X-Experience-API-Version") != "1.0.3":
                    store.faults.append(f"{parts.path}: no version")
            return parts.path, query, body

        def keep(self, said: list[dict[str, Any]]) -> None:
            known = {one["id"] for one in store.statements}
            store.statements += [one for one in said if one["id"] not in known]

        def do_GET(self) -> None:
            path, query, _ = self.asked()
            if path == "/xapi/activities/state" and query["stateId"] == "LMS.LaunchData":
                self.send(200, store.launch)
            elif path == "/xapi/activities/state" and query["stateId"] in store.states:
                self.send(200, store.states[query["stateId"]])
            elif path == "/xapi/agents/profile":
                self.send(200, {"languagePreference": "en,nb"})
            else:
                self.send(404)

        def do_PUT(self) -> None:
            path, query, body = self.asked()
            if store.down:
                self.send(503)
                return
            if path == "/xapi/statements":
                if query["statementId"] != body["id"]:
                    store.faults.append(f"{path}: {query['statementId']} is not {body['id']}")
                self.keep([body])
            else:
                store.states[query["stateId"]] = body
            self.send(204)

        def do_POST(self) -> None:
            path, _, body = self.asked()
            if path == "/fetch":
                store.fetched += 1
                # The standard: the second call is refused, with 200 and an error code.
                once = {"auth-token": TOKEN} if store.fetched == 1 else {"error-code": "1"}
                self.send(200, once)
            elif store.down:
                self.send(503)
            else:
                self.keep(body)
                self.send(200, [one["id"] for one in body])

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        store.address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield store
        server.shutdown()
