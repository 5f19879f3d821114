"""Read a content file into its model, and say where and how to mend what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: in which file and line, what it is, and what to write instead."""

    file: str
    line: int
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} — {self.mend}"


class ContentError(Exception):
    """A content file cannot be used. ``faults`` says all that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows of it: the faults, without a way through our code."""
        return [str(fault) for fault in self.faults]


class FaultyContentError(ValueError):
    """Raised by a model's own checks: what is wrong, how to mend it, and where (from the model)."""

    def __init__(self, what: str, mend: str, *place: str | int) -> None:
        self.what, self.mend, self.place = what, mend, place
        super().__init__(what)


def shown(path: Path) -> str:
    """Return the path as a person would name it: from ``modules`` or ``assignments`` on."""
    parts = path.resolve().parts
    for top in ("modules", "assignments"):
        if top in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(top) :])
    return path.name


def load(path: str | Path, model: type[Model]) -> Model:
    """Return the file at ``path`` as a ``model``.

    Raises ``ContentError`` with one fault for each thing that is wrong: no file, broken YAML, a key
    given twice, or whatever the model refuses.
    """
    path = Path(path)
    name = shown(path)
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise ContentError([Fault(name, 1, "the file does not exist", "write it")]) from None
    except (OSError, UnicodeDecodeError) as error:
        mend = "save it as UTF-8 text"
        raise ContentError([Fault(name, 1, f"the file cannot be read: {error}", mend)]) from None
    root, data = _parse(name, text)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise ContentError(_faults(name, root, data, error)) from None


def lines_of(path: Path) -> list[int]:
    """Return the line of each entry of the list that the file holds.

    Raises ``ContentError`` as ``load`` does, and for a file that holds no list.
    """
    name = shown(path)
    root, _ = _parse(name, path.read_text("utf-8"))
    if not isinstance(root, yaml.SequenceNode):
        raise ContentError([Fault(name, 1, "the file holds no list", "begin each entry with '- '")])
    return [entry.start_mark.line + 1 for entry in root.value]


_QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C, several times faster, where PyYAML was built with it."""


def quickly(path: Path) -> Any:
    """Return what the YAML file at ``path`` holds, unchecked: for long files of ours."""
    return yaml.load(path.read_text("utf-8"), Loader=_QUICK)


def _parse(name: str, text: str) -> tuple[yaml.Node, Any]:
    try:
        return _parse_by(_QUICK, name, text)
    except yaml.YAMLError:
        # Once more, slowly: the parser in Python says better what is wrong.
        return _parse_slowly(name, text)


def _parse_slowly(name: str, text: str) -> tuple[yaml.Node, Any]:
    try:
        return _parse_by(yaml.SafeLoader, name, text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        mend = "mend the indentation, or put the text in quotes or after >-"
        line = mark.line + 1 if mark else 1
        raise ContentError([Fault(name, line, f"not valid YAML: {problem}", mend)]) from None


def _parse_by(kind: Any, name: str, text: str) -> tuple[yaml.Node, Any]:
    loader = kind(text)
    try:
        root = loader.get_single_node()
        if root is None:
            raise ContentError([Fault(name, 1, "the file is empty", "write its content")])
        if twice := _given_twice(root):
            raise ContentError(
                [Fault(name, line, f"'{key}' is given twice", "keep one") for key, line in twice]
            )
        return root, loader.construct_document(root)
    finally:
        loader.dispose()


def _given_twice(root: yaml.Node) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []

    def visit(node: yaml.Node) -> None:
        if isinstance(node, yaml.MappingNode):
            seen = set()
            for key, value in node.value:
                if key.value in seen:
                    found.append((str(key.value), key.start_mark.line + 1))
                seen.add(key.value)
                visit(value)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                visit(value)

    visit(root)
    return found


def _walk(root: yaml.Node, place: Place) -> tuple[int, list[str]]:
    """Return the line of ``place`` and the steps of it that exist in the file.

    pydantic names union members among the steps; what the file does not hold is passed over.
    """
    node, line, steps = root, root.start_mark.line + 1, []
    for step in place:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if str(key.value) == str(step):
                    node, line = value, key.start_mark.line + 1
                    steps.append(f".{step}")
                    break
        elif isinstance(node, yaml.SequenceNode) and step in range(len(node.value)):
            node = node.value[int(step)]
            line = node.start_mark.line + 1
            steps.append(f"[{step}]")
    return line, steps


def _named(data: Any, steps: list[str]) -> str:
    """Return the steps as a path; a list entry with an id is named by it."""
    out, here = "", data
    for step in steps:
        if step.startswith("["):
            here = here[int(step[1:-1])]
            name = here.get("id") if isinstance(here, dict) else None
            out += f"[{name}]" if isinstance(name, str) else step
        else:
            here = here.get(step[1:]) if isinstance(here, dict) else None
            out += step
    return out.lstrip(".")


def _faults(name: str, root: yaml.Node, data: Any, error: ValidationError) -> list[Fault]:
    faults: list[Fault] = []
    for problem in error.errors(include_url=False):
        place: Place = tuple(problem["loc"])
        cause = problem.get("ctx", {}).get("error")
        if isinstance(cause, FaultyContentError):
            place = (*place, *cause.place)
        if problem["type"] == "union_tag_invalid":
            place = (*place, str(problem["ctx"]["discriminator"]).strip("'"))
        line, steps = _walk(root, place)
        where = _named(data, steps)
        what, mend = _in_words(problem, cause)
        fault = Fault(name, line, f"{where}: {what}" if where else what, mend)
        if fault not in faults:
            faults.append(fault)
    return faults


_LANGUAGE = {"nb": "bokmål", "en": "English"}


def _in_words(problem: Any, cause: object) -> tuple[str, str]:
    kind, last = problem["type"], problem["loc"][-1] if problem["loc"] else ""
    context = problem.get("ctx", {})
    if isinstance(cause, FaultyContentError):
        return cause.what, cause.mend
    if kind == "missing" and last in _LANGUAGE:
        return f"the {_LANGUAGE[last]} text is missing", f"write {last}: beside the other language"
    if kind == "missing":
        return f"'{last}' is missing", f"write {last}:"
    if kind == "extra_forbidden":
        return f"'{last}' is not a key here", "take it away, or mend its spelling"
    if kind == "string_too_short" and last in _LANGUAGE:
        return f"the {_LANGUAGE[last]} text is empty", "write it"
    if kind in ("string_too_short", "too_short"):
        least = context.get("min_length", 1)
        return f"too little: {least} needed", "write more, see docs/authors.md"
    if kind == "string_pattern_mismatch":
        return f"{_short(problem)} cannot be an id", "use a-z, 0-9 and hyphens"
    if kind == "union_tag_invalid":
        return (
            f"{context['tag']!r} is not one of the kinds",
            f"write one of {context['expected_tags']}",
        )
    if kind in ("literal_error", "enum"):
        return f"{_short(problem)} is not one of the choices", f"write one of {context['expected']}"
    if kind == "union_tag_not_found":
        return "'kind' is missing", "write kind:"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return f"{_short(problem)} is not a group of keys", "write keys, like nb: and en:"
    if kind == "string_type":
        return f"{_short(problem)} is not text", "put it in quotes"
    if kind in _KINDS:
        return f"{_short(problem)} is not {_KINDS[kind]}", f"write it as {_KINDS[kind]}"
    if kind.startswith(("greater_than", "less_than")):
        return f"{_short(problem)} is too {'small' if kind[0] == 'g' else 'large'}", problem["msg"]
    return problem["msg"], "see docs/authors.md for the form"


_KINDS = {
    "list_type": "a list",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
}


def _short(problem: Any) -> str:
    text = repr(problem["input"])
    return text if len(text) <= 40 else f"{text[:40]}…"
