"""Nobody gets into a learner's server or desk who does not belong there.

Of the public site: test_security_site.py and test_security_limits.py. Each promise of SECURITY.md
is tried in one of the three.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psutil
import pytest
from attacks import garbage, raw, status, targets
from conftest import ROOT, run
from faults.form_server import kernels, make_folder, opened, running
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from test_leaks import leaked
from test_site_server import get
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from course.assignments.exchange import COURSE_IDS

# Two servers, each started once.
pytestmark = pytest.mark.xdist_group("learners-servers")


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

    run(asyncio.wait_for(knock(), timeout=60))
    assert not (folder / "EVIL").exists()
    _gone, alive = psutil.wait_procs(kernels(server.pid), timeout=30)
    assert not alive, "the kernel outlives its page"
    AsyncHTTPClient().close()


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
