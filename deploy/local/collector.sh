#!/bin/sh
# Builds an OpenTelemetry Collector that takes spans by OTLP and prints them, once, into a folder of the checkout: about two minutes, 30 MB.
#
#     sh deploy/local/collector.sh FOLDER
set -eu
version=0.155.0

folder=$(mkdir -p "$1/bin" && cd "$1" && pwd)
program=$folder/bin/collector-$version
if [ -x "$program" ]; then
    exit 0
fi
if ! command -v go >/dev/null 2>&1; then
    echo "error: Go 1.26 or newer is needed to build the collector; install it (https://go.dev/doc/install) and try again" >&2
    exit 1
fi
echo "Building an OpenTelemetry Collector into $folder (once, about two minutes) ..." >&2
GOBIN=$folder/bin CGO_ENABLED=0 GOFLAGS="-buildvcs=false -trimpath" nice go install -ldflags "-s -w" "go.opentelemetry.io/collector/cmd/builder@v$version"
work=$(mktemp -d "$folder/build.XXXXXX")
cat >"$work/manifest.yaml" <<END
dist: {name: collector, output_path: $work/made}
receivers: [{gomod: go.opentelemetry.io/collector/receiver/otlpreceiver v$version}]
exporters: [{gomod: go.opentelemetry.io/collector/exporter/debugexporter v$version}]
conf_resolver: {default_uri_scheme: file}
providers: [{gomod: go.opentelemetry.io/collector/confmap/provider/fileprovider v1.61.0}]
END
# Its tidying may fail over what only its tests need: the build tells whether all is there.
"$folder/bin/builder" --config "$work/manifest.yaml" --skip-compilation || true
(cd "$work/made" && CGO_ENABLED=0 GOFLAGS="-mod=mod -buildvcs=false -trimpath" nice go build -ldflags "-s -w" -o "$program" .)
rm -rf "$work"
