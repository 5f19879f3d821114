"""The objectives of a module, as its ``module.yaml`` has them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from widgets.content.text import Id, Text


class Objective(BaseModel):
    """What a learner can do after the module; ``section`` is the cell where it is taught."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Id
    text: Text
    section: Id | None = None


class Objectives(BaseModel):
    """The part of ``module.yaml`` that practice uses; the rest is the course's."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    objectives: list[Objective] = Field(min_length=1)
