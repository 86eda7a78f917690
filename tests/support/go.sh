#!/bin/sh
# Prints the folder of a Go that is new enough for franz-go: the one in PATH, or where go.dev's archive puts it, or else
# one in .cache/go, which the older Go of Debian brings from the Go module proxy.
set -eu

wanted=1.26.0
cache=$(cd "$(dirname "$0")/../.." && pwd)/.cache/go

retried() {
  "$@" || { echo "again: $*" >&2; sleep 2; "$@"; }
}

is_new_enough() {
  [ -x "$1/go" ] || return 1
  found=$("$1/go" version | sed -n 's/^go version go\([0-9.]*\).*/\1/p')
  [ "$(printf '%s\n' "$wanted" "$found" | sort -V | head -1)" = "$wanted" ]
}

for folder in "$(dirname "$(command -v go || echo /none/go)")" /usr/local/go/bin "$cache/bin"; do
  if is_new_enough "$folder"; then
    echo "$folder"
    exit
  fi
done

if ! command -v go >/dev/null; then
  retried apt-get -qq update >&2
  DEBIAN_FRONTEND=noninteractive retried apt-get -qq install -y --no-install-recommends golang-go >&2
fi
toolchain=golang.org/toolchain@v0.0.1-go$wanted.$(go env GOOS)-$(go env GOARCH)
module=$(retried go mod download -json "$toolchain" | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",$/\1/p')
rm -rf "$cache"
mkdir -p "$(dirname "$cache")"
cp -R "$module" "$cache"
chmod -R u+w "$cache"
chmod +x "$cache"/bin/* "$cache"/pkg/tool/*/*
echo "$cache/bin"
