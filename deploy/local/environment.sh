#!/bin/sh
# Makes the environment of a checkout: a virtual environment with the locked packages, this checkout on its path, and the xiheng command.
set -eu
venv=$1
if [ -L "$venv" ]; then
    echo "error: $venv is a link, and making it anew would empty what it leads to; remove the link and try again" >&2
    exit 1
fi
python=
for candidate in python3.13 python3.12 python3.11 python3; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "error: no Python 3.11, 3.12 or 3.13 with venv found on the PATH; install one and try again" >&2
    exit 1
fi
echo "Set-up: environment in $venv with $("$python" --version) ..."
"$python" -m venv --clear "$venv"
echo "Set-up: installing $(grep -c '==' requirements.lock) locked packages (checked by hash, about a minute) ..."
"$venv/bin/python" -m pip install --disable-pip-version-check --no-input --quiet --no-deps --require-hashes -r requirements.lock
site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
printf '%s\n%s\n' "$(pwd)" "$(pwd)/protos/gen" >"$site/xiheng.pth"
printf '#!%s\nfrom services.cli.__main__ import main\n\nmain()\n' "$(pwd)/$venv/bin/python" >"$venv/bin/xiheng"
chmod +x "$venv/bin/xiheng"
touch "$venv/.ready"
echo "Set-up: done"
