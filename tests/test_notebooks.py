"""Every notebook of the course runs from a clean kernel, and shows what its cells promise."""

import json
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from course.kernels.provisioner import MOTHER, NAME

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted(ROOT.glob("modules/*/??.ipynb"))


THEIRS = ("anywidget", "ipywidgets", "matplotlib.figure", "numpy", "pydantic", "yaml")
"""What is loaded once for all kernels; of ours each loads everything itself."""


@pytest.fixture(scope="module")
def warm() -> Iterator[None]:
    """Let kernels be forked, which is quicker; the tests of JupyterLab start stock ones."""
    MOTHER.stop()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MOTHER, "modules", THEIRS)
        yield
        MOTHER.stop()


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def executed(request: pytest.FixtureRequest, warm: None) -> nbformat.NotebookNode:
    path: Path = request.param
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}
    )
    client.create_kernel_manager()
    client.km.kernel_spec.metadata["kernel_provisioner"] = {"provisioner_name": NAME}
    client.execute()
    notebook.metadata["test_lang"] = path.stem
    return notebook


def outputs(cell: nbformat.NotebookNode) -> dict:
    return {mime: data for out in cell.outputs for mime, data in out.get("data", {}).items()}


def test_there_are_two_languages_of_each_module() -> None:
    assert len(NOTEBOOKS) >= 4 and len(NOTEBOOKS) % 2 == 0


def test_each_code_cell_gives_one_thing_to_see_and_a_still_version(
    executed: nbformat.NotebookNode,
) -> None:
    for cell in executed.cells:
        if cell.cell_type == "code":
            assert len(cell.outputs) == 1, f"{cell.id}: {[o.output_type for o in cell.outputs]}"
            assert "text/html" in outputs(cell), cell.id


def test_each_widget_is_the_part_that_its_cell_names(executed: nbformat.NotebookNode) -> None:
    states = executed.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    seen = 0
    for cell in executed.cells:
        view = outputs(cell) if cell.cell_type == "code" else {}
        view = view.get("application/vnd.jupyter.widget-view+json")
        if view:
            state = states[view["model_id"]]["state"]
            assert state["part"] == cell.id
            assert state["lang"] == executed.metadata["test_lang"]
            seen += 1
    assert seen >= 6


def test_the_widget_state_stays_small_and_holds_no_picture(executed: nbformat.NotebookNode) -> None:
    states = executed.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    for entry in states.values():
        state = {k: v for k, v in entry["state"].items() if k not in ("_esm", "_css")}
        text = json.dumps(state)
        assert "<svg" not in text and "data:image" not in text
