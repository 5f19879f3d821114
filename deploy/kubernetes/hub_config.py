"""What values.yaml cannot say: who may come in, and what each learner's pod gets to see.

The chart runs this file in the Hub's pod after its own configuration, with ``c`` at hand
(values.yaml, ``hub.extraFiles``). The people come from people.yaml (``custom.people``).

A pod sees the folders that are mounted into it and no others. So each learner gets a folder of her
own on the volume, made here and mounted into her pod only; its name is the name that the Hub
signed in. The formgraders' pod carries hand-ins and feedback between these folders and the course
(course/assignments/gather.py).
"""

import os
import re
from pathlib import Path

from z2jh import get_config as value

NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{0,99}")
"""Names that can be a folder, an nbgrader student and a pod. The provider gives them, once."""
COURSES = ("smerte-og-arbeid", "pain-and-work")
"""What nbgrader calls the courses (course/assignments/config.py)."""
VOLUME = Path(os.environ.get("SMERTEKURS_LEARNERS", "/srv/learners"))
"""The learners' volume, as the Hub sees it."""
CLAIM = "smertekurs-learners"
SEEN = (
    ("own/{name}/home", "/home/learner", False),
    ("own/{name}/exchange", "/srv/exchange", False),
    ("own/{name}/feedback", "/srv/feedback", True),
    ("handed-out", "/srv/handed-out", True),
)
"""All of the volume that a learner's pod sees: where it lies, where she sees it, only to read."""

people = value("custom.people", {}) or {}
instructors, graders, learners = (
    list(people.get(kind) or []) for kind in ("instructors", "graders", "learners")
)
everybody = {*instructors, *graders, *learners}
if odd := sorted(name for name in everybody if not NAME.fullmatch(name)):
    raise ValueError(f"people.yaml: these cannot be names: {odd}")

c.Authenticator.allowed_users = everybody  # noqa: F821  the chart gives c
c.Authenticator.delete_invalid_users = True  # noqa: F821
c.Authenticator.username_pattern = rf"{NAME.pattern}\Z"  # noqa: F821
c.JupyterHub.load_groups = {  # noqa: F821
    "instructors": {"users": instructors},
    "graders": {"users": graders},
    "learners": {"users": learners},
}


def own_folders(name: str) -> None:
    """Make the learner's folders on the volume, and what her exchange leads to."""
    own = VOLUME / "own" / name
    for part in ("home", "exchange", "feedback"):
        (own / part).mkdir(parents=True, exist_ok=True)
    for course in COURSES:
        (VOLUME / "handed-out" / course).mkdir(parents=True, exist_ok=True)
        (own / "feedback" / course).mkdir(exist_ok=True)


def own_exchange(name: str) -> None:
    """Lay out her exchange as nbgrader expects it: links to what her pod sees, and an inbound.

    What is in it may be changed by her own code: nothing is followed, and what is odd is left.
    """
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
    exchange = os.open(VOLUME / "own" / name / "exchange", flags)
    try:
        for course in COURSES:
            make(course, exchange)
            try:
                here = os.open(course, flags, dir_fd=exchange)
            except OSError:
                continue
            try:
                make("inbound", here)
                for link, to in (
                    ("outbound", f"/srv/handed-out/{course}/outbound"),
                    ("due.json", f"/srv/handed-out/{course}/due.json"),
                    ("feedback", f"/srv/feedback/{course}"),
                ):
                    try:
                        os.symlink(to, link, dir_fd=here)
                    except FileExistsError:
                        continue
            finally:
                os.close(here)
    finally:
        os.close(exchange)


def make(folder: str, where: int) -> None:
    """Make a folder in the one that is open as ``where``, unless something is there."""
    try:
        os.mkdir(folder, dir_fd=where)
    except FileExistsError:
        return


def show_own(spawner) -> None:  # type: ignore[no-untyped-def]
    """Mount into a learner's pod what is hers and what is handed out, and nothing else.

    Runs before each start, with the name that the Hub signed in. Raises ``ValueError`` for a name
    that cannot be a folder, and for a second server of the same person.
    """
    name = spawner.user.name
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} cannot have a folder")
    if spawner.name:
        raise ValueError("everybody has one server")
    own_folders(name)
    own_exchange(name)
    spawner.volumes = [
        {"name": "learners", "persistentVolumeClaim": {"claimName": CLAIM}},
        {"name": "tmp", "emptyDir": {"sizeLimit": "500Mi"}},
    ]
    spawner.volume_mounts = [
        {
            "name": "learners",
            "subPath": part.format(name=name),
            "mountPath": place,
            "readOnly": only_read,
        }
        for part, place, only_read in SEEN
    ]
    spawner.volume_mounts.append({"name": "tmp", "mountPath": "/tmp"})


c.Spawner.pre_spawn_hook = show_own  # noqa: F821


def first_page(handler):  # type: ignore[no-untyped-def]
    """Lead those who grade to the formgrader, and learners to their desk."""
    user = handler.current_user
    grades = user is not None and user.name in {*instructors, *graders}
    return f"{handler.base_url}services/grade-nb/" if grades else f"{handler.hub.base_url}spawn"


c.JupyterHub.default_url = first_page  # noqa: F821
