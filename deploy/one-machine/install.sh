#!/bin/sh
# Installs, or updates, the course's JupyterHub on this machine. Run as root, from the course's folder:
#   sudo sh deploy/one-machine/install.sh
# What is installed: /opt/smertekurs (programs, readable by all). What is kept: /srv/smertekurs.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
opt=/opt/smertekurs
srv=/srv/smertekurs
[ "$(id -u)" -eq 0 ] || { echo "Run this as root: sudo sh $0" >&2; exit 1; }
python=""
for one in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
  "$one" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && python=$one && break
done
[ -n "$python" ] || { echo "Python 3.11 or newer is needed and none was found." >&2; exit 1; }

# Programs. Not --editable: learners must be able to run the course without reading its folder.
umask 022
mkdir -p "$opt/hub"
[ -x "$opt/.venv/bin/python" ] || "$python" -m venv "$opt/.venv"
"$opt/.venv/bin/python" -m pip install --quiet --require-hashes -r "$root/requirements.lock"
"$opt/.venv/bin/python" -m pip install --quiet --no-deps --no-build-isolation --force-reinstall "$root"
for file in jupyterhub_config.py package.json package-lock.json; do
  cp "$here/$file" "$opt/hub/"
done
sh "$root/deploy/get-locked.sh" "$opt/hub" .bin/configurable-http-proxy "JupyterHub's proxy" --omit=dev

# The course's account owns the keys, the hand-ins and the gradebook; nobody else can enter.
id smertekurs >/dev/null 2>&1 || useradd --system --user-group --create-home --home-dir "$srv/home" --shell /usr/sbin/nologin smertekurs
mkdir -p "$srv/course" "$srv/exchange" "$srv/hub"
for part in assignments modules; do
  (cd "$root" && tar -c --exclude=release --exclude=submitted --exclude=autograded --exclude=feedback \
    --exclude='gradebook.db*' --exclude=__pycache__ "$part") | tar -x --no-same-owner -C "$srv/course"
done
chown -R smertekurs:smertekurs "$srv/course" "$srv/home"
chmod 700 "$srv/course" "$srv/home" "$srv/hub"
# Everybody may add to the exchange, nobody may take away or rename what another has made.
chmod 1777 "$srv/exchange"
# Made here, so that nobody else can make them first.
install -d -o smertekurs -g smertekurs -m 755 "$srv/exchange/smerte-og-arbeid" "$srv/exchange/pain-and-work"

# The people. Each has an account of her own with a home that only she can enter.
[ -f "$srv/hub/people.yaml" ] || cp "$here/people.example.yaml" "$srv/hub/people.yaml"
"$opt/.venv/bin/python" - "$srv/hub/people.yaml" <<'PEOPLE' | while read -r name; do
import sys, yaml
people = yaml.safe_load(open(sys.argv[1], encoding="utf-8")) or {}
print(*sorted({name for names in people.values() for name in names or []}), sep="\n")
PEOPLE
  [ -n "$name" ] || continue
  id "$name" >/dev/null 2>&1 || { useradd --create-home --shell /bin/bash "$name" && echo "New account: $name (give it a password: passwd $name)"; }
  chmod 700 "$(getent passwd "$name" | cut -d: -f6)"
done

if [ -d /etc/systemd/system ]; then
  cp "$here/smertekurs-hub.service" /etc/systemd/system/
  if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    systemctl enable --quiet smertekurs-hub
    systemctl restart smertekurs-hub
    echo "The Hub answers on http://127.0.0.1:8000/; put a web server with a certificate in front of it."
    exit 0
  fi
fi
echo "Installed. This machine does not run systemd: start what smertekurs-hub.service says by other means."
