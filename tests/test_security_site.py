"""Whatever a client sends to the public site, it gets a page of the catalogue or is hung up on."""

from __future__ import annotations

import re
import socket
import time
from urllib.parse import urlsplit

import psutil
import pytest
from attacks import garbage, raw, status, targets
from conftest import ROOT, Served
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_site_server import MODULES, get

SMUGGLED = (
    b"Content-Length: 3\r\nTransfer-Encoding: chunked",
    b"Content-Length: 3\r\nContent-Length: 0",
    b"Content-Length: 3, 3",
    b"Content-Length: +3",
    b"Transfer-Encoding: xchunked",
    b"Transfer-Encoding: chunked, identity",
    b"Transfer-Encoding : chunked",
    b"A: b\r\n Transfer-Encoding: chunked",
    b"A: b\nContent-Length: 3",
    b"A: b\rContent-Length: 3",
)
"""What a proxy in front of us may read in another way than we do."""


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(targets, garbage.map("/".__add__)))
def test_no_address_leads_out_of_the_catalogue(site: str, target: str) -> None:
    answer = raw(site, target)
    assert status(answer) in (301, 302, 400, 404, 414), target
    assert b"Index of" not in answer and b"Traceback" not in answer
    assert str(ROOT).encode() not in answer


@pytest.mark.parametrize(
    ("head", "answers"),
    [
        (b"GET /" + b"x" * 5_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 100 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"x" * 40_000 + b"\r\n\r\n", 431),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n" + b"x" * 5_000, 413),
        (b"\x16\x03\x01\x02\x00\x01\x00", 400),
        (b"GET / HTTP/9.9\r\n\r\n", 400),
        (b"GET /\r\n\r\n", 505),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x/../y\r\n\r\n", 400),
        (b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n", 417),
        *((b"GET / HTTP/1.1\r\nHost: x\r\n" + two + b"\r\n\r\nabc", 400) for two in SMUGGLED),
        (b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", 400),
    ],
)  # fmt: skip
def test_what_is_too_long_or_no_http_is_hung_up_on(site: str, head: bytes, answers: int) -> None:
    where = urlsplit(site)
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=30) as client:
        client.sendall(head)
        told = b""
        while more := client.recv(65_536):
            told += more
    assert status(told) == answers and b"Connection: close" in told


def test_no_client_changes_what_another_gets(site: str) -> None:
    """What is kept is kept by all that it was made of."""
    page, top = f"/nb/{MODULES[0]}/", b"<!doctype html>"
    tag = re.search(rb'(?i)etag: ("\w+")', raw(site, page))
    assert tag
    twice = ("Accept-Encoding: br", "Accept-Encoding: x")
    assert b"Content-Encoding: br" in raw(site, page, *twice)
    known = f"If-None-Match: {tag[1].decode()}"
    assert status(raw(site, page, known, 'If-None-Match: "x"')) == 304
    for again in (page, f"http://x{page}", f"{page}?query", f"{page}#part"):
        answer = raw(site, again)
        assert status(answer) == 200 and b"Content-Encoding" not in answer
        assert top in answer.lower()
    for lang in ("en", "nb", "en-GB"):
        answer = raw(site, f"/{MODULES[0]}", f"Accept-Language: {lang}, x")
        assert f"Location: {lang[:2]}/{MODULES[0]}/".encode() in answer
    assert b"Allow: GET, HEAD" in raw(site, page, method="DELETE")
    head = raw(site, page, method="HEAD")
    assert head.endswith(b"\r\n\r\n") and b"Content-Length: 0" not in head


def test_many_requests_at_once_are_answered_in_their_order(site: str) -> None:
    ways = [f"/nb/{'x/' * n}" if n % 3 else f"/nb/{MODULES[0]}/" for n in range(30)]
    asked = "".join(f"HEAD {way} HTTP/1.1\r\nHost: x\r\n\r\n" for way in ways)
    where = urlsplit(site)
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=30) as client:
        client.sendall(asked.encode() + b"GET / HTTP/1.0\r\n\r\n")
        told = b""
        while more := client.recv(65_536):
            told += more
    found = [int(one) for one in re.findall(rb"HTTP/1.1 (\d+)", told)]
    assert found == [*(404 if n % 3 else 200 for n in range(30)), 302]


def test_ten_thousand_requests_of_garbage_leave_the_server_as_it_was(served: Served) -> None:
    process = psutil.Process(served.process.pid)
    where = urlsplit(served.base)
    get(served.base, "/nb/").read()
    before, files = process.memory_info().rss, process.num_fds()
    for number in range(500):
        with socket.create_connection((where.hostname or "", where.port or 0)) as client:
            client.sendall(bytes((number * n * n) % 256 for n in range(1, 60)) + b"\r\n\r\n")
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=60) as client:
        for batch in range(95):
            # Half of what the bytes after the per cent sign say is no text.
            ways = (f"/{n:x}%{n % 256:02x}/{'a/' * (n % 40)}?{batch}{n}" for n in range(100))
            asked = "".join(f"HEAD {way} HTTP/1.1\r\nHost: x\r\n\r\n" for way in ways)
            client.sendall(asked.encode())
            told = b""
            while told.count(b"\r\n\r\n") < 100:
                more = client.recv(65_536)
                assert more
                told += more
    assert get(served.base, f"/nb/{MODULES[0]}/").status == 200
    for _ in range(50):
        if process.num_fds() <= files + 4:
            break
        time.sleep(0.1)
    assert process.num_fds() <= files + 4
    assert process.memory_info().rss - before < 60 * 2**20
