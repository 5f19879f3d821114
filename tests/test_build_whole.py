"""The static build can be trusted, found, and read without a network."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from conftest import ROOT, Visit, hosting
from playwright.sync_api import expect

from course.catalogue import read_course
from course.site.pages import addresses
from course.site.published import sitemap, worker

SLUG = "04-sensitisation-and-attention"


def files(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The same small course, built twice at once: elsewhere, with other hashes, from nothing."""
    made, running = [], []
    for seed in ("1", "2"):
        home = tmp_path_factory.mktemp(f"build{seed * int(seed)}")
        leave_out = [p.name for p in (ROOT / "modules").glob("[0-9]*") if p.name != SLUG]
        shutil.copytree(
            ROOT / "modules", home / "modules", ignore=shutil.ignore_patterns(*leave_out)
        )
        env = {**os.environ, "PYTHONHASHSEED": seed, "SMERTEKURS_CACHE": str(home / "kept")}
        env |= {"TZ": f"UTC-{seed}", "LC_ALL": "C"}
        command = [sys.executable, "-m", "course", "build", "--packed", "--root", home]
        command += ["--address", "https://example.no/smerte", home / "out"]
        running.append(subprocess.Popen(list(map(str, command)), env=env, cwd=home))
        made.append(home / "out")
    assert [process.wait(240) for process in running] == [0, 0]
    return made


def test_two_builds_are_equal_byte_by_byte(twins: list[Path]) -> None:
    one, two = map(files, twins)
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


def test_the_checksums_are_those_of_every_file(twins: list[Path]) -> None:
    found = files(twins[0])
    lines = found.pop("SHA256SUMS").decode().splitlines()
    told = {name: digest for digest, name in (line.split("  ") for line in lines)}
    del found[".smertekurs-site"]
    assert told == {name: hashlib.sha256(data).hexdigest() for name, data in found.items()}


def test_a_packed_file_is_its_original(twins: list[Path]) -> None:
    found = files(twins[0])
    packed = [name for name in found if name.endswith(".br")]
    assert len(packed) > 50
    assert all(brotli.decompress(found[name]) == found[name[:-3]] for name in packed)


def test_the_page_for_missing_addresses_finds_the_course_from_anywhere(twins: list[Path]) -> None:
    text = (twins[0] / "404.html").read_text("utf-8")
    assert 'href="/smerte/nb/index.html"' in text and 'href="nb/' not in text


def test_the_sitemap_names_every_page_in_both_languages() -> None:
    pages = addresses(read_course(ROOT))
    tree = ET.fromstring(sitemap(pages, "https://example.no/a/"))
    found = [one.text for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert found == [f"https://example.no/a/{page.path}" for page in pages]
    links = [link.get("href") for link in tree.iter("{http://www.w3.org/1999/xhtml}link")]
    assert len(links) == 2 * len(found) and set(links) == set(found)


def test_the_service_worker_changes_when_a_page_does() -> None:
    one = {"nb/index.html": b"a", "static/icon.svg": b"b"}
    assert worker(one) == worker(dict(reversed(one.items())))
    assert worker(one) != worker({**one, "nb/index.html": b"c"})


@pytest.mark.browser
def test_the_course_can_be_read_without_a_network_after_the_first_visit(
    built_folder: Path, visit: Callable[..., Visit], tmp_path: Path
) -> None:
    root = tmp_path / "any" / "where"
    shutil.copytree(built_folder, root)
    with hosting(tmp_path, tidy=True) as address:
        home = f"{address}any/where/"
        seen = visit(f"{home}nb/{SLUG}/index.html", service_workers="allow")
        page = seen.page
        page.wait_for_selector("html[data-widgets=ready]")
        count = """async () => {
            const name = (await caches.keys())[0];
            const keys = name ? await (await caches.open(name)).keys() : [];
            return keys.filter(({url}) => url.includes('/nb/')).length;
        }"""
        wanted = len(list((root / "nb").rglob("index.html")))
        for _ in range(300):
            if page.evaluate(count) >= wanted:
                break
            page.wait_for_timeout(100)
        assert page.evaluate(count) == wanted
        # With a network, what has changed is shown at once.
        file = root / "nb" / "about" / "index.html"
        file.write_text(
            re.sub(r"<h1>.*?</h1>", "<h1>Endret</h1>", file.read_text("utf-8"), count=1)
        )
        page.goto(f"{home}nb/about/")
        assert page.locator("h1").first.inner_text() == "Endret"
    # The server is gone.
    page.goto(f"{home}nb/07-work-and-sick-leave/")
    page.wait_for_selector("html[data-widgets=ready]")
    assert page.locator('[data-mounted="true"]').count() > 3
    page.goto(f"{home}nb/about/")
    assert page.locator("h1").first.inner_text() == "Endret"
    page.goto(f"{home}en/glossary/")
    expect(page.get_by_role("heading", name="This page is not kept yet")).to_be_visible()
