#!/bin/sh
# Installs Debian's packages by apt-get, one caller at a time; nothing where COMMAND is found by then:
#   sh deploy/apt.sh COMMAND PACKAGE...
as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo"
$as_root flock /var/lib/apt sh -c '
  command -v "$1" >/dev/null 2>&1 && exit 0
  shift
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
' apt "$@"
