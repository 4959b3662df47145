#!/usr/bin/env bash
# Runs the packaged app on the real Functions host: uploads definitions, delivers their events as Event Grid does, by a call
# and into the queue, waits for the jobs, and asks for a sync over HTTP. Needs the packaged app (mvn package), the Azure Functions
# core tools ("func"), Azurite, the Azure command line and the network, from which the host loads its extensions.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

app=target/azure-functions/db-dsc-jobs
work=$(mktemp -d)
storage="UseDevelopmentStorage=true"
# the simulated workspace and this token open nothing else
token=simulated-token
host=http://localhost:7074
processes=()

finish() {
  local code=$?
  for process in "${processes[@]}"; do kill "$process" 2>/dev/null || true; done
  if [ "$code" != 0 ]; then
    echo "--- the host's last lines:"
    tail -60 "$work/host.log" 2>/dev/null || true
  fi
  exit "$code"
}
trap finish EXIT

# Waits until a command succeeds, for two minutes.
await() {
  local what=$1
  shift
  for _ in $(seq 120); do
    if "$@" >/dev/null 2>&1; then
      echo "ok: $what"
      return
    fi
    sleep 1
  done
  echo "not within two minutes: $what" >&2
  return 1
}

start() {
  local log=$1
  shift
  "$@" >"$work/$log" 2>&1 &
  processes+=("$!")
}

upload() {
  az storage blob upload --connection-string "$storage" --container-name databricks-jobs --overwrite \
    --name "$1" --data "$2" --output none --only-show-errors
}

# Delivers the event of a blob to the webhook of the blob extension. The core tools ask for no key.
deliver() {
  curl --fail --silent --show-error --request POST --header 'aeg-event-type: Notification' \
    --header 'Content-Type: application/json' \
    "$host/runtime/webhooks/blobs?functionName=Host.Functions.OnDefinitionLanded" \
    --data "[{\"id\":\"$RANDOM\",\"eventType\":\"Microsoft.Storage.BlobCreated\",\"eventTime\":\"2026-01-01T00:00:00Z\",
      \"subject\":\"/blobServices/default/containers/databricks-jobs/blobs/$1\",\"dataVersion\":\"\",\"metadataVersion\":\"1\",
      \"topic\":\"/subscriptions/0/resourceGroups/x/providers/Microsoft.Storage/storageAccounts/devstoreaccount1\",
      \"data\":{\"api\":\"PutBlob\",\"url\":\"http://127.0.0.1:10000/devstoreaccount1/databricks-jobs/$1\"}}]"
}

# Delivers it into the queue instead, in Base64 as Event Grid does.
deliver_into_queue() {
  local event="{\"id\":\"$RANDOM\",\"eventType\":\"Microsoft.Storage.BlobCreated\",\"data\":{},
    \"subject\":\"/blobServices/default/containers/databricks-jobs/blobs/$1\"}"
  az storage message put --connection-string "$storage" --queue-name dsc-events --output none --only-show-errors \
    --content "$(printf '%s' "$event" | base64 --wrap=0)"
}

jobs() {
  curl --fail --silent --header "Authorization: Bearer $token" "$workspace/api/2.2/jobs/list?limit=100"
}

has_job() {
  jobs | grep --quiet "\"name\" *: *\"$1\""
}

[ -f "$app/host.json" ] || { echo "there is no packaged app in $app: run mvn package first" >&2; exit 1; }

start azurite.log azurite --silent --location "$work/azurite" --skipApiVersionCheck
await "Azurite answers" az storage container create --connection-string "$storage" --name databricks-jobs

start demo.log target/cli/bin/db-dsc-jobs demo --port 7075
await "the simulated workspace answers" grep 'Jobs in the simulated workspace' "$work/demo.log"
workspace=$(sed -n 's|^Workspace: *\(http://[^ ]*\) .*|\1|p' "$work/demo.log")

cp -r "$app" "$work/app"
cat >"$work/app/local.settings.json" <<SETTINGS
{
  "IsEncrypted": false,
  "Values": {
    "FUNCTIONS_WORKER_RUNTIME": "java",
    "AzureWebJobsStorage": "$storage",
    "JobStore": "$storage",
    "JOB_CONTAINER": "databricks-jobs",
    "STATE_CONTAINER": "databricks-jobs-state",
    "SCHEDULE": "0 0 * * * *",
    "CHANGES_SCHEDULE": "0 */5 * * * *",
    "OWNER": "on-real-host",
    "DATABRICKS_URI": "$workspace",
    "AUTHORITY_TYPE": "pat",
    "PAT_TOKEN": "$token"
  }
}
SETTINGS
(cd "$work/app" && exec func start --port 7074) >"$work/host.log" 2>&1 &
processes+=("$!")
await "the host runs and is healthy" curl --fail --silent "$host/api/health"

functions=$(curl --fail --silent "$host/admin/functions" | grep --only-matching '"invoke_url_template"' | wc -l)
expected=$(find "$app" -name function.json | wc -l)
[ "$functions" = "$expected" ] || { echo "the host has $functions functions, and the package $expected" >&2; exit 1; }
echo "ok: the host has all $functions functions"

upload templates/standard.jinja2 '{"name": "{{ job.name }}", "max_concurrent_runs": {{ job.runs }}}'
upload jobs/a.json '{"name": "on the real host", "runs": 1}'
deliver jobs/a.json
await "an upload makes a job" has_job "on the real host"

az storage queue create --connection-string "$storage" --name dsc-events --output none --only-show-errors
upload jobs/queued.json '{"name": "through the queue", "runs": 1}'
deliver_into_queue jobs/queued.json
await "an upload whose event comes through the queue makes a job" has_job "through the queue"

upload jobs/b.json '{"name": "by HTTP", "runs": 1}'
curl --fail --silent --show-error --request POST --header 'Content-Length: 0' "$host/api/sync" >"$work/report.json"
await "a sync over HTTP makes the other one" has_job "by HTTP"

# the host hands on no parameter without a value: a plan that is empty must not become a sync, nor a dry run write
status=$(curl --silent --output "$work/refused.json" --write-out '%{http_code}' --request POST \
  --header 'Content-Length: 0' "$host/api/sync?plan=")
[ "$status" = 400 ] || { echo "POST /api/sync?plan= is answered with $status and not 400" >&2; exit 1; }
echo "ok: a parameter without a value is refused"
curl --fail --silent --show-error --request POST --header 'Content-Length: 0' "$host/api/sync?dryRun" >"$work/plan.json"
grep --quiet '"dryRun" *: *true' "$work/plan.json" || { echo "POST /api/sync?dryRun is no dry run" >&2; exit 1; }
echo "ok: dryRun by its name alone is a dry run"
echo "All of it works on the real host."
