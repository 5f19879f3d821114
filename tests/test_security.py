"""Nobody gets in where they do not belong: each promise of SECURITY.md is tried here."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import socket
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit
from uuid import uuid4

import psutil
import pytest
from conftest import ROOT, Served, run
from faults.form_server import kernels, make_folder, opened, running
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from test_leaks import leaked
from test_site_server import MODULES, get
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.ioloop import IOLoop
from tornado.websocket import websocket_connect

from course.assignments.exchange import COURSE_IDS

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


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(targets, garbage.map("/".__add__)))
def test_no_address_leads_out_of_the_catalogue(site: str, target: str) -> None:
    answer = raw(site, target)
    assert status(answer) in (301, 302, 400, 404, 414), target
    assert b"Index of" not in answer and b"Traceback" not in answer
    assert str(ROOT).encode() not in answer


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, psutil.Process, Path]]:
    """A learner's server: its address with the token, its process, the learner's folder."""
    folder = make_folder(tmp_path_factory.mktemp("form") / "mine")
    with opened(folder) as (address, process):
        yield address, psutil.Process(process.pid), folder


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(targets, garbage.map("/".__add__)), st.booleans())
def test_no_file_leaves_the_learners_server(
    form: tuple[str, psutil.Process, Path], target: str, signed_in: bool
) -> None:
    assume(not re.fullmatch(r"/+([?#;].*)?", target))  # the form itself
    token = form[0].split("token=")[1]
    answer = raw(form[0], target, *([f"Authorization: token {token}"] if signed_in else []))
    assert status(answer) in (301, 302, 400, 403, 404, 405), target
    assert str(ROOT).encode() not in answer and leaked(answer.decode("utf-8", "replace")) == []


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A learner's desk, beside an exchange that holds what is nobody's to read; its address."""
    near = tmp_path_factory.mktemp("desk")
    for name in ("inbound", "outbound"):
        place = near / "exchange" / COURSE_IDS["nb"] / name / "other+secret"
        place.mkdir(parents=True)
        (place / "answers.json").write_text('{"why": "' + NOBODYS + '"}')
    into = near / "mine"
    make_folder(into / "threshold-and-tolerance")
    env = {"SMERTEKURS_EXCHANGE": str(near / "exchange"), "JUPYTER_DATA_DIR": str(near / "data")}
    with running(["serve", "--into", str(into)], near, **env) as (address, _):
        yield address


NOBODYS = "what another learner wrote"
PARTS = ("nb", "en", "..", ".", "%2e%2e", "threshold-and-tolerance", "other+secret", "feedback")
PLACES = ("20261130T120000", "answers.json", "form.yaml", "", "%00", "inbound", "a" * 300)
rooms = st.lists(st.sampled_from(PARTS + PLACES), min_size=1, max_size=6)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.one_of(targets, garbage.map("/".__add__), rooms.map(lambda parts: "/" + "/".join(parts))),
    st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD"]),
    st.booleans(),
)
def test_no_address_leads_out_of_the_learners_desk(
    desk: str, target: str, method: str, signed_in: bool
) -> None:
    plain = re.sub(r"[?#;].*", "", target)
    assume(not re.fullmatch(r"/+((nb|en)/*)?(threshold-and-tolerance/*)?", plain))  # its own pages
    token = desk.split("token=")[1]
    answer = raw(
        desk, target, *([f"Authorization: token {token}"] if signed_in else []), method=method
    )
    assert status(answer) in (301, 302, 400, 403, 404, 405), target
    assert NOBODYS.encode() not in answer and str(ROOT).encode() not in answer
    assert leaked(answer.decode("utf-8", "replace")) == []


@pytest.mark.parametrize(
    "path",
    [
        "/form.yaml",
        "/form.ipynb",
        "/answers.json",
        "/voila/files/form.yaml",
        "/voila/tree",
        "/voila/api/contents/",
        "/voila/render/form.ipynb",
        "/api/contents/",
        "/api/kernels",
        "/api/terminals",
        "/api/sessions",
        "/lab",
        "/voila/templates/base/x",
        "/files/form.yaml",
        "/?template=lab",
    ],
)
def test_the_learners_server_has_no_route_to_files_or_listings(
    form: tuple[str, psutil.Process, Path], path: str
) -> None:
    assert get(form[0], path).status in (403, 404)


@pytest.mark.parametrize("path", ["/", "/nowhere", "/form-page.js", "/voila/static/voila.js"])
def test_every_answer_of_the_learners_server_has_the_headers(
    form: tuple[str, psutil.Process, Path], path: str
) -> None:
    headers = get(form[0], path).headers
    script = re.search(r"script-src ([^;]*)", headers["Content-Security-Policy"])
    assert script and "unsafe" not in script[1] and "*" not in script[1]
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Server"] is None
    assert headers["Referrer-Policy"] == "same-origin"


def message(kind: str, **content: object) -> str:
    header = {"msg_id": uuid4().hex, "msg_type": kind, "session": "s", "username": "u"}
    header |= {"version": "5.3", "date": "2026-01-01T00:00:00Z"}
    rest = {"parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    return json.dumps({"header": header, "buffers": [], **rest})


def test_a_kernel_hears_only_voilas_messages_from_its_own_page_at_a_human_rate(
    form: tuple[str, psutil.Process, Path],
) -> None:
    address, server, folder = form
    token = address.split("token=")[1]
    page = get(address, f"/?token={token}").read().decode()
    found = re.search(r'"kernelId": "([\w-]+)"', page)
    assert found and len(kernels(server.pid)) == 1
    ours = address.split("/?")[0]
    where = f"{ours.replace('http', 'ws')}/api/kernels/{found[1]}/channels?session_id=s"
    own = {"Authorization": f"token {token}"}

    async def knock() -> None:
        for headers in ({}, {**own, "Origin": "https://elsewhere.example"}, {"Origin": ours}):
            with pytest.raises(HTTPClientError, match="403"):
                await websocket_connect(HTTPRequest(where, headers=headers))
        socket = await websocket_connect(HTTPRequest(where, headers={**own, "Origin": ours}))
        evil = f"open({str(folder / 'EVIL')!r}, 'w').write('x')"
        for kind in ("execute_request", "complete_request", "inspect_request", "input_reply"):
            await socket.write_message(message(kind, code=evil, silent=False, cursor_pos=4))
        await socket.write_message(message("kernel_info_request"))
        heard = set()
        while "kernel_info_reply" not in heard:
            told = await socket.read_message()
            assert told is not None
            heard.add(json.loads(told)["msg_type"] if isinstance(told, str) else "")
        assert not heard & {"execute_reply", "complete_reply", "inspect_reply", "execute_input"}
        for _ in range(1_000):
            await socket.write_message(message("comm_info_request"))
        while await socket.read_message() is not None:
            pass
        assert socket.close_code == 1008

    IOLoop().run_sync(knock, timeout=60)
    assert not (folder / "EVIL").exists()
    _gone, alive = psutil.wait_procs(kernels(server.pid), timeout=30)
    assert not alive, "the kernel outlives its page"
    AsyncHTTPClient().close()


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


def test_the_logs_hold_no_token_and_no_answer(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "mine")
    said: list[str] = []
    with opened(folder, said) as (address, process):
        token = address.split("token=")[1]
        for path in (f"/?token={token}x", f"/nowhere?token={token}", f"/api/kernels?token={token}"):
            get(address, path).read()
        kept = list((tmp_path / "home" / "run").glob("smertekurs-*.json"))
        assert [path.stat().st_mode & 0o077 for path in kept] == [0]
        process.terminate()
        process.wait(60)
    assert "".join(said).count(token) == 1, "it is told once, to the one who started the server"


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


def test_who_dawdles_or_does_not_read_is_hung_up_on_and_who_is_too_many_is_told() -> None:
    from course.site.app import CourseSite
    from course.site.asking import Limits
    from course.site.server import listen

    hasty = Limits(head_seconds=0.3, idle_seconds=0.8, look_seconds=0.05, connections=3)
    ask = f"GET /nb/{MODULES[0]}/ HTTP/1.1\r\nHost: x\r\n\r\n".encode()

    async def try_it() -> None:
        site = CourseSite(ROOT)
        port = listen(site, 0, "127.0.0.1", hasty)
        site.prepare()

        async def come() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
            # A small window, so that what is not read is soon felt.
            return await asyncio.open_connection("127.0.0.1", port, limit=1_024)

        async def gone_after(said: bytes, read: bool = True) -> float:
            begun = time.monotonic()
            reader, writer = await come()
            writer.write(said)
            try:
                while (not read) or await reader.read(65_536):
                    if not read:
                        await asyncio.sleep(hasty.idle_seconds * 2)
                        # What had come is still there; then it ends in the middle.
                        whole = sum([len(part) async for part in _parts(reader)])
                        assert whole < 200 * len(page.body)
                        break
            except ConnectionError:
                pass
            writer.close()
            return time.monotonic() - begun

        try:
            # Made once, so that all is answered at once.
            page = await site.page(site.known()[f"nb/{MODULES[0]}/"])
            assert page.status == 200
            slow, silent, deaf = await asyncio.gather(
                gone_after(b"GET / HTTP/1.1\r\nA: "), gone_after(ask), gone_after(ask * 400, False)
            )
            assert hasty.head_seconds < slow < silent, "a head that never ends"
            assert hasty.idle_seconds < silent
            assert deaf > hasty.idle_seconds
            crowd = [await come() for _ in range(hasty.connections)]
            for _reader, writer in crowd:
                writer.write(ask)
            await asyncio.gather(*(reader.read(1) for reader, _writer in crowd))
            reader, _writer = await come()
            assert (await reader.readline()).startswith(b"HTTP/1.1 503")
            for _reader, writer in crowd:
                writer.close()
        finally:
            await site.close()

    run(try_it())


async def _parts(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    with contextlib.suppress(ConnectionError):
        while part := await reader.read(65_536):
            yield part


def test_one_address_may_ask_much_but_not_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    from course.site.asking import Limits
    from course.site.front import Front

    front = Front(None, lambda: 0, Limits(per_second=10, burst=50))  # type: ignore[arg-type]
    now = [1_000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    assert sum(front.may_ask("192.0.2.7") for _ in range(200)) == 50
    assert front.may_ask("192.0.2.8")
    for here in ("127.0.0.1", "::1", "::ffff:127.0.0.1"):
        assert front.payer(here) == "", "a proxy on this machine asks for everybody"
    assert front.payer("2001:db8::1") == front.payer("2001:db8::ffff:2") != front.payer("::2")
    assert front.payer("::ffff:192.0.2.7") == front.payer("192.0.2.7") == "192.0.2.7"
    now[0] += 1
    assert sum(front.may_ask("192.0.2.7") for _ in range(200)) == 10


def test_readers_behind_a_proxy_that_the_host_has_named_are_counted_one_by_one() -> None:
    from course.site.asking import Limits
    from course.site.front import Front

    limits = Limits(proxies=("192.0.2.0/28", "2001:db8:1::5"))
    front = Front(None, lambda: 0, limits)  # type: ignore[arg-type]
    for proxy in ("192.0.2.7", "::ffff:192.0.2.7", "2001:db8:1::5"):
        assert front.trusts(proxy)
    for other in ("192.0.2.77", "2001:db8:1::6", "127.0.0.1", "", "unknown"):
        assert not front.trusts(other)
    for forwarded, payer in {
        "203.0.113.9": "203.0.113.9",
        "198.51.100.1, 203.0.113.9": "203.0.113.9",  # what is before the comma can be made up
        "203.0.113.9, 192.0.2.3": "203.0.113.9",  # two proxies, both named
        "203.0.113.9, 2001:db8:1::5 ,192.0.2.3": "203.0.113.9",
        "2001:db8:9::1": "20010db800090000",
        "": "192.0.2.7",
        "192.0.2.3": "192.0.2.7",
        "203.0.113.9, unknown": "192.0.2.7",
        "203.0.113.9, ": "192.0.2.7",
        "203.0.113.9, 127.0.0.1": "192.0.2.7",  # nobody is spared by saying so
    }.items():
        assert front.payer_behind("192.0.2.7", forwarded) == payer, forwarded


@pytest.mark.parametrize(
    ("proxies", "left"), [(("127.0.0.0/8",), [200, 200, 429, 200]), ((), [200, 200, 429, 429])]
)
def test_who_is_no_named_proxy_pays_for_itself_whatever_it_says(
    proxies: tuple[str, ...], left: list[int]
) -> None:
    from course.site.app import CourseSite
    from course.site.asking import Limits
    from course.site.server import listen

    strict = Limits(per_second=0.001, burst=2, spare_loopback=False, proxies=proxies)

    async def ask(port: int, reader_: str) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = f"GET /favicon.ico HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {reader_}\r\n\r\n"
        writer.write(head.encode())
        status = int((await reader.readline()).split()[1])
        writer.close()
        return status

    async def try_it() -> list[int]:
        site = CourseSite(ROOT)
        port = listen(site, 0, "127.0.0.1", strict)
        site.prepare()
        try:
            one, two = "203.0.113.9", "203.0.113.8"
            return [await ask(port, who) for who in (one, one, one, two)]
        finally:
            await site.close()

    assert run(try_it()) == left


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
