#!/usr/bin/env bash
# Second phase of the deployment: tells Event Grid which events reach which function, once the functions are there.
# azd runs it after each deployment. By hand: AZURE_RESOURCE_GROUP, FUNCTION_APP_NAME, EVENT_TOPIC_NAME and
# JOB_STORAGE_NAME as the first phase put them out. May be run again at any time.
set -euo pipefail

fail() {
  echo "subscribe: $*" >&2
  exit 1
}

for setting in AZURE_RESOURCE_GROUP FUNCTION_APP_NAME EVENT_TOPIC_NAME JOB_STORAGE_NAME; do
  [ -n "${!setting:-}" ] || fail "$setting is not set; it is an output of infra/main.bicep"
done
command -v az >/dev/null || fail "az is not installed"

readonly TRIES=${SUBSCRIBE_TRIES:-40}
readonly PAUSE=${SUBSCRIBE_PAUSE:-15}
scope=(--resource-group "$AZURE_RESOURCE_GROUP")
[ -z "${AZURE_SUBSCRIPTION_ID:-}" ] || scope+=(--subscription "$AZURE_SUBSCRIPTION_ID")

# Event Grid asks the functions before it accepts a subscription, and the blob extension makes its key when it starts.
ready() {
  local functions
  functions=$(az functionapp function list "${scope[@]}" --name "$FUNCTION_APP_NAME" --query '[].name' --output tsv) || return 1
  grep -q 'OnDefinitionLanded$' <<<"$functions" || return 1
  grep -q 'OnBlobDeleted$' <<<"$functions" || return 1
  [ "$(az functionapp keys list "${scope[@]}" --name "$FUNCTION_APP_NAME" \
    --query "contains(keys(systemKeys), 'blobs_extension')" --output tsv)" = true ]
}

subscribe() {
  az deployment group create "${scope[@]}" --name event-subscriptions --output none \
    --template-file "$(dirname "${BASH_SOURCE[0]}")/event-subscriptions.bicep" \
    --parameters "topicName=$EVENT_TOPIC_NAME" "functionAppName=$FUNCTION_APP_NAME" "jobStorageName=$JOB_STORAGE_NAME"
}

for ((try = 1; try <= TRIES; try++)); do
  if ! ready; then
    echo "waiting for the functions of $FUNCTION_APP_NAME ($try of $TRIES)"
  elif subscribe; then
    echo "$FUNCTION_APP_NAME hears of every definition that lands or is deleted"
    exit 0
  else
    echo "Event Grid did not accept the subscriptions ($try of $TRIES)"
  fi
  sleep "$PAUSE"
done
fail "gave up. Are OnDefinitionLanded and OnBlobDeleted listed by 'az functionapp function list', and does the app answer /api/health? Then run infra/subscribe.sh again"
