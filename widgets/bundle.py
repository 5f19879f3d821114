"""Join small ES modules into one, so that the same front end runs in a notebook and on the site.

anywidget loads a front end from a blob URL, where relative imports do not resolve. Our modules keep
to a narrow form, which is all that this joiner understands:

* ``import { a, b as c } from "./other.js";`` at the start of a line (may span lines);
* ``export function``, ``export async function``, ``export const``, ``export class`` at the start
  of a line;
* at most one ``export default <expression>;`` at the start of a line.

Each module becomes one function scope, so names never clash; it is run when it is first needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FRONTEND = Path(__file__).parent / "frontend"

_IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"(\.[^"]+)";\n?', re.M)
_EXPORT = re.compile(r"^export\s+((?:async\s+)?function\*?|const|class)\s+([A-Za-z_$][\w$]*)", re.M)
_DEFAULT = re.compile(r"^export\s+default\s+", re.M)
_UNKNOWN = re.compile(r"^(?:import|export)\b.*$", re.M)


class BundleError(ValueError):
    """A front-end module is written in a form that the joiner does not understand."""


def _imports(path: Path) -> list[tuple[str, Path]]:
    return [
        (m[1], (path.parent / m[2]).resolve()) for m in _IMPORT.finditer(path.read_text("utf-8"))
    ]


def _in_order(entries: list[Path]) -> list[Path]:
    """Return the entries and all they import, each after what it needs."""
    order: list[Path] = []
    open_: list[Path] = []

    def visit(path: Path) -> None:
        if path in order:
            return
        if path in open_:
            raise BundleError(f"{path.name}: imports itself through {open_[-1].name}")
        if not path.is_file():
            raise BundleError(
                f"{open_[-1].name if open_ else 'bundle'}: imports {path.name}, which is missing"
            )
        open_.append(path)
        for _, needed in _imports(path):
            visit(needed)
        open_.pop()
        order.append(path)

    for entry in entries:
        visit(entry.resolve())
    return order


def _scoped(path: Path, names: dict[Path, str]) -> str:
    source = path.read_text("utf-8")
    heads = []
    for wanted, needed in _imports(path):
        members = ", ".join(w.strip().replace(" as ", ": ") for w in wanted.split(",") if w.strip())
        heads.append(f"const {{ {members} }} = {names[needed]}();")
    body = _IMPORT.sub("", source)
    exported = [m[2] for m in _EXPORT.finditer(body)]
    body = _EXPORT.sub(r"\1 \2", body)
    if len(_DEFAULT.findall(body)) > 1:
        raise BundleError(f"{path.name}: more than one default export")
    if _DEFAULT.search(body):
        body = _DEFAULT.sub("const default_ = ", body)
        exported.append("default_")
    if unknown := _UNKNOWN.search(body):
        raise BundleError(
            f"{path.name}: cannot join this line: {unknown[0]!r}; widgets/bundle.py says the form"
        )
    return (
        f"const {names[path]} = $once(() => {{\n"
        + "\n".join(heads)
        + f"\n{body}\nreturn {{ {', '.join(exported)} }};\n}});\n"
    )


_ONCE = "const $once = (make) => { let made; return () => made || (made = make()); };\n"


def _named(order: list[Path]) -> dict[Path, str]:
    return {path: f"$m{n}" for n, path in enumerate(order)}


def joined(entry: Path) -> tuple[str, str]:
    """Return ``entry`` and all it imports as statements, and the expression of what it exports."""
    path = entry.resolve()
    names = _named(_in_order([path]))
    return _ONCE + "".join(_scoped(each, names) for each in names), f"{names[path]}()"


@cache
def widget_module(entry: str) -> str:
    """Return one self-contained ES module for the front end ``entry`` (below ``frontend/``)."""
    text, exports = joined(FRONTEND / entry)
    return text + f"export default {exports}.default_;\n"


def plain_script(entry: Path) -> str:
    """Return ``entry`` and all it imports as one classic script, run at once."""
    text, exports = joined(entry)
    return f'"use strict";\n(() => {{\n{text}{exports};\n}})();\n'


def site_script(
    entries: Iterable[str], *, pages: Iterable[str] = (), after: Iterable[str] | None = None
) -> str:
    """Return a classic script that holds the front ends ``entries``, and the host that mounts them.

    ``pages`` are modules whose ``page`` is called when the page has been read. With ``after`` it is
    the second script of a page whose first had the entries ``after``: it holds what that lacked.
    A classic script (not a module) also runs from a memory stick (``file://``).
    """
    host = (FRONTEND / "host.js").resolve()
    before = _in_order([host, *_paths(after).values()]) if after is not None else []
    here, there = _paths(entries), _paths(pages)
    order = _in_order([host, *here.values(), *there.values()])
    names = _named([*before, *(path for path in order if path not in before)])
    text = "".join(_scoped(path, names) for path in order if path not in before)
    table = ", ".join(f'"{entry}": () => {names[p]}().default_' for entry, p in here.items())
    called = ", ".join(f"() => {names[path]}().default_" for path in there.values())
    begin = "" if before else _ONCE
    call = "more" if before else "start"
    return f'"use strict";\n{begin}{text}{names[host]}().{call}({{ {table} }}, [{called}]);\n'


def _paths(entries: Iterable[str]) -> dict[str, Path]:
    return {entry: (FRONTEND / entry).resolve() for entry in sorted(entries)}
