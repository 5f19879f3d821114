"""Front ends are joined into one script, for a notebook cell and for the site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from course.site.assets import HERE as SITE_FRONTEND
from widgets import HOMES, bundle
from widgets.bundle import FRONTEND, BundleError, site_script, widget_module


@pytest.fixture
def frontend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bundle, "FRONTEND", tmp_path)
    widget_module.cache_clear()
    yield tmp_path
    widget_module.cache_clear()


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.js").write_text(text, "utf-8")


@pytest.mark.browser
def test_modules_are_joined_and_their_names_do_not_clash(browser: Browser, frontend: Path) -> None:
    write(
        frontend,
        one='export const secret = 1;\nconst own = "one";\n'
        "export function name() { return own; }\n",
        two='import {\n  name as first,\n  secret,\n} from "./one.js";\nconst own = "two";\n'
        "export default { render: () => `${first()} ${own} ${secret}` };\n",
    )
    page = browser.new_page()
    page.goto("about:blank")
    text = widget_module("two.js")
    said = page.evaluate(
        "async (text) => (await import(URL.createObjectURL("
        "new Blob([text], {type: 'text/javascript'})))).default.render()",
        text,
    )
    page.close()
    assert said == "one two 1"
    assert "\nimport" not in text and text.count("\nexport") == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('import { a } from "./gone.js";\n', "gone.js, which is missing"),
        ('import { a } from "./entry.js";\n', "imports itself"),
        ('import a from "./other.js";\n', "cannot join this line"),
        ("export let a = 1;\n", "cannot join this line"),
        ("export default {};\nexport default {};\n", "more than one default"),
    ],
)
def test_what_cannot_be_joined_is_told(frontend: Path, text: str, said: str) -> None:
    write(frontend, entry=text, other="export const a = 1;\n")
    with pytest.raises(BundleError, match=said):
        widget_module("entry.js")


@pytest.mark.parametrize("home", sorted(set(HOMES.values())))
def test_every_widget_front_end_is_joined_into_one_module_that_imports_nothing(home: str) -> None:
    name = next(name for name, where in HOMES.items() if where == home)
    kind = getattr(__import__(home, fromlist=[name]), name)
    text = widget_module(kind.front_end)
    assert "\nimport " not in text
    assert text.rstrip().splitlines()[-1].startswith("export default ")


def test_the_site_script_holds_each_module_once() -> None:
    entries = ["practice/quiz.js", "practice/recall_cards.js"]
    text = site_script(entries)
    assert text.count("function drawer(") == 1
    assert all(f'"{entry}":' in text for entry in entries)


def test_a_pages_second_script_brings_only_what_its_first_lacks() -> None:
    first, all_ = ["simulations/wind_up.js"], ["simulations/wind_up.js", "practice/quiz.js"]
    one, two = site_script(first), site_script(all_, after=first)
    assert one.count("function drawer(") == 1 and '"practice/quiz.js":' not in one
    assert "function drawer(" not in two and two.count("function figure(") == 0
    assert '"practice/quiz.js":' in two


def test_each_early_script_brings_only_what_those_before_it_lack() -> None:
    early = ["practice/confidence.js", "simulations/wind_up.js"]
    texts = [
        *bundle.first_scripts(early[0]),
        *bundle.first_scripts(early[1], early[:1]),
        site_script([*early, "practice/quiz.js"], after=early),
    ]
    made = re.findall(r"^const (\$\w+) = ", "".join(texts), re.M)
    assert len(made) > 15 and len(made) == len(set(made))
    for text, function in zip(texts[::2], ["scale", "simulation", "whole"], strict=True):
        assert f"function {function}(" in text
        assert "".join(texts).count(f"function {function}(") == 1


def test_what_is_imported_later_comes_with_the_second_script(frontend: Path) -> None:
    write(
        frontend,
        host="export const more = 1;\nexport const first = 1;\n",
        whole="export const whole = 1;\n",
        paper='import { letter } from "./ink.js";\nexport const print = () => letter("paper");\n',
        ink="export const letter = (text) => text;\n",
        entry='import { print as printed } from "./paper.js"; // later\n'
        "export default { render: () => printed() };\n",
    )
    one, two = bundle.first_scripts("entry.js")
    assert "paper" not in one and "const letter" not in one and one.endswith(", true);\n")
    assert 'letter("paper")' in two and "const letter" in two
    last = site_script(["entry.js"], after=["entry.js"])
    assert "letter" not in last and "printed" not in last
    # Where all comes at once, it is the same.
    assert 'letter("paper")' in widget_module("entry.js")
    write(frontend, entry="export default {};\n")
    widget_module.cache_clear()
    alone, nothing = bundle.first_scripts("entry.js")
    assert nothing == "" and alone.endswith(", false);\n")


def test_no_front_end_has_a_template_within_a_template() -> None:
    # The minifier takes the inner one for code, and its spaces away: «5(a lot)».
    inner = re.compile(r"\$\{[^}`]*`")
    files = [*FRONTEND.rglob("*.js"), *SITE_FRONTEND.glob("*.js")]
    found = [
        f"{path.name}:{n}"
        for path in files
        for n, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if inner.search(line)
    ]
    assert len(files) > 60 and found == []
