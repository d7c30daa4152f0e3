#!/bin/sh
# Finds an Alertmanager, else builds it from Go into a folder of the checkout: half a minute on a machine with nothing else to do, 40 MB.
#
#     sh deploy/local/alertmanager.sh FOLDER
set -eu
folder=$1
version=v0.28.1

if command -v alertmanager >/dev/null 2>&1 || [ -x "$folder/bin/alertmanager" ]; then
    exit 0
fi
if ! command -v go >/dev/null 2>&1; then
    echo "error: alertmanager is not on the PATH, and neither is go to build it; install one of them (https://prometheus.io/download/, https://go.dev/dl/) and try again" >&2
    exit 1
fi
echo "Building Alertmanager $version into $folder (once) ..." >&2
mkdir -p "$folder/bin"
CGO_ENABLED=0 GOBIN="$(cd "$folder/bin" && pwd)" GOFLAGS="-buildvcs=false -trimpath" go install -ldflags "-s -w" "github.com/prometheus/alertmanager/cmd/alertmanager@$version"
