"""The static build is the same pages, as files that any web server can host."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.request import urlopen

import pytest
from conftest import ROOT, smertekurs

from course.catalogue import read_course
from course.site.pages import addresses


def test_every_page_of_the_catalogue_is_a_file(built_folder: Path) -> None:
    wanted = {f"{address.path}index.html" for address in addresses(read_course(ROOT))}
    files = {str(p.relative_to(built_folder)) for p in built_folder.rglob("*") if p.is_file()}
    assert wanted | {"index.html", "404.html", "offline.html"} == {
        name for name in files if ".html" in name
    }
    others = {name for name in files if ".html" not in name and not name.startswith("static/")}
    assert others == {".smertekurs-site", "SHA256SUMS", "sitemap.xml", "worker.js"}


def test_every_page_is_the_one_that_is_served(built_folder: Path, site: str) -> None:
    def plain(text: str) -> str:
        return re.sub(r' data-worker="[^"]*"', "", text.replace("index.html", ""))

    for address in addresses(read_course(ROOT)):
        built = (built_folder / address.path / "index.html").read_text("utf-8")
        with urlopen(f"{site}{address.path}") as answer:
            assert plain(built) == plain(answer.read().decode()), address.path


def test_every_address_is_relative_and_every_file_is_there(built_folder: Path) -> None:
    for page in built_folder.rglob("index.html"):
        text = page.read_text("utf-8")
        for address in re.findall(r'(?:href|src)="([^"]+)"', text):
            if address.startswith(("#", "https://", "http://", "mailto:", "data:")):
                continue
            assert not address.startswith("/"), (page, address)
            target = (page.parent / address.split("#")[0]).resolve()
            assert target.is_file() and target.is_relative_to(built_folder), (page, address)


def test_the_page_for_missing_addresses_needs_no_other_file(built_folder: Path) -> None:
    text = (built_folder / "404.html").read_text("utf-8")
    assert "<style>" in text and "<script defer" not in text and "stylesheet" not in text


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    done = smertekurs("build", tmp_path, "--root", ROOT)
    assert done.returncode == 2 and "--force" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_folder_that_cannot_be_written_is_told_before_the_pages_are_made(tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("mine")
    done = smertekurs("build", tmp_path / "a-file" / "site", "--root", ROOT)
    assert done.returncode == 2 and "name another folder" in done.stderr
    assert "Traceback" not in done.stderr and "Making the pages" not in done.stdout


@pytest.mark.parametrize("below", [".", "..", "modules", "modules/pages"])
def test_the_course_is_never_overwritten(below: str, course_copy: Path) -> None:
    target, before = course_copy / below, sorted(course_copy.rglob("*"))
    done = smertekurs("build", target.resolve(), "--root", course_copy, "--force")
    assert done.returncode == 2 and "name another folder" in done.stderr
    assert sorted(course_copy.rglob("*")) == before


def test_an_earlier_build_is_replaced(tmp_path: Path, course_copy: Path) -> None:
    # A course without modules is made at once.
    for folder in (course_copy / "modules").glob("[0-9]*"):
        folder.rename(tmp_path / folder.name)
    target = tmp_path / "site"
    assert smertekurs("build", target, "--root", course_copy).returncode == 0
    (target / "nb" / "old-page").mkdir()
    assert smertekurs("build", target, "--root", course_copy).returncode == 0
    assert not (target / "nb" / "old-page").exists() and (target / "nb" / "index.html").is_file()
