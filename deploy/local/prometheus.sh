#!/bin/sh
# Finds a Prometheus with its promtool, else unpacks Debian's package into a folder of the checkout: about 30 MB, some seconds, no root.
#
#     sh deploy/local/prometheus.sh FOLDER
set -eu
folder=$1

if command -v prometheus >/dev/null 2>&1 && command -v promtool >/dev/null 2>&1; then
    exit 0
fi
if [ -x "$folder/bin/prometheus" ]; then
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "error: prometheus and promtool are not on the PATH; install Prometheus 2.42 or newer (https://prometheus.io/download/) and try again" >&2
    exit 1
fi
echo "Fetching Debian's prometheus into $folder (once, about 30 MB) ..." >&2
mkdir -p "$folder/bin"
folder=$(cd "$folder" && pwd)
work=$(mktemp -d "$folder/fetch.XXXXXX")
(cd "$work" && apt-get download -q prometheus >/dev/null && dpkg-deb -x prometheus_*.deb .)
mv "$work/usr/bin/prometheus" "$work/usr/bin/promtool" "$folder/bin/"
rm -rf "$work"
