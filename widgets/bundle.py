"""Join small ES modules into one, so that the same front end runs in a notebook and on the site.

anywidget loads a front end from a blob URL, where relative imports do not resolve. Our modules keep
to a narrow form, which is all that this joiner understands:

* ``import { a, b as c } from "./other.js";`` at the start of a line (may span lines);
* ``export function``, ``export async function``, ``export const``, ``export class`` at the start
  of a line;
* at most one ``export default <expression>;`` at the start of a line.

Each module becomes one function scope, so names never clash.
"""

from __future__ import annotations

import re
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
        heads.append(f"const {{ {members} }} = {names[needed]};")
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
        f"const {names[path]} = (() => {{\n"
        + "\n".join(heads)
        + f"\n{body}\nreturn {{ {', '.join(exported)} }};\n}})();\n"
    )


def _join(entries: list[Path]) -> tuple[str, dict[Path, str]]:
    order = _in_order(entries)
    names = {path: f"$m{n}" for n, path in enumerate(order)}
    return "".join(_scoped(path, names) for path in order), names


@cache
def widget_module(entry: str) -> str:
    """Return one self-contained ES module for the front end ``entry`` (below ``frontend/``)."""
    path = (FRONTEND / entry).resolve()
    text, names = _join([path])
    return text + f"export default {names[path]}.default_;\n"


def plain_script(entry: Path) -> str:
    """Return ``entry`` and all it imports as one classic script, run at once."""
    text, _ = _join([entry.resolve()])
    return f'"use strict";\n(() => {{\n{text}}})();\n'


def site_script(entries: list[str]) -> str:
    """Return one classic script that holds every front end once, and the host that mounts them.

    A classic script (not a module) also runs from a memory stick (``file://``).
    """
    host = (FRONTEND / "host.js").resolve()
    paths = {entry: (FRONTEND / entry).resolve() for entry in sorted(entries)}
    text, names = _join([host, *paths.values()])
    table = ", ".join(f'"{entry}": {names[path]}.default_' for entry, path in paths.items())
    return f'"use strict";\n(() => {{\n{text}\n{names[host]}.start({{ {table} }});\n}})();\n'
