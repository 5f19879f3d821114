"""Run a module's notebook once, through Voilà's own renderer, and keep nothing running.

Voilà takes seconds to load: whoever only hands out pages that are made does not import this.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from nbclient.exceptions import CellExecutionError
from tornado.web import HTTPError
from traitlets.config import Config
from voila.app import Voila
from voila.configuration import VoilaConfiguration
from voila.notebook_renderer import NotebookRenderer
from voila.paths import collect_template_paths

from course.kernels import provisioner
from course.kernels.client import CLIENT
from course.site.pages import TEMPLATES, ModulePage
from course.site.runner import BrokenModuleError
from course.site.words import site_words


class Compiled(BytecodeCache):
    """The templates compiled, kept in memory: each page has an environment of its own.

    jinja2 compares what is kept with the template's text.
    """

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put into ``bucket`` what is kept of its template."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in ``bucket``."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


class Renderer(Voila):
    """Standalone Voilà on a course folder, with a template of our own, which answers nobody.

    Its kernels are forked from a process that has imported all widgets.
    """

    def __init__(self, root: Path, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.root_dir = str(root)
        self.log_level = logging.ERROR
        self.config.merge(
            Config(
                {
                    "VoilaConfiguration": {
                        "template": "smertekurs",
                        "allow_template_override": "NO",
                        "allow_theme_override": "NO",
                        "strip_sources": True,
                        "preheat_kernel": False,
                        "progressive_rendering": False,
                    },
                    "NotebookClient": {"timeout": 120},
                    # No port that others on the machine could reach.
                    # A kernel that dies is not begun anew: the whole page is.
                    "KernelManager": {"transport": "ipc", "autorestart": False},
                    "AsyncKernelManager": {"client_class": CLIENT},
                    "KernelProvisionerFactory": {"default_provisioner_name": provisioner.NAME},
                }
            )
        )
        # Voilà's own initialize reads the command line and takes the signals; both are serve's.
        self.voila_configuration = VoilaConfiguration(parent=self)
        self.setup_template_dirs()
        self.connection_dir = provisioner.connection_folder()
        self.site_settings = self.init_settings()
        self.compiled = Compiled()

    def setup_template_dirs(self) -> None:
        """Find our template beside this file; what it rests on is Voilà's."""
        self.template_paths = [str(TEMPLATES), *collect_template_paths(["voila", "nbconvert"])]
        self.static_paths: list[str] = []

    async def close(self) -> None:
        """End every kernel and take away what was written for them."""
        await self.kernel_manager.shutdown_all(now=True)
        provisioner.MOTHER.stop()
        shutil.rmtree(self.connection_dir, ignore_errors=True)

    async def render(self, page: ModulePage) -> str:
        """Return a module's page as HTML. Its kernel has ended when this returns.

        Raises ``BrokenModuleError`` when a cell fails or shows nothing.
        """
        folder = f"modules/{page.address.slug}"
        renderer = NotebookRenderer(
            voila_configuration=self.voila_configuration,
            traitlet_config=self.config,
            notebook_path=f"{folder}/{page.lang}.ipynb",
            template_paths=self.template_paths,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config={},
        )
        await renderer.initialize()
        # The template writes HTML of its own; what it is not told to trust is escaped.
        renderer.exporter.environment.bytecode_cache = self.compiled
        renderer.exporter.environment.autoescape = True
        renderer.exporter.environment.trim_blocks = True
        renderer.exporter.environment.lstrip_blocks = True
        renderer.exporter.environment.globals.update(
            page=page, w=page.words, v=site_words(page.other_lang)
        )
        kernel = await self.kernel_manager.start_kernel(
            kernel_name=renderer.notebook.metadata.kernelspec.name,
            path=folder,
            env={**os.environ, "SMERTEKURS_ROOT": str(page.root)},
        )
        try:
            of = self.kernel_manager.get_kernel(kernel)
            made = renderer.generate_content_generator(kernel, of)
            # Joined, not added: adding text to trusted HTML would escape it once more.
            return "".join([str(piece) async for piece, _ in made])
        except CellExecutionError as error:
            raise BrokenModuleError(f"{error.ename}: {error.evalue}") from error
        finally:
            # One that was killed may be gone from the list.
            with contextlib.suppress(HTTPError):
                await self.kernel_manager.shutdown_kernel(kernel, now=True)
