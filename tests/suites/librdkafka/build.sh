#!/bin/sh
# Builds librdkafka and its test runner in the folder that it is given. The source, tests included, travels in the npm
# package of @confluentinc/kafka-javascript.
set -eu

version=1.10.1 # librdkafka 2.15.1
folder=$1

retried() {
  "$@" || { echo "again: $*" >&2; sleep 2; "$@"; }
}

wanted=''
command -v g++ >/dev/null && command -v make >/dev/null || wanted='g++ make'
[ -f /usr/include/openssl/ssl.h ] || wanted="$wanted libssl-dev"
[ -f /usr/include/zlib.h ] || wanted="$wanted zlib1g-dev"
[ -f /usr/include/rapidjson/rapidjson.h ] || wanted="$wanted rapidjson-dev"
if [ -n "$wanted" ]; then
  retried apt-get -qq update
  DEBIAN_FRONTEND=noninteractive retried apt-get -qq install -y --no-install-recommends $wanted
fi

rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
tarball=$(retried npm pack --silent --ignore-scripts --fetch-timeout=30000 "@confluentinc/kafka-javascript@$version")
tar -xzf "$tarball" --strip-components=3 package/deps/librdkafka
rm "$tarball"
# Optimized enough to run and soon enough compiled.
CFLAGS=-O1 CXXFLAGS=-O1 ./configure --disable-optimization --disable-debug-symbols \
  --disable-gssapi --disable-curl --disable-zstd --disable-lz4-ext
jobs=$(nproc)
make -j"$jobs" -C src librdkafka.a librdkafka.so.1
make -j"$jobs" -C src-cpp librdkafka++.a librdkafka++.so.1
make -j"$jobs" -C tests test-runner
