"""What is put off until it is needed is there before the reader sees the page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from conftest import ROOT, Visit, run

from course.site.app import CourseSite
from course.site.asking import Asked
from course.site.front import BROWSERS
from course.site.server import listen

SLUG = "04-sensitisation-and-attention"
KEPT = {
    "theme": "dark",
    "profession": "physio",
    f"{SLUG}/place": {"at": "wind-up"},
    f"{SLUG}/threshold": {"guess": "same", "done": "2026-01-01"},
}
FRAMES = """
if (window === top) {
  window.__frames = [];
  // What an observer of sizes sees is what is painted next.
  const note = () => {
    const seen = new ResizeObserver(() => {
      seen.disconnect();
      const figure = document.querySelector("#threshold .sa-figure");
      const boxes = [...document.querySelectorAll(".contents__gp, .contents__physio")];
      window.__frames.push({
        theme: document.documentElement.dataset.theme,
        profession: document.documentElement.dataset.profession,
        place: "place" in document.documentElement.dataset,
        first: boxes.length === 2 ? boxes[0].className : "contents__physio",
        asks: Boolean(figure && figure.querySelector(".sa-guess fieldset")),
        drawn: !figure || Boolean(figure.querySelector(".sa-figure__picture [d^=M]")),
      });
    });
    seen.observe(document.documentElement);
    if (window.__frames.length < 300) requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}
"""


@pytest.mark.browser
@pytest.mark.parametrize("home", ["site", "built"])
def test_what_the_reader_chose_and_guessed_is_there_from_the_first_paint(
    home: str, visit: Callable[..., Visit], request: pytest.FixtureRequest
) -> None:
    address = f"{request.getfixturevalue(home)}nb/"
    seen = visit(address)
    tab = seen.page
    tab.evaluate(
        "kept => { for (const [name, value] of Object.entries(kept))"
        " localStorage.setItem(`smerte-og-arbeid/${name}`, JSON.stringify(value)); }",
        KEPT,
    )
    tab.add_init_script(FRAMES)
    # Slow enough to be painted while it comes.
    slow = {"offline": False, "latency": 20, "downloadThroughput": 60_000, "uploadThroughput": -1}
    tab.context.new_cdp_session(tab).send("Network.emulateNetworkConditions", slow)
    tab.goto(f"{address}{SLUG}/")
    tab.wait_for_selector("html[data-widgets=ready]")
    frames = tab.evaluate("window.__frames")
    assert frames
    for frame in frames:
        assert frame == {
            "theme": "dark",
            "profession": "physio",
            "place": True,
            "first": "contents__physio",
            "asks": False,
            "drawn": True,
        }
    seen.assert_clean()


@pytest.mark.browser
def test_a_guess_is_shown_at_once_and_kept(site: str, visit: Callable[..., Visit]) -> None:
    tab = visit(f"{site}nb/{SLUG}/").page
    figure = tab.locator("#threshold .sa-figure")
    figure.get_by_role("radio").first.check()
    shown = "el => { el.click(); return Boolean(el.isConnected); }"
    assert figure.locator(".sa-guess .sa-button").evaluate(shown) is False
    tab.reload()
    tab.wait_for_selector("html[data-widgets=ready]")
    assert figure.locator(".sa-guess__feedback").is_visible()
    assert figure.locator(".sa-figure__picture").is_visible()
    kept = tab.evaluate(f"JSON.parse(localStorage['smerte-og-arbeid/{SLUG}/threshold'])")
    assert set(kept) == {"guess", "done", "saved"}


def test_nobody_is_the_first_to_ask_for_a_page_that_is_ready() -> None:
    async def try_it() -> None:
        site = CourseSite(ROOT)
        front = listen(site, 0, "127.0.0.1")
        site.prepare()
        try:
            await front.prepare("/nb/about/")
            answer = front.kept.get(Asked("GET", "/nb/about/", BROWSERS).key)
            assert answer and answer.status == 200
            # As Chromium, Firefox and Safari ask.
            for lang in ("nb-NO,nb;q=0.9", "en-GB,en;q=0.5"):
                reader, writer = await asyncio.open_connection("127.0.0.1", front.port)
                writer.write(
                    b"GET /nb/about/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    b"Accept-Encoding: gzip, deflate, br, zstd\r\n"
                    b"Accept-Language: " + lang.encode() + b"\r\n\r\n"
                )
                assert (await reader.read()).endswith(answer.body)
                writer.close()
            assert [key[1] for key in front.kept.answers] == ["/nb/about/"]
            await front.prepare("/nb/gone/")
            assert [key[1] for key in front.kept.answers] == ["/nb/about/"]
        finally:
            await site.close()

    run(try_it())
