"""The question formats: every item of the bank, read back by parsers and players of others."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Visit, hosting
from lxml import etree
from moodle_xml_parser.parser import parse_bytes
from qti_convert import downgrade_package
from test_export_packages import LMS, schema_of
from typer.testing import CliRunner

from course.bank import read_bank
from course.catalogue import read_course
from course.cli import app
from course.export.cartridge import FITS, cartridge, left_out
from course.export.gift import gift
from course.export.items import sections
from course.export.moodle import moodle_xml
from course.export.qti import qti_package
from widgets.content.quiz import Classify, Match, Numeric, Order, Several, Single
from widgets.practice.scoring import pair_key, score

COURSE = read_course(ROOT)
BANK = {entry.item.id: entry.item for entry in read_bank(COURSE)}
NB = sections(COURSE, COURSE.modules, "nb")
KINDS = Counter(item.kind for item in BANK.values())
PLAYER = LMS / "node_modules" / "qti3-item-player" / "dist"
CP = "http://www.imsglobal.org/xsd/imscp_v1p1"


def right_of(item: Any) -> Any:
    """The right answer, as ``scoring`` writes it; of a number, at the end of what is accepted."""
    if isinstance(item, Single):
        return next(option.id for option in item.options if option.right)
    if isinstance(item, Several):
        return [option.id for option in item.options if option.right]
    if isinstance(item, Numeric):
        return item.answer + item.tolerance
    if isinstance(item, Order):
        return [step.id for step in item.steps]
    if isinstance(item, Match):
        return pair_key([(pair.id, pair.right.nb) for pair in item.pairs])
    if isinstance(item, Classify):
        return {card.id: card.category for card in item.cards}
    return item.answer


def wrong_of(item: Any) -> Any:
    """An answer that gets a score of its own, as ``scoring`` and QTI both write it."""
    if isinstance(item, Single):
        return next(option.id for option in item.options if not option.right)
    if isinstance(item, Several):
        # One right one: a share of the points; with a wrong one: none or fewer.
        right = [option.id for option in item.options if option.right]
        return right[:1] if len(right) > 1 else [o.id for o in item.options if not o.right][:1]
    if isinstance(item, Numeric):
        return item.answer - item.tolerance - 1
    if isinstance(item, Order):
        return [step.id for step in reversed(item.steps)]
    if isinstance(item, Match):
        return {pair.id: item.pairs[0].id for pair in item.pairs}
    if isinstance(item, Classify):
        return {card.id: item.categories[0].id for card in item.cards}
    return not item.answer


def as_qti(given: Any) -> Any:
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, dict):
        return [f"a-{left} b-{right}" for left, right in given.items()]
    return given


def test_moodle_xml_has_every_item_with_its_key_and_feedback() -> None:
    data = moodle_xml("Smerte/arbeid", NB, "nb")
    root = etree.fromstring(data)
    questions = {
        q.findtext("name/text"): q for q in root.iter("question") if q.find("name") is not None
    }
    assert set(questions) == set(BANK)
    assert {c.findtext("text").split("/top/")[1][:13] for c in root.iter("category")} == {
        "Smerte//arbeid"[:13]
    }
    # By a parser of others, those kinds that it knows.
    read = {one.name: one for one in parse_bytes(data)["multichoice"]}
    assert len(read) == KINDS["single"] + KINDS["several"]
    for name, one in read.items():
        item: Any = BANK[name]
        assert one.single == isinstance(item, Single)
        told = {re.sub("<[^>]*>", "", option.answer): option for option in one.options}
        for option in item.options:
            found = told[option.text.nb]
            assert (found.score_fraction > 0) == option.right
            assert option.feedback.nb in found.feedback
        assert sum(o.score_fraction for o in one.options if o.score_fraction > 0) == pytest.approx(
            100, abs=0.01
        )
    for name, question in questions.items():
        item = BANK[name]
        text = "".join(question.itertext())
        if isinstance(item, Numeric):
            value, around = (
                float(question.findtext(f"answer/{tag}")) for tag in ("text", "tolerance")
            )
            assert (value, around) == (item.answer, item.tolerance)
            assert item.feedback.low.nb in text and item.feedback.high.nb in text
        if isinstance(item, Order):
            shown = [re.sub("<[^>]*>", "", a.findtext("text")) for a in question.iter("answer")]
            assert shown == [step.text.nb for step in item.steps]
            assert all(step.feedback.nb in text for step in item.steps)
        if isinstance(item, Classify):
            rows = [
                (s.findtext("text"), s.findtext("answer/text"))
                for s in question.iter("subquestion")
            ]
            places = {c.id: c.text.nb for c in item.categories}
            assert [p for _, p in rows[: len(item.cards)]] == [
                places[c.category] for c in item.cards
            ]


def test_gift_is_understood_by_a_real_parser(tmp_path: Path) -> None:
    file = tmp_path / "questions.gift"
    file.write_bytes(gift("Smerte og arbeid", NB, "nb"))
    done = subprocess.run(
        ["node", str(LMS / "gift.js"), str(file)], capture_output=True, text=True, check=True
    )
    read = {one["title"]: one for one in json.loads(done.stdout) if one["type"] != "Category"}
    assert set(read) == set(BANK)
    for name, one in read.items():
        item: Any = BANK[name]
        if isinstance(item, (Single, Several)):
            told = {choice["text"]["text"]: choice for choice in one["choices"]}
            for option in item.options:
                choice = told[" ".join(option.text.nb.split())]
                assert (choice["isCorrect"] or (choice["weight"] or 0) > 0) == option.right
                assert choice["feedback"]["text"] == " ".join(option.feedback.nb.split())
        elif isinstance(item, Numeric):
            value = one["choices"][0]["text"]
            assert (value["number"], value.get("range") or 0) == (item.answer, item.tolerance)
        elif item.kind == "truefalse":
            assert one["isTrue"] == item.answer
        else:
            assert one["type"] == "Matching"
            parts = getattr(
                item, {"order": "steps", "match": "pairs", "classify": "cards"}[item.kind]
            )
            assert len(one["matchPairs"]) == len(parts)


@pytest.fixture(scope="module")
def player(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("qti")
    shutil.copy(LMS / "qti.html", folder)
    for file in (
        *PLAYER.glob("qti3Player.*.min.js"),
        PLAYER / "qti3Player.css",
        LMS / "node_modules/vue/dist/vue.min.js",
    ):
        shutil.copy(file, folder)
    with hosting(folder) as address:
        yield f"{address}qti.html"


@pytest.mark.browser
def test_a_certified_qti_3_player_gives_every_item_the_courses_own_score(
    player: str, visit: Callable[..., Visit]
) -> None:
    archive = zipfile.ZipFile(io.BytesIO(qti_package("Smerte og arbeid", NB, "nb")))
    page = visit(player).page
    page.wait_for_function("() => Boolean(window.score)")
    # One of each kind: the player takes half a second for each that it loads.
    some = {item.kind: (name, item) for name, item in BANK.items()}.values()
    for answered in (right_of, wrong_of):
        for name, item in some:
            xml = archive.read(f"items/{name}.xml")
            root = etree.fromstring(xml)
            given = answered(item)
            wanted = score(item, given)
            if isinstance(item, Order):
                wanted = float(wanted == 1)
            assert (wanted == 1) == (answered is right_of)
            cardinality = root.find("{*}qti-response-declaration").get("cardinality")
            response = {"id": name, "cardinality": cardinality, "value": as_qti(given)}
            told = page.evaluate(
                "([xml, response]) => score(xml, response)", [xml.decode(), response]
            )
            assert told["SCORE"] == pytest.approx(wanted, abs=1e-6), (name, given)
            modal = {one.get("identifier") for one in root.iter("{*}qti-modal-feedback")}
            assert told["FEEDBACK"] and set(told["FEEDBACK"]) <= modal, (name, given)


def test_every_qti_item_has_the_courses_own_key() -> None:
    archive = zipfile.ZipFile(io.BytesIO(qti_package("Smerte og arbeid", NB, "nb")))
    for name, item in BANK.items():
        root = etree.fromstring(archive.read(f"items/{name}.xml"))
        values = [v.text for v in root.find(".//{*}qti-correct-response")]
        given = as_qti(right_of(item))
        if isinstance(item, Numeric):
            assert [float(value) for value in values] == [item.answer]
        else:
            assert values == (given if isinstance(given, list) else [given]), name


def test_a_converter_of_others_makes_qti_21_of_it_and_loses_nothing(tmp_path: Path) -> None:
    # Many platforms read QTI 2.1 only; docs/hosts.md says to convert.
    file = tmp_path / "questions.zip"
    file.write_bytes(qti_package("Smerte og arbeid", NB, "nb"))
    made = downgrade_package(file)
    assert made.warnings == []
    before = zipfile.ZipFile(file)
    for name, item in BANK.items():
        asked = etree.fromstring(before.read(f"items/{name}.xml"))
        old = etree.fromstring(made.files[f"items/{name}.xml"].encode())
        assert etree.QName(old).namespace == "http://www.imsglobal.org/xsd/imsqti_v2p1"
        key = [value.text for value in old.find(".//{*}correctResponse")]
        assert key == [value.text for value in asked.find(".//{*}qti-correct-response")], name
        told = " ".join("".join(old.itertext()).split())
        assert " ".join("".join(asked.itertext()).split()) == told
        assert item.prompt.nb in told


def test_the_qti_package_lists_what_it_holds() -> None:
    archive = zipfile.ZipFile(io.BytesIO(qti_package("Smerte og arbeid", NB, "en")))
    listed = {
        f.get("href") for f in etree.fromstring(archive.read("imsmanifest.xml")).iter("{*}file")
    }
    refs = {
        r.get("href")
        for r in etree.fromstring(archive.read("test.xml")).iter("{*}qti-assessment-item-ref")
    }
    assert listed | {"imsmanifest.xml"} == set(archive.namelist()) and refs == listed - {"test.xml"}


def test_the_cartridge_keeps_to_content_packaging_and_leaves_out_what_it_says() -> None:
    site = "https://example.no/smerte"
    archive = zipfile.ZipFile(
        io.BytesIO(cartridge("Smerte og arbeid", COURSE.modules, NB, "nb", site))
    )
    text = archive.read("imsmanifest.xml").decode()
    # The cartridge's own namespace is a profile of Content Packaging, whose schema is at hand.
    plain = etree.fromstring(
        text.replace("http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1", CP).encode()
    )
    for lom in plain.findall("{*}metadata/{*}lom"):
        lom.getparent().remove(lom)
    # The root item has no title in a cartridge; Content Packaging lets any item be without.
    schema = schema_of("scorm2004")
    assert schema.validate(plain), schema.error_log
    listed = {file.get("href") for file in plain.iter("{*}file")}
    assert listed | {"imsmanifest.xml"} == set(archive.namelist())
    asked = [
        item.get("ident")
        for name in archive.namelist()
        if name.endswith("questions.xml")
        for item in etree.fromstring(archive.read(name)).iter("{*}item")
    ]
    assert sorted(asked) == sorted(name for name, item in BANK.items() if isinstance(item, FITS))
    assert left_out(NB) == len(BANK) - len(asked) > 0
    links = "".join(
        archive.read(name).decode() for name in archive.namelist() if "link.xml" in name
    )
    assert all(f"{site}/nb/{module.slug}/" in links for module in COURSE.modules)


def test_the_command_names_what_it_wrote_and_what_cannot_be(
    tmp_path: Path, course_copy: Path
) -> None:
    def export(*arguments: str | Path) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["export", *map(str, arguments)])
        return done.exit_code, " ".join((done.stdout + done.stderr).split())

    quiz = course_copy / "modules" / COURSE.modules[0].slug / "quiz.yaml"
    quiz.write_text("title: {nb: x}\n")
    out = tmp_path / "out"
    code, said = export("gift", out, "--root", course_copy, "--lang", "en")
    assert code == 1 and f"Left out: {COURSE.modules[0].slug}/quiz.yaml" in said
    assert [p.name for p in out.iterdir()] == ["smerte-og-arbeid.gift.en.txt"]
    for wrong, wanted in (
        (["gift", out, "--module", "99"], "there is no module '99'"),
        (["scorm12", out, "--module", "4", "--whole"], "exclude each other"),
        (["cc", out, "--site", "example.no"], "begins with https://"),
        (["gift", quiz], "is a file; name a folder"),
    ):
        code, said = export(*wrong, "--root", ROOT)
        assert code == 2 and wanted in said, said
    assert len(list(out.iterdir())) == 1
