#!/bin/sh
# Installs what FOLDER's package-lock.json names, by npm, and Node.js (Debian's) where there is none:
#   sh deploy/get-locked.sh FOLDER FILE WHAT [npm's options]
# FILE, below FOLDER, is there when it is done; WHAT says in words what it is for.
folder=$(cd "$1" && pwd)
made="$folder/node_modules/$2"
what=$3
shift 3
if [ -f "$made" ] && [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ]; then exit 0; fi
if ! command -v npm >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; then
  echo "No Node.js found; installing Debian's with apt-get."
  sh "$(dirname "$0")/apt.sh" npm --no-install-recommends nodejs npm
fi
if ! command -v npm >/dev/null 2>&1; then
  echo "Node.js 18 or newer with npm is needed for $what. Install them and run this again." >&2
  exit 1
fi
cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --silent "$@" && touch node_modules/.package-lock.json
[ -f "$made" ] && exit 0
echo "npm could not install what is needed for $what." >&2
exit 1
