#!/usr/bin/env bash
# Before the deployment: looks whether the subscription knows the resource providers that it takes. A network whose subnet
# is given to a function app on Flex Consumption needs Microsoft.App, which nothing else here would register. azd runs it
# before it provisions. May be run at any time; changes nothing.
set -euo pipefail

command -v az >/dev/null || {
  echo "preflight: az is not installed, so the resource providers were not looked at" >&2
  exit 0
}

subscription=()
[ -z "${AZURE_SUBSCRIPTION_ID:-}" ] || subscription=(--subscription "$AZURE_SUBSCRIPTION_ID")

missing=()
for provider in Microsoft.App Microsoft.EventGrid Microsoft.Insights Microsoft.KeyVault Microsoft.Network \
  Microsoft.OperationalInsights Microsoft.Storage Microsoft.Web; do
  state=$(az provider show ${subscription[@]+"${subscription[@]}"} --namespace "$provider" --query registrationState --output tsv) || {
    echo "preflight: the resource providers can't be looked at; log in with az login, or go on without this check" >&2
    exit 0
  }
  [ "$state" = Registered ] || missing+=("$provider")
done

if [ ${#missing[@]} -gt 0 ]; then
  echo "preflight: the subscription does not know these resource providers; whoever may change it runs:" >&2
  printf '  az provider register --namespace %s --wait\n' "${missing[@]}" >&2
  exit 1
fi
echo "the subscription knows every resource provider"
