"""Addresses that nobody should be sent anything from, and requests sent as they stand."""

from __future__ import annotations

import socket
from urllib.parse import quote, urlsplit

from conftest import ROOT
from hypothesis import strategies as st
from test_site_server import MODULES

OURS = ("course/**/*.py", "modules/**/*.yaml", "modules/*/*.ipynb", "*.toml")
SECRET = [
    *sorted(str(path.relative_to(ROOT)) for kind in OURS for path in ROOT.glob(kind))[::9],
    "assignments/keys/threshold-and-tolerance.yaml",
    ".git/config",
    ".venv/pyvenv.cfg",
]
DOTS = (
    "../",
    "..%2f",
    "%2e%2e/",
    "%2e%2e%2f",
    "..%252f",
    "..\\",
    "..%5c",
    "..%c0%af",
    ".../",
    "./",
)
ROUTES = ("/", "/nb/", "/static/", f"/nb/{MODULES[0]}/", "/voila/static/", "/voila/labextensions/")


def raw(base: str, target: str, *headers: str, method: str = "GET") -> bytes:
    """Send a request as it stands, for clients mend what they send; return the answer."""
    where = urlsplit(base)
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=30) as client:
        head = [f"{method} {target} HTTP/1.1", "Host: x", "Connection: close", *headers, "", ""]
        client.sendall("\r\n".join(head).encode("latin1", "replace"))
        told = b""
        while more := client.recv(65_536):
            told += more
    return told


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


targets = st.builds(
    lambda route, dots, path, way: route + "".join(dots) + way(path),
    st.sampled_from(ROUTES),
    st.lists(st.sampled_from(DOTS), max_size=7),
    st.sampled_from(SECRET),
    st.sampled_from(
        [
            str,
            quote,
            lambda path: quote(quote(path, safe=""), safe=""),
            lambda path: "".join(f"%{ord(letter):02X}" for letter in path),
            lambda path: path + "%00.html",
            lambda path: path.upper(),
            lambda path: path.replace("/", "//"),
        ]
    ),
)
garbage = st.text(
    st.characters(min_codepoint=33, max_codepoint=255, exclude_characters="\x7f"), max_size=80
)
