#!/usr/bin/python3
"""A WebKit window with nothing around the page, for WebKitWebDriver to steer.

Debian's own MiniBrowser cannot be made as narrow as a phone, and does not tell what the console
said. Run by the system's Python, for which Debian makes the bindings; stands alone.
"""

import os
import signal
import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gdk, GLib, Gtk, WebKit2  # noqa: E402

FOLDER = Path(os.environ["SMERTEKURS_WINDOW"])
RUNNING = []  # what is being printed must not be forgotten meanwhile
sys.stderr = (FOLDER / "window.log").open("w", buffering=1)  # the driver keeps it to itself
(FOLDER / "window.pid").write_text(str(os.getpid()))
LISTEN = """
globalThis.complaints = [];
addEventListener('error', (event) => complaints.push(
  event.message || `not loaded: ${event.target.src || event.target.href}`), true);
addEventListener('unhandledrejection', (event) => complaints.push(String(event.reason)));
addEventListener('securitypolicyviolation', (event) => complaints.push(
  `refused: ${event.violatedDirective} ${event.blockedURI}`));
const say = console.error;
console.error = (...all) => { complaints.push(all.map(String).join(' ')); say(...all); };
"""


def save(_: object, download: WebKit2.Download) -> None:
    """Let a download land in the folder, under the name that the page gave it."""

    def decide(one: WebKit2.Download, name: str) -> bool:
        one.set_allow_overwrite(True)
        one.set_destination((FOLDER / name).as_uri())
        return True

    download.connect("decide-destination", decide)


def to_paper(view: WebKit2.WebView) -> bool:
    """Print what is shown to a file, without asking; what ``print()`` does is nothing here."""
    settings = Gtk.PrintSettings()
    settings.set(Gtk.PRINT_SETTINGS_PRINTER, "Print to File")
    settings.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
    settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, (FOLDER / "paper.pdf").as_uri())
    operation = WebKit2.PrintOperation.new(view)
    operation.set_print_settings(settings)
    RUNNING.append(operation)
    operation.print_()
    return True


def window(_: object) -> WebKit2.WebView:
    """Make the window that the driver asks for."""
    scripts = WebKit2.UserContentManager()
    scripts.add_script(
        WebKit2.UserScript.new(
            LISTEN,
            WebKit2.UserContentInjectedFrames.TOP_FRAME,
            WebKit2.UserScriptInjectionTime.START,
            None,
            None,
        )
    )
    view = WebKit2.WebView(
        web_context=CONTEXT, is_controlled_by_automation=True, user_content_manager=scripts
    )
    GLib.unix_signal_add(GLib.PRIORITY_DEFAULT, signal.SIGUSR1, to_paper, view)
    frame = Gtk.Window(decorated=False)
    frame.connect("destroy", Gtk.main_quit)
    view.connect("close", lambda _view: frame.destroy())
    frame.add(view)
    frame.set_default_size(1280, 900)
    frame.show_all()
    # No window manager gives it the keyboard; without it nothing in the page looks focused.
    frame.get_window().focus(Gdk.CURRENT_TIME)
    return view


def begin(_: object, session: WebKit2.AutomationSession) -> None:
    """Answer the driver."""
    about = WebKit2.ApplicationInfo()
    about.set_name("smertekurs-window")
    about.set_version(1, 0, 0)
    session.set_application_info(about)
    session.connect("create-web-view", window)


CONTEXT = WebKit2.WebContext.get_default()
CONTEXT.set_automation_allowed(True)
CONTEXT.connect("automation-started", begin)
CONTEXT.connect("download-started", save)
Gtk.main()
