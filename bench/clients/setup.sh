#!/bin/sh
# Brings what the measures with real clients need beyond Node: a C compiler, librdkafka, Java and Maven, from Debian.
# Does nothing for what is already there; says in one line what it cannot bring.
set -eu

missing=
command -v cc >/dev/null || missing="$missing gcc libc6-dev"
[ -e /usr/include/librdkafka/rdkafka.h ] || missing="$missing librdkafka-dev"
command -v java >/dev/null || missing="$missing openjdk-17-jre-headless"
command -v mvn >/dev/null || missing="$missing maven"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
  as_root=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  as_root='sudo -n'
else
  echo "skipped:$missing cannot be installed without root" >&2
  exit 0
fi
if ! command -v apt-get >/dev/null; then
  echo "skipped: no apt-get; install$missing by hand" >&2
  exit 0
fi
$as_root apt-get -qq update
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $missing
