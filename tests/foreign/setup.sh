#!/bin/sh
# Brings what the foreign scenarios need into .cache/foreign: kcat and the Python clients from Debian, a librdkafka of
# today with its Python client from PyPI, the Java client, Kafka Streams, Kafka and its command-line classes from Maven,
# and franz-go from the Go module proxy. Does nothing for what is already there.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache=$here/../../.cache/foreign
mkdir -p "$cache"

packages='kcat python3-pip python3-confluent-kafka python3-kafka python3-lz4 python3-snappy python3-zstandard'
librdkafka=confluent-kafka==2.16.1
java_packages='openjdk-17-jre-headless openjdk-17-jdk-headless maven'

retried() {
  "$@" || { echo "again: $*" >&2; sleep 2; "$@"; }
}

missing() {
  for package in "$@"; do
    dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q 'ok installed' || echo "$package"
  done
}

wanted=$(missing $packages)
command -v javac >/dev/null && command -v mvn >/dev/null || wanted="$wanted $(missing $java_packages)"
if [ -n "$(echo $wanted)" ]; then
  retried apt-get -qq update
  DEBIAN_FRONTEND=noninteractive retried apt-get -qq install -y --no-install-recommends $wanted
fi

if [ ! -d "$cache/$librdkafka" ]; then
  retried /usr/bin/python3 -m pip install --quiet --no-deps --only-binary=:all: --target "$cache/$librdkafka" "$librdkafka"
fi

# classpath NAME POM: the resolved classpath of a pom, refreshed when the pom changed or a jar has gone.
classpath() {
  if [ ! -s "$cache/$1.classpath" ] || [ "$2" -nt "$cache/$1.classpath" ] || ! jars_present "$cache/$1.classpath"; then
    retried mvn -B -q -f "$2" dependency:build-classpath "-Dmdep.outputFile=$cache/$1.classpath" "-Dmdep.includeScope=runtime"
  fi
}

jars_present() {
  tr ':' '\n' <"$1" | while read -r jar || [ -n "$jar" ]; do [ -f "$jar" ] || exit 1; done
}

# compiled NAME FOLDER: the classes of a folder of sources, refreshed when a source changed.
compiled() {
  if [ ! -d "$cache/$1" ] || [ -n "$(find "$2" -name '*.java' -newer "$cache/$1" | head -1)" ]; then
    rm -rf "$cache/$1"
    mkdir -p "$cache/$1"
    javac -nowarn -XDignore.symbol.file -parameters -d "$cache/$1" -cp "$(cat "$cache/$1.classpath")" $(find "$2" -name '*.java')
  fi
}

classpath broker "$here/java/broker/pom.xml"
compiled broker "$here/java/broker/src/main/java"
classpath client "$here/java/client/pom.xml"
compiled client "$here/java/client/src/main/java"
classpath streams "$here/streams/pom.xml"
compiled streams "$here/streams/src/main/java"
if [ -f "$here/spring/pom.xml" ]; then
  classpath spring "$here/spring/pom.xml"
  compiled spring "$here/spring/src/main/java"
fi

PATH=$(sh "$here/../support/go.sh"):$PATH
(cd "$here/clients/franz-go" && retried go build -o "$cache/franz-go" .)
