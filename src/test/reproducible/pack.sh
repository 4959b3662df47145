#!/usr/bin/env bash
# Packs what mvn verify has built, for a release: the function app as a zip, as a deployment takes it, the command line, the
# bill of materials, and the checksums of all three. The same commit gives the same bytes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

version=${1:?name the version, like v1.2.0}
release=target/release
date=$(TZ=UTC git log -1 --format=%cd --date=format-local:%Y-%m-%dT%H:%M:%SZ)

rm -rf "$release"
mkdir -p "$release"
(cd target/azure-functions/db-dsc-jobs && find . -type f | LC_ALL=C sort >../files)
(cd target/azure-functions/db-dsc-jobs &&
  jar --create --no-manifest --date="$date" --file "../../release/db-dsc-jobs-app-$version.zip" @../files)
rm target/azure-functions/files
tar --create --directory target --sort=name --mtime="$date" --owner=0 --group=0 --numeric-owner \
  --transform="s|^cli|db-dsc-jobs-$version|" cli | gzip -n >"$release/db-dsc-jobs-cli-$version.tar.gz"
cp target/db-dsc-jobs.cdx.json "$release/db-dsc-jobs-$version.cdx.json"
(cd "$release" && sha256sum ./* >SHA256SUMS && cat SHA256SUMS)
