"""A whole class on a real JupyterHub: at once, in the browser, each behind her own door."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import FORMGRADER_LISTENS, ROOT
from playwright.sync_api import Locator, Page, expect
from test_assignment_loop import set_mark

# One test from the start of a Hub to its end: on a busy machine that takes its time.
pytestmark = [pytest.mark.loop, pytest.mark.browser, pytest.mark.timeout(900)]

NAME = "threshold-and-tolerance"
PATIENCE = 60_000
HUB = ROOT / "deploy" / "one-machine"
LEARNERS = {"kari": 2, "ola": 9, "nils": 2}
"""Who hands in, and where each sets the first mark: 2 is right, 9 is not."""
POINTS = {"kari": "Poeng: 4 av 29", "ola": "Poeng: 0 av 29", "nils": "Poeng: 1 av 29"}
"""What each has in the end; kari has 3 of them for her text."""
WRITTEN = "Smerte er en alarm, og den kan stilles ned."
BREACHES = (Path(__file__).parent / "hub_breaches.py").read_text("utf-8")


@dataclass
class Trial:
    """A running trial Hub."""

    base: str
    password: str
    apart: bool
    """Whether the machine let each person have an account of her own."""


@pytest.fixture(scope="module")
def trial() -> Iterator[Trial]:
    """The Hub that ``make hub`` starts, on free ports; stopped afterwards."""
    process = subprocess.Popen(
        [sys.executable, str(HUB / "trial.py"), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = ""
    try:
        for line in process.stdout:
            said += line
            if line.startswith("Open "):
                break
        else:
            raise AssertionError(said)
        base = re.findall(r"http://\S+(?=/)", said)[0]
        password = re.findall(r"Password of everybody: (\w+)", said)[0]
        yield Trial(base, password, "has one of her own" in said)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def sign_in(trial: Trial, visit: Callable[..., Any], name: str) -> Any:
    """Go to the Hub's front door as ``name``; what follows goes on by itself."""
    seen = visit(f"{trial.base}/hub/login")
    seen.page.locator("#username_input").fill(name)
    seen.page.locator("#password_input").fill(trial.password)
    seen.page.locator("#login_submit").click()
    return seen


def card(page: Page) -> Locator:
    return page.locator(f"#{NAME}")


def ask(page: Page, method: str, path: str) -> dict[str, Any]:
    """Do what a button of the formgrader does; return what it said."""
    done: dict[str, Any] = page.evaluate(
        """async ([method, path]) => {
          const token = /(?:^|; )_xsrf=([^;]+)/.exec(document.cookie);
          const headers = { "X-XSRFToken": token ? token[1] : "" };
          const answer = await fetch(path, { method, headers });
          const text = await answer.text();
          return { status: answer.status, text };
        }""",
        [method, path],
    )
    return done


def grader_does(page: Page, what: str) -> str:
    done = ask(page, "POST", f"/services/grade-nb/formgrader/api/{what}")
    assert done["status"] == 200, done
    told: dict[str, Any] = json.loads(done["text"])
    assert told["success"], told
    return str(told.get("log", ""))


def run_code(page: Page, code: str) -> str:
    """Run code in a kernel of the JupyterLab that ``page`` shows; return what it printed."""
    printed: str = page.evaluate((Path(__file__).parent / "hub_kernel.js").read_text(), code)
    return printed


def refused(page: Page, *paths: str) -> None:
    for path in paths:
        done = ask(page, "GET", path)
        assert done["status"] in (403, 404), (page.url, path, done)


def test_a_class_goes_through_the_loop_at_once_and_nobody_sees_more_than_her_own(
    trial: Trial, visit: Callable[..., Any]
) -> None:
    ingrid = sign_in(trial, visit, "ingrid").page
    ingrid.wait_for_url("**/services/grade-nb/formgrader**", timeout=PATIENCE)
    grader_does(ingrid, f"assignment/{NAME}/assign")
    grader_does(ingrid, f"assignment/{NAME}/release")
    desks = {name: sign_in(trial, visit, name) for name in LEARNERS}
    for name, seen in desks.items():
        hand_in(seen.page, trial, name)
    for seen in desks.values():
        expect(seen.page.locator(".sa-receipt")).to_contain_text("Levert", timeout=PATIENCE)
        seen.page.get_by_role("link", name="Til Mine oppgaver").click()
        expect(card(seen.page)).to_contain_text("Venter på retting", timeout=PATIENCE)
        seen.assert_clean()

    try_what_a_learner_must_not(trial, desks["kari"].page)
    collected = grader_does(ingrid, f"assignment/{NAME}/collect")
    assert ("ola: kari handed this in, and it is not taken" in collected) == trial.apart
    for name in LEARNERS:
        grader_does(ingrid, f"submission/{NAME}/{name}/autograde")
    grade_the_text(trial, sign_in(trial, visit, "gunnar").page)
    read_together(trial, sign_in(trial, visit, "gro"))
    grader_does(ingrid, f"assignment/{NAME}/generate_feedback")
    grader_does(ingrid, f"assignment/{NAME}/release_feedback")
    for name, seen in desks.items():
        page = seen.page
        page.goto(f"{trial.base}/user/{name}/nb/")
        expect(card(page)).to_contain_text(POINTS[name], timeout=PATIENCE)
        page.get_by_role("link", name="Les tilbakemeldingen").first.click()
        expect(page.locator(".total")).to_have_text(POINTS[name])
        assert (WRITTEN in page.content()) == (name == "kari")


def hand_in(page: Page, trial: Trial, name: str) -> None:
    """Open the assignment from the list, answer, and press the button; do not wait for the rest."""
    expect(page.locator("h1")).to_have_text("Mine oppgaver", timeout=PATIENCE)
    assert page.url == f"{trial.base}/user/{name}/nb/"
    expect(page.locator(".sa-desk__summary")).to_contain_text(f"Du leverer som {name}.")
    page.get_by_role("link", name="Åpne oppgaven").click()
    page.locator(".sa-form").wait_for(timeout=PATIENCE)
    set_mark(page, 0, 0, LEARNERS[name])
    if name == "kari":
        page.locator("textarea").fill(WRITTEN)
    expect(page.locator(".sa-form__state")).to_contain_text("Lagret kl.", timeout=PATIENCE)
    page.get_by_role("button", name="Lever oppgaven", exact=True).press("Enter")


def try_what_a_learner_must_not(trial: Trial, page: Page) -> None:
    """Be kari: knock at the others' doors; then try all that her own account can, by code."""
    refused(
        page,
        "/services/grade-nb/formgrader",
        "/services/read/nb/",
        "/user/ola/nb/",
        "/hub/admin",
        "/hub/api/users",
    )
    refused(page, f"/user/kari/voila/files/{NAME}/form.yaml", "/user/kari/api/contents")
    lab = page.goto(f"{trial.base}/hub/spawn/kari/lab")
    if not trial.apart:
        # All would run as one account, so a learner gets no place to run code at all.
        assert lab is not None and lab.status in (400, 403, 404)
        return
    page.wait_for_url("**/user/kari/lab/lab**", timeout=PATIENCE, wait_until="commit")
    page.goto(f"{trial.base}/user/kari/lab/nothing")  # a light page of the same server
    said = json.loads(run_code(page, BREACHES.replace("@ROOT", str(ROOT)).replace("@NAME", NAME)))
    assert said.pop("who") == "kari" and said.pop("own answers") == "got it"
    assert said.pop("hand in as ola") == "got it"  # the exchange takes it; collecting does not
    assert len(said) > 12 and set(said.values()) == {"refused"}, said


def read_together(trial: Trial, seen: Any) -> None:
    """Be the other grader: the same text on the reader's page, without a name, and kept as hers."""
    page = seen.page
    page.wait_for_url("**/services/grade-nb/formgrader**", timeout=PATIENCE)
    page.goto(f"{trial.base}/services/read/")
    expect(page.locator("h1")).to_have_text("Les tekster", timeout=PATIENCE)
    expect(page.locator("footer")).to_contain_text("gro.")
    page.get_by_role("link", name="Les", exact=True).click()
    expect(page.locator("blockquote")).to_have_text(WRITTEN)
    assert "kari" not in page.content()
    expect(page.get_by_role("radio", checked=True)).to_have_count(4)
    page.get_by_role("button", name="Lagre og gå til neste").press("Enter")
    expect(page.get_by_role("status")).to_have_text(
        "Lagret. Poengene dine gjelder. Du har lest alle tekstene i denne oppgaven."
    )


def grade_the_text(trial: Trial, page: Page) -> None:
    """Be a grader, who has no key to the machine: points for one line, in the browser."""
    page.wait_for_url("**/services/grade-nb/formgrader**", timeout=PATIENCE)
    base = "/services/grade-nb/formgrader"
    refused(page, "/user/kari/nb/", "/hub/admin")
    found = json.loads(ask(page, "GET", f"{base}/api/submitted_notebooks/{NAME}/{NAME}")["text"])
    (mine,) = [one["id"] for one in found if one["student"] == "kari"]
    page.goto(f"{trial.base}{base}/submissions/{mine}/")
    page.wait_for_function(FORMGRADER_LISTENS, timeout=PATIENCE)
    expect(page.locator("body")).to_contain_text(WRITTEN)
    for line, points in (("purpose", 3), ("practice", 0), ("link", 0), ("honest", 0)):
        field = page.locator(f"#script-{line}")
        field.fill(str(points))
        with page.expect_response(lambda r: "/formgrader/api/grade/" in r.url):
            field.press("Tab")
