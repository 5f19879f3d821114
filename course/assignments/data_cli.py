"""``smertekurs data``: what is kept about a learner, to be given out or taken away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from course.commands.shared import Root, course_root, out, stop
from widgets.text import LANGS

if TYPE_CHECKING:
    from course.assignments.learner_data import Held

app = typer.Typer(
    no_args_is_help=True,
    help="Give out, or take away, all that is kept about one learner: gradebook, hand-ins, "
    "autograded copies, feedback, the exchange, certificates; in both languages. "
    "What lies in the learner's own home folder is the learner's.",
)
Learner = Annotated[str, typer.Argument(help="The learner's account name.")]


def _held(root: Path | None, learner: str) -> list[Held]:
    from course.assignments.learner_data import NoLearnerError, find

    folder = course_root(root) / "assignments"
    try:
        held = [find(folder / lang, lang, learner) for lang in LANGS]
    except NoLearnerError as error:
        stop(f"smertekurs: {error}")
    held = [one for one in held if one.anything]
    if not held:
        stop(f"smertekurs: nothing is kept about {learner}", code=1)
    return held


@app.command()
def export(
    learner: Learner,
    to: Annotated[Path | None, typer.Option(help="A new folder; default LEARNER-data.")] = None,
    root: Root = None,
) -> None:
    """Copy all that is kept about a learner into a new folder."""
    from course.assignments.learner_data import export as copy_out

    held = _held(root, learner)
    place = (to or Path(f"{learner}-data")).absolute()
    if place.exists():
        stop(f"smertekurs: {place} is there already; name another folder with --to")
    for one in held:
        copy_out(one, place / one.lang)
    out.print(f"Wrote {place}.", markup=False)


@app.command()
def delete(
    learner: Learner,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    root: Root = None,
) -> None:
    """Take away all that is kept about a learner, for good."""
    from course.assignments.gradebook import gradebook_place
    from course.assignments.learner_data import delete as take_away

    held = _held(root, learner)
    for one in held:
        for path in one.paths:
            out.print(str(path), markup=False)
        if one.in_gradebook:
            out.print(f"{learner} in {gradebook_place(one.course)}", markup=False)
        if one.own_dates:
            out.print(f"{one.own_dates} due dates of {learner}'s own ({one.lang})", markup=False)
    if not yes and not typer.confirm("Delete all of this for good?"):
        stop("Nothing was deleted.", code=1)
    for one in held:
        take_away(one)
    out.print(f"All that was kept about {learner} is deleted.", markup=False)
