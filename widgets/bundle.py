"""Join small ES modules into one, so that the same front end runs in a notebook and on the site.

anywidget loads a front end from a blob URL, where relative imports do not resolve. Our modules keep
to a narrow form, which is all that this joiner understands:

* ``import { a, b as c } from "./other.js";`` at the start of a line (may span lines);
* the same with ``// later`` after it, for functions that are called only in, or after, what is
  given to ``later`` of ``frontend/moment.js``: a page's first script does without;
* ``export function``, ``export async function``, ``export const``, ``export class`` at the start
  of a line;
* at most one ``export default <expression>;`` at the start of a line.

Each module becomes one function scope, so names never clash; it is run when it is first needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FRONTEND = Path(__file__).parent / "frontend"

_IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"(\.[^"]+)";( // later)?\n?', re.M)
_EXPORT = re.compile(r"^export\s+((?:async\s+)?function\*?|const|class)\s+([A-Za-z_$][\w$]*)", re.M)
_DEFAULT = re.compile(r"^export\s+default\s+", re.M)
_UNKNOWN = re.compile(r"^(?:import|export)\b.*$", re.M)


class BundleError(ValueError):
    """A front-end module is written in a form that the joiner does not understand."""


@dataclass(frozen=True)
class _Import:
    names: tuple[tuple[str, str], ...]
    """Each as the other module calls it, and as this one does."""
    path: Path
    later: bool


def _imports(path: Path) -> list[_Import]:
    found = []
    for wanted, name, later in _IMPORT.findall(path.read_text("utf-8")):
        pairs = (one.strip().partition(" as ") for one in wanted.split(",") if one.strip())
        names = tuple((theirs, ours or theirs) for theirs, _, ours in pairs)
        found.append(_Import(names, (path.parent / name).resolve(), bool(later)))
    return found


def _in_order(entries: list[Path], *, later: bool = True) -> list[Path]:
    """Return the entries and all they import, each after what it needs; ``later``: also later."""
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
        for needed in _imports(path):
            if later or not needed.later:
                visit(needed.path)
        open_.pop()
        order.append(path)

    for entry in entries:
        visit(entry.resolve())
    return order


def _scoped(path: Path, names: dict[Path, str]) -> str:
    source = path.read_text("utf-8")
    heads = []
    for needed in _imports(path):
        home = f"{names[needed.path]}()"
        if needed.later:
            heads += [
                f"const {ours} = (...given) => {home}.{theirs}(...given);"
                for theirs, ours in needed.names
            ]
        else:
            members = ", ".join(f"{theirs}: {ours}" for theirs, ours in needed.names)
            heads.append(f"const {{ {members} }} = {home};")
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
    return _ONCE + _all([*names], names), f"{names[path]}()"


@cache
def widget_module(entry: str) -> str:
    """Return one self-contained ES module for the front end ``entry`` (below ``frontend/``)."""
    text, exports = joined(FRONTEND / entry)
    return text + f"export default {exports}.default_;\n"


def plain_script(entry: Path) -> str:
    """Return ``entry`` and all it imports as one classic script, run at once."""
    text, exports = joined(entry)
    return f'"use strict";\n(() => {{\n{text}{exports};\n}})();\n'


def first_scripts(entry: str, after: Sequence[str] = ()) -> tuple[str, str]:
    """Return the scripts of a widget that answers early, and of what its front end imports later.

    The first mounts the widget that it stands in. The second comes after it, or is empty. ``after``
    are the front ends that answered before it on the page.
    """
    before = _answered(after)
    at_once, later = _first(entry, before)
    names = _named([*before, *at_once, *later])
    host = f"{names[(FRONTEND / 'host.js').resolve()]}()"
    begin = "" if before else _ONCE
    awaits = "true" if later else "false"
    return (
        f'"use strict";\n{begin}{_all(at_once, names)}'
        f"{host}.first({_table(_paths([entry]), names)}, {awaits});\n",
        f'"use strict";\n{_all(later, names)}{host}.more({{}});\n' if later else "",
    )


def site_script(
    entries: Iterable[str], *, pages: Iterable[str] = (), after: Sequence[str] = ()
) -> str:
    """Return a classic script that holds the front ends ``entries``, and mounts the whole page.

    ``pages`` are modules whose ``page`` is called when the page has been read. It is the
    last script of a page where ``after`` answered early: it holds what those lacked.
    A classic script (not a module) also runs from a memory stick (``file://``).
    """
    before = _answered(after)
    host, whole = _paths(["host.js", "whole.js"]).values()
    here, there = _paths(entries), _paths(pages)
    order = _in_order([host, whole, *here.values(), *there.values()])
    rest = [path for path in order if path not in before]
    names = _named([*before, *rest])
    called = ", ".join(f"() => {names[path]}().default_" for path in there.values())
    begin = "" if before else _ONCE
    return (
        f'"use strict";\n{begin}{_all(rest, names)}{names[host]}().more({_table(here, names)});\n'
        f"{names[whole]}().whole([{called}]);\n"
    )


def _first(entry: str, before: list[Path]) -> tuple[list[Path], list[Path]]:
    """Return the modules of a first script that ``before`` lacks, and those imported later."""
    wanted = [*_paths(["host.js", entry]).values()]
    at_once = [path for path in _in_order(wanted, later=False) if path not in before]
    have = [*before, *at_once]
    return at_once, [path for path in _in_order(wanted) if path not in have]


def _answered(entries: Sequence[str]) -> list[Path]:
    """Return the modules that a page has when ``entries`` have answered, in order."""
    have: list[Path] = []
    for entry in entries:
        have += [path for part in _first(entry, have) for path in part]
    return have


def _all(paths: list[Path], names: dict[Path, str]) -> str:
    return "".join(_scoped(path, names) for path in paths)


def _table(entries: dict[str, Path], names: dict[Path, str]) -> str:
    given = ", ".join(f'"{name}": () => {names[p]}().default_' for name, p in entries.items())
    return f"{{ {given} }}"


def _paths(entries: Iterable[str]) -> dict[str, Path]:
    return {entry: (FRONTEND / entry).resolve() for entry in sorted(entries)}
