"""The server hands out the catalogue's pages and nothing else, each made once."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest
from conftest import ROOT, Served, run, serving
from jinja2 import Environment, FileSystemLoader

from course.site.app import CourseSite
from course.site.pages import Address
from course.site.shelf import Finished

MODULES = sorted(path.parent.name for path in ROOT.glob("modules/*/module.yaml"))


def get(base: str, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=60)
    connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    return connection.getresponse()


@pytest.mark.parametrize(
    "path",
    [
        "/voila/files/modules/catalogue.yaml",
        "/voila/files/modules/pages/front.nb.md",
        "/voila/api/contents/",
        "/voila/tree/",
        f"/voila/render/modules/{MODULES[0]}/nb.ipynb",
        f"/voila/render/{MODULES[0]}/nb.ipynb",
        "/voila/static/voila.js",
        "/voila/templates/base/static/voila.js",
        "/api/kernels",
        "/api/kernels/00000000-0000-0000-0000-000000000000",
        "/api/contents/",
        "/login",
        "/modules/catalogue.yaml",
        f"/modules/{MODULES[0]}/quiz.yaml",
        f"/nb/{MODULES[0]}/nb.ipynb",
        f"/nb/{MODULES[0]}/quiz.yaml",
        f"/nb/{MODULES[0]}/../../modules/facts.yaml",
        "/static/../pages.py",
        "/static/..%2fpages.py",
        "/static/",
        "/.git/config",
        "/.venv/pyvenv.cfg",
        "/assignments/",
        "/nb/assignments/",
        "/pyproject.toml",
    ],
)
def test_sources_keys_kernels_and_listings_are_not_reachable(path: str, site: str) -> None:
    assert get(site, path).status == 404


def test_a_template_cannot_be_chosen_by_the_reader(site: str) -> None:
    plain = get(site, f"/nb/{MODULES[0]}/")
    other = get(site, f"/nb/{MODULES[0]}/?template=lab&theme=dark")
    assert (other.status, other.read()) == (200, plain.read())


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(method: str, site: str) -> None:
    assert get(site, "/nb/", method).status in (403, 405)


@pytest.mark.parametrize("path", ["/nb/nowhere/", "/en/nowhere", "/x/y/z"])
def test_an_unknown_address_gets_a_friendly_page_in_both_languages(path: str, site: str) -> None:
    answer = get(site, path)
    text = answer.read().decode()
    assert answer.status == 404
    assert "Siden finnes ikke" in text and "There is no such page" in text
    up = "../" * (path.count("/") - 1)
    assert f'href="{up}nb/"' in text and f'href="{up}en/"' in text


def test_the_root_leads_to_the_language_the_reader_reads(site: str) -> None:
    assert get(site, "/").headers["Location"] == "nb/"
    assert get(site, "/", Accept_Language="en-GB,en;q=0.9").headers["Location"] == "en/"
    assert get(site, "/", Accept_Language="nn-NO,en;q=0.5").headers["Location"] == "nb/"
    assert get(site, "/nb").headers["Location"] == "nb/"


@pytest.mark.parametrize("path", ["/nb/", f"/nb/{MODULES[0]}/", "/nowhere"])
def test_every_answer_has_the_security_headers(path: str, site: str) -> None:
    headers = get(site, path).headers
    policy = headers["Content-Security-Policy"]
    script = next(part for part in policy.split(";") if part.strip().startswith("script-src"))
    assert "default-src 'self'" in policy and "unsafe" not in script
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Server"] is None and headers["Set-Cookie"] is None


def test_a_page_is_sent_compressed_and_only_when_it_has_changed(site: str) -> None:
    path = f"/nb/{MODULES[0]}/"
    plain, packed = get(site, path), get(site, path, Accept_Encoding="gzip")
    body = plain.read()
    assert gzip.decompress(packed.read()) == body
    again = get(site, path, If_None_Match=plain.headers["ETag"])
    assert (again.status, again.read()) == (304, b"")
    head = get(site, path, "HEAD")
    assert (head.status, head.headers["Content-Length"]) == (200, str(len(body)))


def test_our_own_files_are_named_by_their_content_and_kept_for_good(site: str) -> None:
    page = get(site, "/nb/").read().decode()
    names = {part.split('"')[0] for part in page.split("../static/")[1:]}
    assert names
    for name in names:
        answer = get(site, f"/static/{name}")
        assert answer.status == 200 and "immutable" in answer.headers["Cache-Control"]
        answer.read()


def test_no_code_reaches_the_reader(site: str) -> None:
    for slug in MODULES:
        text = get(site, f"/nb/{slug}/").read().decode()
        assert "from widgets import" not in text and "from course import" not in text
        assert "_esm" not in text and "Traceback" not in text and "/site-packages/" not in text
        assert str(ROOT) not in text


def test_no_kernel_is_left_when_the_pages_are_made(served: Served) -> None:
    get(served.base, f"/nb/{MODULES[0]}/").read()
    server = psutil.Process(served.process.pid)
    children = server.children(recursive=True)
    assert [child.cmdline() for child in children if "ipykernel" in " ".join(child.cmdline())] == []
    # Those that were forked are below the warm process.
    assert [child.pid for child in children if child.ppid() != server.pid] == []


@pytest.fixture
def small_course(course_copy: Path) -> Path:
    """A copy with one module, which asks for nothing but its references."""
    modules = course_copy / "modules"
    for slug in MODULES[1:]:
        shutil.rmtree(modules / slug)
    return course_copy


def test_a_template_is_compiled_once_for_all_pages_and_again_when_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from course.site.render import Compiled

    kept, made, file = Compiled(), [], tmp_path / "page.html"
    compile_ = Environment.compile

    def counted(self: Environment, *of: Any, **how: Any) -> Any:
        made.append(of)
        return compile_(self, *of, **how)

    monkeypatch.setattr(Environment, "compile", counted)

    def page() -> str:
        own = Environment(loader=FileSystemLoader(tmp_path), bytecode_cache=kept, autoescape=True)
        return own.get_template("page.html").render(what="<b>")

    file.write_text("1 {{ what }}", "utf-8")
    assert [page(), page(), len(made)] == ["1 &lt;b&gt;", "1 &lt;b&gt;", 1]
    file.write_text("2 {{ what }}", "utf-8")
    assert [page(), len(made)] == ["2 &lt;b&gt;", 2]


def test_a_module_is_run_once_for_all_who_ask_and_again_when_it_changes(
    small_course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMERTEKURS_CACHE", str(small_course / "kept"))
    address = Address("nb", "module", MODULES[0])
    notebook = small_course / "modules" / MODULES[0] / "nb.ipynb"

    async def read() -> tuple[int, int, int, list]:
        site = CourseSite(small_course)
        site.prepare()
        try:
            one, two = await asyncio.gather(site.page(address), site.page(address))
            assert one is two and one.status == 200
            first = site.runs
            await site.page(address)
            unchanged = site.runs
            text = notebook.read_text("utf-8")
            notebook.write_text(text.replace('"# ', '"# Ny ', 1), "utf-8")
            changed = await site.page(address)
            assert b"<h1>Ny " in changed.body
            return first, unchanged, site.runs, site.kernels()
        finally:
            await site.close()

    assert run(read()) == (1, 1, 2, [])


def test_a_second_start_finds_the_pages_on_disk_but_uses_none_that_is_damaged(
    small_course: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    folder = small_course / "kept"
    monkeypatch.setenv("SMERTEKURS_CACHE", str(folder))

    async def start() -> tuple[int, Finished]:
        site = CourseSite(small_course)
        site.prepare()
        try:
            page = await site.page(Address("nb", "module", MODULES[0]))
            return site.runs, page
        finally:
            await site.close()

    first, second = run(start()), run(start())
    assert (first[0], second[0]) == (1, 0) and second[1] == first[1]
    [kept] = folder.rglob("*/*")
    for damage in (kept.read_bytes()[:-1], kept.read_bytes().replace(b"<h1>", b"<h1>x"), b"\xff"):
        kept.write_bytes(damage)
        assert run(start()) == first
    shutil.rmtree(folder)
    folder.write_text("a file where the folder should be")
    assert run(start()) == first
    assert "SMERTEKURS_CACHE" in caplog.text


def test_a_broken_module_is_being_mended_and_the_others_are_whole(course_copy: Path) -> None:
    whole, broken = MODULES[0], MODULES[-1]
    quiz = course_copy / "modules" / broken / "quiz.yaml"
    quiz.write_text("title: {nb: Bare norsk}\nitems: []\n", "utf-8")
    with serving(course_copy) as server:
        for lang in ("nb", "en"):
            answer = get(server.base, f"/{lang}/{broken}/")
            text = answer.read().decode()
            assert answer.status == 503 and answer.headers["Retry-After"]
            assert "Denne siden blir satt i stand" in text
            assert "This page is being mended" in text
            assert "Traceback" not in text and "quiz.yaml" not in text
            assert get(server.base, f"/{lang}/{whole}/").status == 200
            assert get(server.base, f"/{lang}/").status == 200


@pytest.mark.parametrize("name", ["module.yaml", "nb.ipynb"])
def test_the_front_page_tells_which_module_is_being_mended(course_copy: Path, name: str) -> None:
    (course_copy / "modules" / MODULES[0] / name).write_text("{", "utf-8")

    async def read() -> dict[str, tuple[int, str]]:
        site = CourseSite(course_copy)
        site.prepare()
        asked = {
            "front": Address("nb", "front"),
            "english": Address("en", "front"),
            "broken": Address("nb", "module", MODULES[0]),
        }
        try:
            pages = {key: await site.page(address) for key, address in asked.items()}
            return {key: (page.status, page.body.decode()) for key, page in pages.items()}
        finally:
            await site.close()

    pages = run(read())
    assert pages["front"][0] == 200 and "Denne modulen blir satt i stand" in pages["front"][1]
    assert "This module is being mended" in pages["english"][1]
    assert pages["front"][1].count("data-card=") == len(MODULES) - 1
    assert pages["broken"][0] == 503
