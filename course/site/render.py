"""Run a module's notebook once, through Voilà's own renderer, and keep nothing running."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from nbclient.exceptions import CellExecutionError
from voila.notebook_renderer import NotebookRenderer

from course.site.pages import ModulePage
from course.site.words import site_words

if TYPE_CHECKING:
    from course.site.app import CourseSite


class BrokenModuleError(Exception):
    """A module's notebook does not run; the message says which cell and why."""


async def render_module(site: CourseSite, page: ModulePage) -> str:
    """Return a module's page as HTML. Its kernel has ended when this returns, whatever happened.

    Raises ``BrokenModuleError`` when a cell fails or shows nothing.
    """
    folder = f"modules/{page.address.slug}"
    renderer = NotebookRenderer(
        voila_configuration=site.voila_configuration,
        traitlet_config=site.config,
        notebook_path=f"{folder}/{page.lang}.ipynb",
        template_paths=site.template_paths,
        config_manager=site.config_manager,
        contents_manager=site.contents_manager,
        base_url=site.base_url,
        kernel_spec_manager=site.kernel_spec_manager,
        page_config={},
    )
    await renderer.initialize()
    # The template writes HTML of its own; what it is not told to trust is escaped.
    renderer.exporter.environment.autoescape = True
    renderer.exporter.environment.trim_blocks = True
    renderer.exporter.environment.lstrip_blocks = True
    renderer.exporter.environment.globals.update(
        page=page, w=page.words, v=site_words(page.other_lang)
    )
    kernel = await site.kernel_manager.start_kernel(
        kernel_name=renderer.notebook.metadata.kernelspec.name,
        path=folder,
        env={**os.environ, "SMERTEKURS_ROOT": str(page.root)},
    )
    try:
        made = renderer.generate_content_generator(kernel, site.kernel_manager.get_kernel(kernel))
        # Joined, not added: adding text to trusted HTML would escape it once more.
        return "".join([str(piece) async for piece, _ in made])
    except CellExecutionError as error:
        raise BrokenModuleError(f"{error.ename}: {error.evalue}") from error
    finally:
        await site.kernel_manager.shutdown_kernel(kernel, now=True)
