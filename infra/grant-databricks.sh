#!/usr/bin/env bash
# Lets the function app's identity keep jobs in Databricks workspaces, and checks it. May be run again at any time.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: infra/grant-databricks.sh [options] [<workspace URI>... <application id>]

Adds the identity to each workspace as a service principal with the entitlement workspace-access and nothing else.
Without arguments, WORKSPACE_URIS or else DATABRICKS_URI, IDENTITY_CLIENT_ID and IDENTITY_NAME are taken from the
environment. WORKSPACE_URIS=none means that the identity is used for no workspace.

  --cluster-policy ID       may use this cluster policy: for jobs with new_cluster and policy_id; may be repeated.
                            It is one workspace's, so only one workspace can be named with it
  --allow-cluster-create    may create any cluster: for jobs with new_cluster and no policy_id
  --name NAME               display name of the service principal

Run it as an administrator of the workspaces: logged in with az, or with a token in DATABRICKS_TOKEN.
Needs curl and jq.
USAGE
}

fail() {
  echo "grant-databricks: $*" >&2
  exit 1
}

readonly SCIM=/api/2.0/preview/scim/v2/ServicePrincipals
readonly DATABRICKS_RESOURCE=2ff814a6-3304-4ab8-85cb-cd0e6f879c1d

entitlements='["workspace-access"]'
policies=()
name=${IDENTITY_NAME:-}
workspaces=()
named=''
while [ $# -gt 0 ]; do
  case $1 in
    --cluster-policy)
      [ $# -ge 2 ] || fail "--cluster-policy needs the id of a cluster policy"
      policies+=("$2")
      shift
      ;;
    --allow-cluster-create) entitlements='["workspace-access","allow-cluster-create"]' ;;
    --name)
      [ $# -ge 2 ] || fail "--name needs a name"
      name=$2
      shift
      ;;
    -h | --help)
      usage
      exit 0
      ;;
    -*) fail "there is no option $1; --help lists them" ;;
    http://* | https://*) workspaces+=("$1") ;;
    *) named=$1 ;;
  esac
  shift
done
if [ ${#workspaces[@]} -eq 0 ] && [ -z "$named" ] && [ "${WORKSPACE_URIS:-}" = none ]; then
  echo "nothing to do: no target uses the managed identity"
  exit 0
fi
[ ${#workspaces[@]} -gt 0 ] || read -r -a workspaces <<<"${WORKSPACE_URIS:-${DATABRICKS_URI:-}}"
application=$(tr '[:upper:]' '[:lower:]' <<<"${named:-${IDENTITY_CLIENT_ID:-}}")
name=${name:-db-dsc-jobs}

for command in curl jq; do
  command -v "$command" >/dev/null || fail "$command is not installed"
done
[ ${#workspaces[@]} -gt 0 ] || fail "no workspace is named: its URI is https://adb-<number>.<number>.azuredatabricks.net"
for workspace in "${workspaces[@]}"; do
  [[ $workspace =~ ^https://[^/]+/?$ || $workspace =~ ^http://(127\.0\.0\.1|localhost)(:[0-9]+)?/?$ ]] \
    || fail "the workspace URI should be https://adb-<number>.<number>.azuredatabricks.net"
done
[ ${#workspaces[@]} -eq 1 ] || [ ${#policies[@]} -eq 0 ] \
  || fail "a cluster policy is one workspace's; run this for each workspace with the policies that it has"
[[ $application =~ ^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$ ]] \
  || fail "the application id should be a GUID: the output IDENTITY_CLIENT_ID of the deployment"

token=${DATABRICKS_TOKEN:-}
if [ -z "$token" ]; then
  command -v az >/dev/null || fail "az is not installed; log in with it, or set DATABRICKS_TOKEN"
  token=$(az account get-access-token --resource "$DATABRICKS_RESOURCE" --query accessToken --output tsv) \
    || fail "az has no token for Databricks; run az login"
fi

# Sets answer to the body of a good answer. The token is read from a pipe, so that no process list shows it.
call() {
  local method=$1 path=$2 body=${3:-} status
  local arguments=(--silent --show-error --request "$method" --write-out '\n%{http_code}')
  [ -z "$body" ] || arguments+=(--header 'Content-Type: application/json' --data "$body")
  answer=$(curl "${arguments[@]}" --header @<(printf 'Authorization: Bearer %s\n' "$token") "$workspace$path") || fail "no answer from $workspace"
  status=${answer##*$'\n'}
  answer=${answer%$'\n'*}
  case $status in
    2??) ;;
    401) fail "$workspace does not accept the token: it is expired, or of another tenant" ;;
    403) fail "$workspace refuses $method $path: you have to be an administrator of the workspace" ;;
    *) fail "$method $path answered $status: $(jq --raw-output '.detail // .message // .' <<<"$answer" 2>/dev/null || echo "$answer")" ;;
  esac
}

# Sets answer to the service principal, or to nothing.
find_principal() {
  call GET "$SCIM?filter=applicationId%20eq%20%22$application%22"
  answer=$(jq --compact-output --arg id "$application" \
    'first(.Resources[]? | select((.applicationId | ascii_downcase) == $id)) // empty' <<<"$answer")
}

missing_entitlements() {
  jq --compact-output --argjson wanted "$entitlements" '$wanted - [.entitlements[]?.value]' <<<"$1"
}

grant() {
  local principal missing policy
  find_principal
  if [ -z "$answer" ]; then
    call POST "$SCIM" "$(jq --null-input --compact-output --arg id "$application" --arg name "$name" --argjson wanted "$entitlements" '{
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServicePrincipal"],
      applicationId: $id,
      displayName: $name,
      entitlements: [$wanted[] | {value: .}]
    }')"
    echo "added service principal $application as '$name'"
  else
    principal=$answer
    echo "service principal $application is there already"
    missing=$(missing_entitlements "$principal")
    if [ "$missing" != '[]' ]; then
      call PATCH "$SCIM/$(jq --raw-output .id <<<"$principal")" "$(jq --null-input --compact-output --argjson missing "$missing" '{
        schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        Operations: [{op: "add", path: "entitlements", value: [$missing[] | {value: .}]}]
      }')"
      echo "granted $(jq --raw-output 'join(", ")' <<<"$missing")"
    fi
  fi

  for policy in ${policies[@]+"${policies[@]}"}; do
    call PATCH "/api/2.0/permissions/cluster-policies/$policy" "$(jq --null-input --compact-output --arg id "$application" '{
      access_control_list: [{service_principal_name: $id, permission_level: "CAN_USE"}]
    }')"
    call GET "/api/2.0/permissions/cluster-policies/$policy"
    jq --exit-status --arg id "$application" \
      'any(.access_control_list[]?; .service_principal_name == $id and any(.all_permissions[]?; .permission_level == "CAN_USE"))' \
      <<<"$answer" >/dev/null || fail "cluster policy $policy does not show the permission that was just given"
    echo "may use cluster policy $policy"
  done

  find_principal
  [ -n "$answer" ] || fail "the service principal is not listed, though it was added: try again in a minute"
  [ "$(jq .active <<<"$answer")" != false ] \
    || fail "the service principal is deactivated: activate it in the workspace's settings, under Identity and access"
  missing=$(missing_entitlements "$answer")
  [ "$missing" = '[]' ] || fail "the workspace did not keep the entitlements $missing"
  echo "checked: active, with $(jq --raw-output '[.entitlements[]?.value] | sort | join(", ")' <<<"$answer")"
}

for workspace in "${workspaces[@]}"; do
  workspace=${workspace%/}
  [ ${#workspaces[@]} -eq 1 ] || echo "$workspace:"
  grant
done
