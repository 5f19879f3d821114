"""The page that lists the clinical tools, and the page of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from course.catalogue import Course
from course.site.assets import Asset
from course.site.pages import PRINTS, Address, Page
from course.site.still import only_here
from course.site.toolbox import GROUPS, toolbox


class ToolsPage(Page):
    """All tools, by what they are for."""

    def __init__(self, course: Course, assets: Mapping[str, Asset], address: Address, **how: Any):
        super().__init__(course, assets, address, **how)
        self.description = self.words["tools_lead"]
        tools = toolbox(course, self.lang)
        self.groups = [
            (
                self.words[f"tools_{group}"],
                [
                    (self.link(f"tools/{tool.slug}/"), tool.title, tool.short)
                    for tool in tools
                    if tool.group == group
                ],
            )
            for group in GROUPS
        ]


class ToolPage(Page):
    """One tool, mounted without a kernel; what is written in it stays in the browser."""

    def __init__(self, course: Course, assets: Mapping[str, Asset], address: Address, **how: Any):
        super().__init__(course, assets, address, **how)
        tool = next(one for one in toolbox(course, self.lang) if one.slug == address.slug)
        self.title = tool.title
        self.description = tool.short
        widget = tool.make()
        still = only_here(widget.still_html(), tool.slug)
        prints = widget.front_end.startswith(PRINTS)
        self.shown = self.place(widget.get_state(), still, prints=prints)
        widget.close()
        self.all = self.link("tools/")
        self.used = []
        for module, card in zip(course.modules, self.modules, strict=True):
            there = card["whole"] and tool.slug in module.notebooks[self.lang].parts
            if there or (card["whole"] and module.info and tool.slug in module.info.tools):
                link = f"{card['address']}#{tool.slug}" if there else card["address"]
                self.used.append((link, card["number"], card["title"]))
