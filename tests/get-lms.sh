#!/bin/sh
# Brings what the exports are tested against: a SCORM runtime, the standards' schemas, importers. Locked; never shipped.
here=$(cd "$(dirname "$0")/lms" && pwd)
runtime="$here/node_modules/scorm-again/dist/scorm-again.min.js"
if [ -f "$runtime" ] && [ "$here/node_modules/.package-lock.json" -nt "$here/package-lock.json" ]; then exit 0; fi
as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo"
if ! command -v npm >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; then
  echo "No Node.js found; installing Debian's with apt-get."
  $as_root apt-get update -qq
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null
fi
if ! command -v npm >/dev/null 2>&1; then
  echo "The tests of the exports need Node.js 18 or newer with npm. Install them and run this again." >&2
  exit 1
fi
cd "$here" && npm ci --ignore-scripts --no-audit --no-fund --silent && touch node_modules/.package-lock.json
[ -f "$runtime" ] && exit 0
echo "What the tests of the exports need could not be installed by npm." >&2
exit 1
