"""``python -m course`` is the command ``smertekurs``."""

from course.cli import app

app(prog_name="smertekurs")
