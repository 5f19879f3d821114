"""Who has passed gets a paper and a credential, and no byte of either can change unseen."""

from __future__ import annotations

import io
import json
import shutil
import stat
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
import yaml
from gradebook_sample import ROOT, fill, make_root
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from course.certificates.credential import NotAsSignedError, issuer_id, read_signed
from course.certificates.keys import public_path, read_public
from course.certificates.rule import read_rule
from course.cli import app

pytestmark = pytest.mark.xdist_group("certificates")
MOST = {
    "one": {"a-points": 6.0, "text-safety": 3.0},
    "final": {"b-points": 10.0, "text-safe": 3.0, "text-more": 2.0},
}
RULE = """
name: {nb: Smerte og arbeid, en: Pain and work}
description: {nb: Et kurs., en: A course.}
criteria: {nb: Alt er bestått., en: All is passed.}
issuer: {name: {nb: Kurset, en: The course}}
share: 0.6
own:
- {assignment: final, share: 0.7, counts: forms, lines: {text-safe: 2}, texts: {text: 0.6}}
modules: [00-safe-start, 01-public-health-and-work]
"""


def handed(
    one: tuple[float, float | None], final: tuple[float, float | None], more: float = 1
) -> dict[str, dict]:
    """Return what one learner got in both assignments: the form's points, the text's lines."""
    return {
        "one": dict(zip(MOST["one"], one, strict=True)),
        "final": dict(zip(MOST["final"], (*final, more), strict=True)),
    }


LEARNERS = {
    "bare": handed((3, 2.4), (7, 2)),  # each exactly on its limit
    "short": handed((3, 2.3), (10, 3)),
    "unsafe": handed((6, 3), (10, 1)),
    "text": handed((6, 3), (10, 2), more=0.9),
    "forms": handed((6, 3), (6.9, 3)),
    "waits": handed((6, None), (10, 3)),
    "half": {"one": handed((6, 3), (0, 0))["one"]},
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_root(tmp_path_factory.mktemp("certified"), tuple(MOST), RULE)
    fill(folder, "nb", MOST, LEARNERS, {"bare": ("Åse", "Øvergård")})
    english = {"ann": handed((6, 3), (10, 3)), "half": {"final": handed((0, 0), (9, 2))["final"]}}
    fill(folder, "en", MOST, english)
    return folder


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, [str(one) for one in arguments], env={"COLUMNS": "300"})
    return done.exit_code, done.output


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    path = tmp_path_factory.mktemp("issuer") / "settings" / "key.jwk"
    code, said = run("certify", "--new-key", "--key", path, "--root", root)
    assert code == 0, said
    return path


@pytest.fixture(scope="module")
def given_out(tmp_path_factory: pytest.TempPathFactory, root: Path, key: Path) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("given-out") / "certificates"
    code, said = run("certify", "--key", key, "--to", folder, "--root", root)
    assert code == 0, said
    assert "3 of 8 have passed." in said
    yield folder


def test_only_who_meets_the_rule_in_each_assignment_gets_one(given_out: Path, root: Path) -> None:
    assert sorted(path.name for path in given_out.iterdir()) == [
        f"{who}.{kind}" for who in ("ann", "bare", "half") for kind in ("jwt", "pdf")
    ]
    said = run("certify", "--list", "--root", root)[1].splitlines()
    assert "bare: passed" in said
    assert "unsafe: final: not enough points" in said
    assert "forms: final: not enough points" in said
    assert "text: final: not enough points" in said
    assert "short: one: not enough points" in said
    assert "waits: one: waits for its grader" in said


def claims(path: Path) -> dict:
    part = path.read_text().split(".")[1]
    return json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def test_paper_says_it_in_the_learners_language_to_eyes_and_screen_readers(given_out: Path) -> None:
    for who, lang, words in (
        ("bare", "nb", ("Kursbevis", "Åse Øvergård", "Omfang: 1 time.", "Trygg start")),
        ("ann", "en", ("Certificate", "ann", "Extent: 1 hour.", "Safe start")),
    ):
        pdf = pypdf.PdfReader(given_out / f"{who}.pdf")
        text = " ".join(page.extract_text() for page in pdf.pages)
        code = str(claims(given_out / f"{who}.jwt")["id"])[9:].replace("-", "")[:12].upper()
        for word in (*words, f"{code[:4]}-{code[4:8]}-{code[8:]}"):
            assert word in text, word
        catalog = pdf.trailer["/Root"]
        assert catalog["/Lang"].startswith(lang)
        assert catalog["/MarkInfo"]["/Marked"]
        assert pdf.metadata and pdf.metadata.title
        for page in pdf.pages:
            for font in page["/Resources"]["/Font"].values():
                described = font.get_object()["/DescendantFonts"][0]["/FontDescriptor"]
                assert "/FontFile3" in described or "/FontFile2" in described


def test_credential_is_an_open_badge_with_nothing_personal_but_the_name(
    given_out: Path, key: Path
) -> None:
    told = claims(given_out / "bare.jwt")
    assert told["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert told["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert told["issuer"]["id"] == told["iss"] == issuer_id(read_public(public_path(key)))
    subject = told["credentialSubject"]
    assert set(subject) == {"id", "type", "identifier", "achievement"}
    assert subject["identifier"][0]["identityHash"] == "Åse Øvergård"
    assert subject["id"] == told["sub"] and told["jti"] == told["id"]
    assert "bare" not in json.dumps(told)
    assert {"criteria", "description", "name", "id"} <= set(subject["achievement"])
    head = json.loads(urlsafe_b64decode((given_out / "bare.jwt").read_text().split(".")[0] + "=="))
    assert head["alg"] == "EdDSA" and "d" not in head["jwk"]


def test_what_is_whole_is_found_valid_by_file_paper_and_code(given_out: Path, key: Path) -> None:
    public = ("--public", public_path(key), "--issued", given_out)
    for name in ("bare.jwt", "bare.pdf"):
        code, said = run("verify", given_out / name, *public)
        assert code == 0 and "valid: Åse Øvergård, Smerte og arbeid" in said
    number = said.strip()[-14:]
    code, said = run("verify", number, *public)
    assert code == 0 and f"{number}: valid: Åse" in said
    assert run("verify", "0000-0000-0000", *public)[0] == 2


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_any_flipped_bit_of_a_credential_is_found(given_out: Path, key: Path, data) -> None:
    whole = (given_out / "bare.jwt").read_bytes()
    public = read_public(public_path(key))
    # The last letters matter most: they hold bits that lax decoders do not read.
    at = data.draw(st.integers(0, len(whole) - 1) | st.integers(len(whole) - 3, len(whole) - 1))
    changed = bytearray(whole)
    changed[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(NotAsSignedError):
        read_signed(bytes(changed), public)


def test_every_other_last_letter_and_anything_more_or_less_is_found(
    given_out: Path, key: Path
) -> None:
    whole = (given_out / "bare.jwt").read_bytes()
    public = read_public(public_path(key))
    assert read_signed(whole, public).holder == "Åse Øvergård"
    letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=\n "
    others = [whole[:-1] + bytes([one]) for one in letters if one != whole[-1]]
    for changed in (*others, whole + b"\n", whole + b"=", whole[:-1], b"", b"..", b"\x00"):
        with pytest.raises(NotAsSignedError):
            read_signed(changed, public)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_flipped_bit_of_a_paper_is_found(given_out: Path, key: Path, data) -> None:
    whole = (given_out / "bare.pdf").read_bytes()
    found = read_signed((given_out / "bare.jwt").read_bytes(), read_public(public_path(key)))
    changed = bytearray(whole)
    changed[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    assert found.covers(whole)
    assert not found.covers(bytes(changed))


def test_a_change_gives_one_clear_line_and_its_own_exit_code(
    given_out: Path, key: Path, tmp_path: Path, root: Path
) -> None:
    copy = Path(shutil.copytree(given_out, tmp_path / "copy"))
    public = ("--public", public_path(key), "--issued", copy)
    (copy / "bare.pdf").write_bytes((copy / "ann.pdf").read_bytes())
    code, said = run("verify", copy / "bare.pdf", *public)
    assert code == 1 and "NOT VALID" in said and len(said.strip().splitlines()) == 1
    other = tmp_path / "other" / "key.jwk"
    assert run("certify", "--new-key", "--key", other, "--root", root)[0] == 0
    code, said = run("verify", copy / "ann.jwt", "--public", public_path(other))
    assert code == 1 and "another issuer" in said
    assert run("verify", copy / "none.jwt", *public)[0] == 2


def test_the_key_is_for_one_alone_and_never_replaced(key: Path, root: Path, tmp_path: Path) -> None:
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert "d" not in json.loads(public_path(key).read_text())
    before = key.read_bytes()
    assert run("certify", "--new-key", "--key", key, "--root", root)[0] == 2
    assert key.read_bytes() == before
    code, said = run("certify", "--new-key", "--key", root / "assignments" / "k", "--root", root)
    assert code == 2 and "others may read" in said
    open_ = tmp_path / "open.jwk"
    open_.write_bytes(before)
    open_.chmod(0o644)
    code, said = run("certify", "--key", open_, "--to", tmp_path / "out", "--root", root)
    assert code == 2 and "chmod 600" in said and not (tmp_path / "out").exists()


def test_who_has_one_keeps_it_unless_it_is_asked_for_again(
    given_out: Path, key: Path, root: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(given_out, tmp_path / "copy"))
    (copy / "ann.jwt").unlink()
    before = (copy / "bare.jwt").read_bytes()
    code, said = run(*(same := ("certify", "--key", key, "--to", copy, "--root", root)))
    assert code == 0 and "Wrote 1 certificate in" in said and "2 had one already" in said
    assert (copy / "bare.jwt").read_bytes() == before
    assert run(*same, "bare", "--lang", "en", "--force")[0] == 0
    assert (copy / "bare.jwt").read_bytes() != before
    text = pypdf.PdfReader(io.BytesIO((copy / "bare.pdf").read_bytes())).pages[0].extract_text()
    assert "Certificate" in text


def test_odd_names_are_set_as_text_and_lead_nowhere(
    key: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    course = make_root(tmp_path, tuple(MOST), RULE)
    names = {"../up": ("#read", '$x$ "*_`'), "ab": ("Мария", "علي"), "null": ("a\0b", "")}
    fill(course, "nb", MOST, {who: handed((6, 3), (10, 3)) for who in names}, names)
    folder = tmp_path_factory.mktemp("odd") / "out"
    said = run("certify", "--key", key, "--to", folder, "--root", course)[1]
    assert sorted(path.name for path in folder.glob("*.pdf"))[:1] == ["_up.pdf"]
    assert not (folder.parent / "up.pdf").exists(), said
    text = pypdf.PdfReader(folder / "_up.pdf").pages[0].extract_text()
    assert '#read $x$ "*_`' in text
    assert (folder / "ab.pdf").exists()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"share": 60}, "share"),
        ({"modules": ["99-none"]}, "there is no module '99-none'"),
        ({"assignments": ["none"]}, "there is no assignment 'none'"),
        ({"own": [{"assignment": "fnal"}]}, "there is no assignment 'fnal'"),
        ({"own": [{"assignment": "final", "lines": {"text-sfe": 2}}]}, "no line 'text-sfe'"),
        ({"own": [{"assignment": "final", "texts": {"txt": 1}}]}, "no text 'txt'"),
        ({"name": {"nb": "Bare norsk"}}, "en"),
    ],
)
def test_a_broken_rule_is_told_with_its_place(
    root: Path, tmp_path: Path, change: dict, told: str
) -> None:
    rule = tmp_path / "rule.yaml"
    rule.write_text(yaml.safe_dump({**yaml.safe_load(RULE), **change}), "utf-8")
    code, said = run("certify", "--rule", rule, "--root", root)
    assert code == 1 and told in said and "rule.yaml:" in said and "Traceback" not in said


def test_what_is_missing_is_said_in_one_line(root: Path, key: Path, tmp_path: Path) -> None:
    none = make_root(tmp_path, tuple(MOST), RULE)
    torn = make_root(tmp_path / "torn", tuple(MOST), RULE)
    (torn / "assignments" / "nb").mkdir()
    (torn / "assignments" / "nb" / "gradebook.db").write_text("no database, but long enough")
    for told, arguments in {
        "cannot be read": ("--key", key, "--root", torn),
        "cannot be made": ("--key", key, "--root", root, "--to", key / "folder"),
        "no gradebook": ("--key", key, "--root", none),
        "not in the gradebook: nobody": ("nobody", "--key", key, "--root", root),
        "there is no key": ("--key", tmp_path / "none.jwk", "--root", root),
        "the language is nb or en": ("--lang", "de", "--root", root),
    }.items():
        code, said = run("certify", *arguments)
        assert code == 2 and told in said


def test_the_courses_own_rule_can_be_used() -> None:
    certified = read_rule(ROOT)
    final = next(need for need in certified.needs if need.assignment == "twenty-six-weeks")
    assert len(certified.modules) == 13
    assert (final.share, final.counts, set(final.lines.values())) == (0.7, "forms", {2})
