#!/bin/sh
# Brings the foreign test suites into .cache/suites and builds them there. Does nothing for what is there.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$here/../../.cache/suites"
cache=$(cd "$here/../../.cache/suites" && pwd)

# built NAME: runs a suite's build script, unless it has been built by the same script; shows what it says if it fails.
built() {
  script=$here/$1/build.sh
  cmp -s "$script" "$cache/$1.built" && return 0
  echo "building the test suite of $1"
  if ! sh "$script" "$cache/$1" >"$cache/$1.log" 2>&1; then
    tail -50 "$cache/$1.log" >&2
    exit 1
  fi
  cp "$script" "$cache/$1.built"
}

built librdkafka
built franz-go

# What librdkafka's suite takes for an installation of Kafka: scripts of ours, and the Java client for programs of its own.
sh "$here/../foreign/setup.sh"
rm -rf "$cache/kafka"
mkdir -p "$cache/kafka/libs"
ln -s "$here/librdkafka/kafka/bin" "$cache/kafka/bin"
tr ':' '\n' <"$cache/../foreign/client.classpath" | while read -r jar || [ -n "$jar" ]; do
  ln -s "$jar" "$cache/kafka/libs/"
done
make -s -C "$cache/librdkafka/tests/java" "KAFKA_PATH=$cache/kafka"
