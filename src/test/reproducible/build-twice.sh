#!/usr/bin/env bash
# Builds the last commit twice, in two folders and two time zones, and compares every byte of what is deployed, its
# bill of materials and the command line. Prints what differs, or the checksums of what does not.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build() { # <folder> <time zone>
  git clone --quiet . "$work/$1"
  TZ=$2 mvn -B -q -f "$work/$1/pom.xml" package -Dmaven.test.skip=true
  (cd "$work/$1/target" && find azure-functions cli db-dsc-jobs.cdx.json -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) \
    > "$work/$1.sha256"
}

build one UTC
build another-folder Asia/Tokyo

diff "$work/one.sha256" "$work/another-folder.sha256"
cat "$work/one.sha256"
echo "$(wc -l < "$work/one.sha256") files, the same bytes twice."
