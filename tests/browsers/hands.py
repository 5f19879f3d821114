"""What a reader's hand does to each kind of widget, in any browser."""

from __future__ import annotations

from tab import Tab


def sections(tab: Tab, widget: str) -> list[str]:
    """Return the ids of the page's parts whose widget's name begins so."""
    found = tab.run(
        "return [...document.querySelectorAll(`[data-widget^='${arguments[0]}']`)]"
        ".map((one) => one.closest('[id]').id)",
        widget,
    )
    return [str(one) for one in found]


def has(tab: Tab, css: str) -> bool:
    return bool(tab.run("return Boolean(document.querySelector(arguments[0]))", css))


def focus(tab: Tab, css: str, number: int = 0) -> None:
    """Give an element the focus, as soon as it is there to take it."""
    tab.until(
        "const one = document.querySelectorAll(arguments[0])[arguments[1]];"
        "one?.focus(); return Boolean(one) && document.activeElement === one",
        css,
        number,
    )


def guess(tab: Tab, part: str) -> None:
    tab.click(f"#{part} .sa-guess label")
    tab.click(f"#{part} .sa-guess .sa-button")
    # Where the reader goes on: it takes the focus with the next picture.
    tab.until("return document.activeElement.matches('.sa-guess__feedback')")


def changes(tab: Tab, css: str, before: str) -> str:
    """Wait until the words in a place are others; return them."""
    return str(
        tab.until(
            "const now = document.querySelector(arguments[0])?.innerText;"
            "return now !== arguments[1] ? now : null",
            css,
            before,
        )
    )


def answer(tab: Tab, at: str) -> str:
    """Answer the question that is shown, whatever its kind; return what it was answered with."""
    if has(tab, f"{at} .sa-order"):
        rows = f"{at} .sa-order__text"
        first = tab.text(rows)
        tab.drag((f"{at} .sa-order__grip", None), (f"{at} .sa-order li:nth-child(3)", None))
        changes(tab, rows, first)
        second = tab.text(rows)
        focus(tab, f"{at} .sa-order li:first-child button", 1)
        tab.press("Enter")
        changes(tab, rows, second)
        return "order"
    if fields := tab.run("return document.querySelectorAll(arguments[0]).length", f"{at} select"):
        for number in range(fields):
            focus(tab, f"{at} select", number)
            tab.press("ArrowDown")
        return "places"
    if has(tab, f"{at} .sa-number input"):
        tab.type(f"{at} .sa-number input", "12,5")
        return "number"
    tab.click(f"{at} .sa-choice__row label")
    if has(tab, f"{at} .sa-scale__step"):
        tab.click(f"{at} .sa-scale__step input")
        return "sure"
    return str(
        tab.run("return document.querySelector(arguments[0]).type", f"{at} .sa-choice input")
    )


def play(tab: Tab, at: str) -> None:
    while not has(tab, f"{at} .sa-case__verdict"):
        tab.click(f"{at} .sa-case__choice")
        assert tab.text(f"{at} .sa-feedback")
        tab.click(f"{at} .sa-button")
