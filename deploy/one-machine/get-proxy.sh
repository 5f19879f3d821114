#!/bin/sh
# Brings JupyterHub's own proxy here, at the locked version, and Node.js (Debian's) where there is none.
here=$(cd "$(dirname "$0")" && pwd)
proxy="$here/node_modules/.bin/configurable-http-proxy"
if [ -x "$proxy" ] && [ "$here/node_modules/.package-lock.json" -nt "$here/package-lock.json" ]; then exit 0; fi
as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo"
if ! command -v npm >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; then
  echo "No Node.js found; installing Debian's with apt-get."
  $as_root apt-get update -qq
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null
fi
if ! command -v npm >/dev/null 2>&1; then
  echo "JupyterHub's proxy needs Node.js 18 or newer with npm. Install them and run this again." >&2
  exit 1
fi
cd "$here" && npm ci --omit=dev --ignore-scripts --no-audit --no-fund --silent && touch node_modules/.package-lock.json
[ -x "$proxy" ] && exit 0
echo "configurable-http-proxy could not be installed by npm." >&2
exit 1
