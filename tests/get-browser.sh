#!/bin/sh
# Finds a Chromium for the browser tests, or installs Debian's; where apt has none (Ubuntu, macOS),
# Playwright's own. Never skips: no browser is an error.
found() {
  for name in "$SMERTEKURS_CHROMIUM" chromium chromium-browser google-chrome "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium" \
    "$HOME"/.cache/ms-playwright/chromium-*/chrome-linux*/chrome "$HOME"/Library/Caches/ms-playwright/chromium-*/chrome-mac*/*.app/Contents/MacOS/*; do
    [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && return 0
  done
  return 1
}
if ! found && command -v apt-get >/dev/null 2>&1; then
  echo "No Chromium found; installing Debian's with apt-get."
  sh deploy/apt.sh chromium chromium
  # The tests are quicker with it, and pass without it.
  sh deploy/apt.sh chromium-headless-shell chromium-headless-shell || true
fi
found && exit 0
python=.venv/bin/python
if [ -x "$python" ]; then
  echo "No Chromium found; fetching Playwright's own."
  # --with-deps asks apt for the libraries that it needs.
  deps=""
  command -v apt-get >/dev/null 2>&1 && deps="--with-deps"
  "$python" -m playwright install $deps chromium >/dev/null 2>&1 || true
fi
found && exit 0
echo "The tests need a Chromium browser. Install Chromium or Google Chrome, or set SMERTEKURS_CHROMIUM=/path/to/it, and run make test again." >&2
exit 1
