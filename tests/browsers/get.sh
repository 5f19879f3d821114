#!/bin/sh
# Finds Firefox and WebKit for the tour of `make browsers`, or installs Debian's.
gtk="import gi; gi.require_version('Gtk', '3.0'); gi.require_version('WebKit2', '4.1')"
found() {
  command -v "${SMERTEKURS_FIREFOX:-firefox-esr}" >/dev/null 2>&1 || command -v firefox >/dev/null 2>&1 || return 1
  command -v "${SMERTEKURS_WEBKIT:-WebKitWebDriver}" >/dev/null 2>&1 && command -v Xvfb >/dev/null 2>&1 && /usr/bin/python3 -c "$gtk" 2>/dev/null
}
found && exit 0
if command -v apt-get >/dev/null 2>&1; then
  echo "Firefox or WebKit is missing; installing Debian's with apt-get."
  as_root=""
  [ "$(id -u)" -eq 0 ] || as_root="sudo"
  $as_root apt-get update -qq
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    firefox-esr webkit2gtk-driver gir1.2-webkit2-4.1 python3-gi xvfb >/dev/null || true
fi
# What is still missing the tour itself tells; it takes what there is with TOUR="-k firefox".
exit 0
