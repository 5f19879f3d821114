"""On JupyterHub the learner is whom the Hub signed in, and the desk answers where the Hub waits."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import get_username

from course.assignments import collect, nbgrader_command
from course.assignments.desk import Desk
from course.assignments.hub import identity, on_hub, place

GIVEN = {
    "JUPYTERHUB_API_TOKEN": "secret",
    "JUPYTERHUB_SERVICE_PREFIX": "/course/user/kari/",
    "JUPYTERHUB_SERVICE_URL": "http://127.0.0.1:40123/course/user/kari/",
    "JUPYTERHUB_USER": "kari",
}


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be started as a Hub starts a desk."""
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)


def test_the_learner_is_whom_the_hub_signed_in(hub: None, tmp_path: Path) -> None:
    assert Desk(tmp_path).learner == "kari"


@pytest.mark.parametrize("missing", GIVEN)
def test_without_a_whole_hub_the_learner_is_the_account(
    hub: None, missing: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(missing)
    assert not on_hub()
    assert Desk(tmp_path).learner == get_username()


def test_the_desk_answers_where_the_hub_waits(hub: None, monkeypatch: pytest.MonkeyPatch) -> None:
    here = place()
    assert (here.host, here.port, here.base_url) == ("127.0.0.1", 40123, "/course/user/kari/")
    monkeypatch.setenv("JUPYTERHUB_SERVICE_URL", "http://:8888/")
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/")
    assert (place().host, place().port, place().base_url) == ("", 8888, "/")


def test_only_the_hub_says_who_may_come_in(hub: None) -> None:
    from jupyterhub.services.auth import HubOAuth

    provider = identity()()
    assert isinstance(provider.hub_auth, HubOAuth)
    assert provider.token == "secret"


@pytest.mark.parametrize(("started", "named"), [(True, ["--student=kari"]), (False, [])])
def test_a_hand_in_is_in_the_name_of_the_one_who_signed_in(
    started: bool, named: list[str], request: pytest.FixtureRequest, monkeypatch, tmp_path: Path
) -> None:
    if started:
        request.getfixturevalue("hub")
    said: list[str] = []

    def run(_command: str, arguments: list[str], *_where: object) -> str:
        said.extend(arguments)
        return "2026-11-23 12:00:00.5 UTC"

    monkeypatch.setattr(nbgrader_command, "run", run)
    when = nbgrader_command.hand_in(tmp_path / "one", "nb")
    assert when == "2026-11-23T12:00:00+00:00"
    assert [one for one in said if one.startswith("--student")] == named


def test_what_another_made_or_is_half_handed_in_neither_counts_nor_hides_her_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    course = collect.CollectOwn(coursedir=CourseDirectory(), authenticator=None)
    course.inbound_path = str(tmp_path)
    monkeypatch.setattr(collect, "maker", lambda path: path.name.rsplit("-", 1)[1])
    names = [
        f"ola+one+2026-11-2{day} 10:00:00 UTC+x-{who}"
        for day, who in ((1, "ola"), (2, "ola"), (3, "kari"))
    ]
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "submission_secret.txt").write_text("secret")
    records = [course._path_to_record(str(tmp_path / name)) for name in names]
    newest, *_rest, last = course._sort_by_timestamp(records)
    assert newest["filename"] == names[1] and last["filename"] == names[2]
    assert course._refused(last) == "kari handed this in" and course._refused(newest) is None
    # The second is being copied into the exchange at this moment.
    (tmp_path / names[1] / "submission_secret.txt").unlink()
    assert course._sort_by_timestamp(records)[0]["filename"] == names[0]
    assert "half handed in" in str(course._refused(records[1]))
