#!/bin/sh
# Writes the bill of materials of a component's image (CycloneDX, JSON) from requirements.lock; the same lock gives the same bytes.
#
#     sh deploy/images/bill.sh COMPONENT FILE [FOLDER]
#
# FOLDER keeps cyclonedx-bom, made once from deploy/images/bill.lock (default .cache/bill).
set -eu
component=$1 file=$2 folder=${3:-.cache/bill}
if ! cmp -s deploy/images/bill.lock "$folder/made-from"; then
    echo "Making cyclonedx-bom's environment in $folder (once, some seconds) ..." >&2
    "${PYTHON:-python3}" -m venv --clear "$folder"
    "$folder/bin/python" -m pip install --disable-pip-version-check --no-input --quiet --no-deps --require-hashes -r deploy/images/bill.lock
    cp deploy/images/bill.lock "$folder/made-from"
fi
"${PYTHON:-python3}" deploy/images/packages.py "$component" >"$file.requirements"
"$folder/bin/cyclonedx-py" requirements "$file.requirements" --output-reproducible --output-format JSON --spec-version 1.6 --output-file "$file"
rm "$file.requirements"
