#!/bin/sh
# Finds a Chromium for the browser tests, or installs Debian's. Never skips: no browser is an error.
for name in "$SMERTEKURS_CHROMIUM" chromium chromium-browser google-chrome "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
  [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && exit 0
done
if command -v apt-get >/dev/null 2>&1; then
  as_root=""
  [ "$(id -u)" -eq 0 ] || as_root="sudo"
  echo "No Chromium found; installing Debian's with apt-get."
  $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
  command -v chromium >/dev/null 2>&1 && exit 0
fi
echo "The tests need a Chromium browser. Install Chromium or Google Chrome, or set SMERTEKURS_CHROMIUM=/path/to/it, and run make test again." >&2
exit 1
