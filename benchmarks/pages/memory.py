"""What a reader costs the server while she reads, and what she leaves behind."""

from __future__ import annotations

import time
from dataclasses import dataclass

import psutil
from playwright.sync_api import Browser

from benchmarks.pages.servers import Contestant, Server
from benchmarks.pages.visits import Visit, open_page, settle

MIB = 2**20


@dataclass(frozen=True)
class Standing:
    """Memory per extra reader in MiB, and kernels left some seconds after all tabs closed."""

    per_reader: float
    kernels_left: int
    seconds_after: float


def memory_of(server: Server) -> float:
    """Return the memory of the server's process tree in MiB.

    Shared pages are divided among those who share them (PSS) where the system tells; elsewhere
    only what each process has for itself (USS).
    """
    total = 0
    for process in server.tree():
        try:
            full = process.memory_full_info()
        except (psutil.NoSuchProcess, psutil.ZombieProcess):
            continue
        total += getattr(full, "pss", 0) or full.uss
    return total / MIB


def read_together(
    browser: Browser, server: Server, contestant: Contestant, readers: int, minute: float
) -> Standing:
    """Let ``readers`` extra readers in, close all their tabs, and look ``minute`` seconds later."""
    contexts = []
    try:
        contexts.append(browser.new_context())
        settle(open_page(contexts[0], server, contestant, Visit()))
        before = memory_of(server)
        for _ in range(readers):
            contexts.append(browser.new_context())
            settle(open_page(contexts[-1], server, contestant, Visit()))
        after = memory_of(server)
    finally:
        for context in contexts:
            for page in context.pages:
                # As when a reader closes the tab: the page may say goodbye to its server.
                page.close(run_before_unload=True)
            time.sleep(0.5)
            context.close()
    time.sleep(minute)
    return Standing((after - before) / readers, server.kernels(), minute)
