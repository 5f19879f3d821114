"""What a page may cost a reader, counted in requests and bytes, for every page that there is."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from conftest import ROOT, Visit
from playwright.sync_api import Page

from course.catalogue import read_course
from course.site.pages import addresses

REQUESTS = 12
BYTES = 300_000
PATHS = [address.path for address in addresses(read_course(ROOT))]
LOADED = re.compile(
    r'<(?:script|img|iframe|source|video|audio|embed)\b[^>]*?\ssrc="([^"]+)"'
    r'|<link\b(?=[^>]*\brel="(?:stylesheet|icon|preload|modulepreload|manifest)")'
    r'[^>]*?\shref="([^"]+)"'
)


class Reader:
    """A reader's browser, as far as the cost of a page goes: one connection, and what it has."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=60)

    def get(self, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        """Return the answer to a request for ``path``, and its body as it was sent."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request("GET", path, headers=sent)
        answer = self.connection.getresponse()
        return answer, answer.read()

    def cost(self, path: str, coding: str) -> tuple[int, int]:
        """Return how many requests and bytes a first visit of ``path`` takes."""
        _, plain = self.get(path)
        answer, body = self.get(path, Accept_Encoding=coding)
        assert answer.status == 200 and answer.headers["Content-Encoding"] == coding, path
        files = {urljoin(path, a or b) for a, b in LOADED.findall(plain.decode())}
        files = {file for file in files if not file.startswith("data:")}
        sizes = [len(self.get(file, Accept_Encoding=coding)[1]) for file in files]
        return 1 + len(files), len(body) + sum(sizes)


@pytest.fixture
def reader(site: str) -> Reader:
    return Reader(site)


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_no_page_takes_more_requests_or_bytes_than_its_budget(coding: str, reader: Reader) -> None:
    costs = {path: reader.cost(f"/{path}", coding) for path in PATHS}
    assert {p: c for p, c in costs.items() if c[0] > REQUESTS or c[1] > BYTES} == {}
    # The count is of something: each page has its icon, and words.
    assert min(costs.values()) >= (2, 3_000)


def test_brotli_is_never_larger_than_gzip(reader: Reader) -> None:
    larger = [p for p in PATHS if reader.cost(f"/{p}", "br")[1] > reader.cost(f"/{p}", "gzip")[1]]
    assert larger == []


def test_what_a_reader_has_is_not_sent_again(reader: Reader) -> None:
    for path in PATHS:
        first, _ = reader.get(f"/{path}", Accept_Encoding="br")
        assert first.headers["Cache-Control"] == "no-cache", path
        again, body = reader.get(
            f"/{path}", Accept_Encoding="br", If_None_Match=first.headers["ETag"]
        )
        assert (again.status, body) == (304, b""), path


def asked(page: Page) -> dict[str, dict[str, Any]]:
    """Return what the page asks for from now on; ``sent`` are the bytes that came over the wire."""
    found: dict[str, dict[str, Any]] = {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.responseReceived", lambda e: found.update({e["requestId"]: e["response"]}))
    session.on(
        "Network.loadingFinished",
        lambda e: found[e["requestId"]].update(sent=e["encodedDataLength"]),
    )
    return found


@pytest.mark.browser
@pytest.mark.parametrize("below", ["", "04-sensitisation-and-attention/", "tools/job-map/"])
def test_a_second_visit_is_one_request_of_a_few_bytes(
    below: str, site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}nb/{below}").page
    page.wait_for_selector("html[data-widgets=ready]")
    page.goto("about:blank")
    found = asked(page)
    page.goto(f"{site}nb/{below}")
    page.wait_for_selector("html[data-widgets=ready]")
    page.wait_for_load_state("networkidle")
    came = [one for one in found.values() if one.get("sent")]
    assert [urlsplit(one["url"]).path for one in came] == [f"/nb/{below}"]
    assert came[0]["sent"] < 1_000
