"""Each kind of widget works on the served site and in the static build, and remembers a reload."""

from collections.abc import Callable
from typing import Any

import pytest
from conftest import Visit
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser
FIGURES = {
    "03-understanding-pain": ["alarm"],
    "04-sensitisation-and-attention": ["threshold", "wind-up", "volume-knob", "attention-circle"],
}
CASES = {"03-understanding-pain": "said", "04-sensitisation-and-attention": "kari"}


@pytest.fixture(params=("site", "built"))
def home(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


def part(page: Page, name: str) -> Locator:
    return page.locator(f'section[id="{name}"]')


@pytest.mark.parametrize("slug", FIGURES)
@pytest.mark.parametrize("lang", ("nb", "en"))
def test_every_kind_of_widget_answers_and_remembers(
    slug: str, lang: str, home: str, visit: Callable[..., Visit]
) -> None:
    seen = visit(f"{home}{lang}/{slug}/")
    page = seen.page
    page.wait_for_selector("html[data-widgets=ready]")

    for name in FIGURES[slug]:
        figure = part(page, name)
        figure.locator(".sa-guess input").first.check()
        figure.locator(".sa-guess .sa-button").click()
        words = figure.locator(".sa-figure__words")
        before = words.inner_text()
        figure.locator(".sa-figure__controls input[type=range]").last.press("Home")
        expect(words).not_to_have_text(before)

    case = part(page, f"case-{CASES[slug]}")
    case.get_by_role("button").first.click()
    case.locator(".sa-case__choice").first.click()
    expect(case.locator(".sa-feedback")).to_be_visible()

    recall = part(page, "recall")
    recall.get_by_role("button").first.click()
    expect(recall.locator("textarea")).to_be_visible()

    week = part(page, "week")
    week.locator("input[type=text]").nth(0).fill("en pasient spør om bildene hos meg")
    week.locator("input[type=text]").nth(1).fill("spør jeg hva de tror")
    week.get_by_role("button").last.click()
    expect(week).to_contain_text("spør jeg hva de tror")

    page.reload()
    page.wait_for_selector("html[data-widgets=ready]")
    expect(part(page, FIGURES[slug][0]).locator(".sa-guess__was")).to_be_visible()
    expect(part(page, "week")).to_contain_text("spør jeg hva de tror")
    expect(case.locator(".sa-feedback")).to_be_visible()
    seen.assert_clean()


def test_no_kernel_and_no_socket_is_asked_for_by_a_module_page(
    home: str, visit: Callable[..., Visit]
) -> None:
    seen = visit(f"{home}nb/03-understanding-pain/")
    seen.page.wait_for_selector("html[data-widgets=ready]")
    assert not [url for url in seen.requests if "kernel" in url or url.startswith("ws")]
