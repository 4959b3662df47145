#!/usr/bin/env bash
# Second phase of the deployment: tells Event Grid which events reach which function, once the functions are there.
# azd runs it after each deployment. By hand: AZURE_RESOURCE_GROUP, FUNCTION_APP_NAME, EVENT_TOPIC_NAME and
# JOB_STORAGE_NAME as the first phase put them out. May be run again at any time. Where Event Grid delivers into a queue
# (EVENT_DELIVERY=queue) there is no second phase.
set -euo pipefail

fail() {
  echo "subscribe: $*" >&2
  exit 1
}

if [ "${EVENT_DELIVERY:-webhook}" = queue ]; then
  echo "nothing to do: EVENT_DELIVERY is queue, so infra/main.bicep has told Event Grid already"
  exit 0
fi
for setting in AZURE_RESOURCE_GROUP FUNCTION_APP_NAME EVENT_TOPIC_NAME JOB_STORAGE_NAME; do
  [ -n "${!setting:-}" ] || fail "$setting is not set; it is an output of infra/main.bicep"
done
command -v az >/dev/null || fail "az is not installed"

readonly TRIES=${SUBSCRIBE_TRIES:-40}
readonly PAUSE=${SUBSCRIBE_PAUSE:-15}
scope=(--resource-group "$AZURE_RESOURCE_GROUP")
[ -z "${AZURE_SUBSCRIPTION_ID:-}" ] || scope+=(--subscription "$AZURE_SUBSCRIPTION_ID")

# Event Grid asks the functions before it accepts a subscription, and the blob extension makes its key when it starts. An
# app that sleeps may refuse the question, so it is woken first. The list of functions shows one that the host has switched
# off as if it ran, and so does the webhook: only the host itself tells.
app() {
  az functionapp show "${scope[@]}" --name "$FUNCTION_APP_NAME" --query "$1" --output tsv
}

wake() {
  command -v curl >/dev/null || return 0
  curl --silent --output /dev/null --max-time 60 "https://$(app defaultHostName)/api/health" || true
}

runs() {
  local errors
  errors=$(az rest --method get --query 'errors[0]' --output tsv \
    --url "$(app id)/hostruntime/admin/functions/$1/status?api-version=2024-11-01") || return 1
  [ -z "$errors" ] || [ "$errors" = None ] || {
    echo "the host does not run $1: $errors" >&2
    return 1
  }
}

# One that failed stays so, whatever is deployed over it.
remove_failed() {
  local names name
  names=$(az eventgrid system-topic event-subscription list "${scope[@]}" --system-topic-name "$EVENT_TOPIC_NAME" \
    --query "[?provisioningState=='Failed'].name" --output tsv) || return 1
  for name in $names; do
    echo "the subscription $name has failed, and is made again"
    az eventgrid system-topic event-subscription delete "${scope[@]}" --system-topic-name "$EVENT_TOPIC_NAME" \
      --name "$name" --yes --output none || return 1
  done
}

ready() {
  local functions
  functions=$(az functionapp function list "${scope[@]}" --name "$FUNCTION_APP_NAME" --query '[].name' --output tsv) || return 1
  grep -q 'OnDefinitionLanded$' <<<"$functions" || return 1
  grep -q 'OnBlobDeleted$' <<<"$functions" || return 1
  [ "$(az functionapp keys list "${scope[@]}" --name "$FUNCTION_APP_NAME" \
    --query "contains(keys(systemKeys), 'blobs_extension')" --output tsv)" = true ] || return 1
  runs OnDefinitionLanded && runs OnBlobDeleted
}

subscribe() {
  az deployment group create "${scope[@]}" --name event-subscriptions --output none \
    --template-file "$(dirname "${BASH_SOURCE[0]}")/event-subscriptions.bicep" \
    --parameters "topicName=$EVENT_TOPIC_NAME" "functionAppName=$FUNCTION_APP_NAME" "jobStorageName=$JOB_STORAGE_NAME" \
    "sourceFolders=${SOURCE_FOLDERS:-}"
}

for ((try = 1; try <= TRIES; try++)); do
  wake
  if ! ready; then
    echo "waiting for the functions of $FUNCTION_APP_NAME ($try of $TRIES)"
  elif remove_failed && subscribe; then
    echo "$FUNCTION_APP_NAME hears of every definition that lands or is deleted"
    exit 0
  else
    echo "Event Grid did not accept the subscriptions ($try of $TRIES)"
  fi
  sleep "$PAUSE"
done
fail "gave up. Are OnDefinitionLanded and OnBlobDeleted listed by 'az functionapp function list', and does the app answer /api/health? Then run infra/subscribe.sh again"
