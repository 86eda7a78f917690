#!/bin/sh
# Compiles the tests of franz-go's pkg/kgo, which the Go module proxy serves with the module, into the folder that it is
# given.
set -eu

version=v1.22.2
folder=$1

retried() {
  "$@" || { echo "again: $*" >&2; sleep 2; "$@"; }
}

PATH=$(sh "$(dirname "$0")/../../support/go.sh"):$PATH
mkdir -p "$folder"
module=$(retried go mod download -json "github.com/twmb/franz-go@$version" | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",$/\1/p')
cd "$module"
retried go test -c -o "$folder/kgo.test" ./pkg/kgo
