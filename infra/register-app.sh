#!/usr/bin/env bash
# Makes the app registration for AUTH=entra and AUTH=both, and gives people and pipelines their roles. May be run again at any
# time: what is there already stays, also what others have added.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: infra/register-app.sh [--name NAME] [--app-id CLIENT_ID] [--dashboard URI]...
       infra/register-app.sh assign ROLE WHO [--name NAME | --app-id CLIENT_ID]
       infra/register-app.sh print [--dashboard URI]...

Registers the function app in Microsoft Entra: the app roles Jobs.Read, Jobs.Plan, Jobs.Apply and Jobs.Prune, the dashboard as
a single-page application, tokens of version 2, a service principal that lets in only who has a role; and prints the settings
AUTH, AUTH_TENANT and AUTH_AUDIENCE.

  --name NAME          the registration's name (default: FUNCTION_APP_NAME)
  --app-id CLIENT_ID   the registration, where several have that name
  --dashboard URI      where people sign in (default: FUNCTION_APP_URI and /api/dashboard); may be repeated

assign gives WHO one of these roles: a user name, the object id of a user, a group or a service principal, or the client id of
a pipeline's identity. print shows what to ask an administrator for where you may register nothing yourself, and calls nobody.

Needs az, logged in to the tenant, and jq. To register takes the role Application Developer or more in Microsoft Entra, to
assign Cloud Application Administrator or more, or to own the registration's service principal.
USAGE
}

fail() {
  echo "register-app: $*" >&2
  exit 1
}

readonly ID='^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$'
readonly AZURE_CLI=04b07795-8ddb-461a-bbee-02f9e1bf7b46
readonly AZURE_POWERSHELL=1950a258-227b-4e31-a9cf-717495945fc2
readonly SCOPE=6b1f4f0e-7c0a-4c55-9d0e-0d7a3f5b2c10

# The ids are fixed, so that every registration has the same.
# shellcheck disable=SC2016
readonly MANIFEST='{
  signInAudience: "AzureADMyOrg",
  api: {
    requestedAccessTokenVersion: 2,
    oauth2PermissionScopes: [{
      id: $scope, value: "access_as_user", type: "User", isEnabled: true,
      adminConsentDisplayName: "Call db-dsc-jobs",
      adminConsentDescription: "Call db-dsc-jobs on behalf of the person who is signed in, with the roles that they have.",
      userConsentDisplayName: "Call db-dsc-jobs",
      userConsentDescription: "Call db-dsc-jobs for you, with the roles that you have."
    }]
  },
  appRoles: [
    ["6b1f4f0e-7c0a-4c55-9d0e-0d7a3f5b2c01", "Jobs.Read", "Look at jobs, runs and holds."],
    ["6b1f4f0e-7c0a-4c55-9d0e-0d7a3f5b2c02", "Jobs.Plan", "Besides, have plans made, which reads the workspace."],
    ["6b1f4f0e-7c0a-4c55-9d0e-0d7a3f5b2c03", "Jobs.Apply", "Besides, have jobs written and held."],
    ["6b1f4f0e-7c0a-4c55-9d0e-0d7a3f5b2c04", "Jobs.Prune", "Besides, have jobs deleted."]
  ] | map({id: .[0], value: .[1], displayName: .[1], description: .[2], isEnabled: true, allowedMemberTypes: ["User", "Application"]}),
  spa: {redirectUris: $dashboards}
}'

command=register
case ${1:-} in
  assign | print)
    command=$1
    shift
    ;;
esac
name=${FUNCTION_APP_NAME:-}
app_id=
dashboards=()
positional=()
while [ $# -gt 0 ]; do
  case $1 in
    --name | --app-id | --dashboard)
      [ $# -ge 2 ] || fail "$1 needs a value"
      case $1 in
        --name) name=$2 ;;
        --app-id) app_id=$2 ;;
        --dashboard) dashboards+=("$2") ;;
      esac
      shift
      ;;
    -h | --help)
      usage
      exit 0
      ;;
    -*) fail "there is no option $1; --help lists them" ;;
    *) positional+=("$1") ;;
  esac
  shift
done

command -v jq >/dev/null || fail "jq is not installed"
[ -z "$app_id" ] || [[ $app_id =~ $ID ]] || fail "--app-id should be the client id of the registration, a GUID"
if [ ${#dashboards[@]} -eq 0 ] && [ -n "${FUNCTION_APP_URI:-}" ]; then
  dashboards=("${FUNCTION_APP_URI%/}/api/dashboard")
fi
for dashboard in ${dashboards[@]+"${dashboards[@]}"}; do
  [[ $dashboard =~ ^https://[^/?#]+/api/dashboard$ || $dashboard =~ ^http://localhost(:[0-9]+)?/api/dashboard$ ]] \
    || fail "--dashboard should be https://<app>.azurewebsites.net/api/dashboard: the address that the browser shows"
done
if [ "$command" = assign ]; then
  [ ${#positional[@]} -eq 2 ] || fail "assign needs a role and who gets it; --help shows how"
  role=${positional[0]}
  who=${positional[1]}
  [[ $role =~ ^Jobs\.(Read|Plan|Apply|Prune)$ ]] || fail "there is no role $role; it should be Jobs.Read, Jobs.Plan, Jobs.Apply or Jobs.Prune"
  [[ $who =~ $ID || $who =~ ^[^/?#\'[:space:]]+@[^/?#\'[:space:]]+$ ]] || fail "'$who' is neither a user name nor an id"
else
  [ ${#positional[@]} -eq 0 ] || fail "there is no command ${positional[0]}; --help lists them"
  [ ${#dashboards[@]} -gt 0 ] || fail "FUNCTION_APP_URI is not set; it is an output of infra/main.bicep, or name the page with --dashboard"
fi

manifest() {
  jq --null-input --arg scope "$SCOPE" '$ARGS.positional as $dashboards | '"$MANIFEST" --args "${dashboards[@]}"
}

if [ "$command" = print ]; then
  cat <<TEXT
Ask somebody with the role Application Administrator in Microsoft Entra to run infra/register-app.sh, or to make by hand:
1. an app registration of a single tenant with this manifest (App registrations, Manifest);
2. its application id URI, api://<client id> (Expose an API), and there as authorized client applications for the scope
   access_as_user the Azure CLI, $AZURE_CLI, and Azure PowerShell, $AZURE_POWERSHELL;
3. in its enterprise application: Properties, Assignment required: yes; Users and groups: a role for each person. Roles of
   pipelines' identities can't be given in the portal: infra/register-app.sh assign.
Then AUTH=entra, AUTH_TENANT=<tenant id>, AUTH_AUDIENCE=api://<client id>,<client id>.
TEXT
  manifest
  exit 0
fi

[ -n "$name$app_id" ] || fail "FUNCTION_APP_NAME is not set; it is an output of infra/main.bicep, or name the registration with --name"
[[ $name != *[\'\"\&\#%]* ]] || fail "--name has characters that can't be looked for: ' \" & # %"
command -v az >/dev/null || fail "az is not installed; see 'infra/register-app.sh print' for the way without it"
tenant=$(az account show --query tenantId --output tsv) || fail "nobody is logged in; run az login --tenant <tenant id>"
graph=$(az cloud show --query endpoints.microsoftGraphResourceId --output tsv) || fail "az does not know its cloud"
graph=${graph%/}/v1.0

# Sets answer to what Microsoft Graph says. A body is read from a file, which no process list shows and no length limits.
call() {
  local method=$1 url=$2 body=${3:-} errors
  [[ $url == https://* ]] || url=$graph$url
  local arguments=(--method "$method" --url "$url" --output json)
  if [ -n "$body" ]; then
    printf '%s' "$body" >"$scratch/body.json"
    arguments+=(--headers Content-Type=application/json --body "@$scratch/body.json")
  fi
  if ! answer=$(az rest "${arguments[@]}" 2>"$scratch/errors"); then
    errors=$(<"$scratch/errors")
    case $errors in
      *Authorization_RequestDenied* | *Forbidden*)
        fail "you may not do that in this tenant ($method ${url#"$graph"}); 'infra/register-app.sh print' shows what to ask an administrator for"
        ;;
      *NoBackingApplicationObject* | *'does not reference a valid application'*)
        fail "the new registration is not known everywhere in the tenant yet; run this again in a minute"
        ;;
      *) fail "$method ${url#"$graph"} failed: $errors" ;;
    esac
  fi
}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

field() {
  jq --raw-output "$1" <<<"$answer"
}

# Sets answer to the registration, or to nothing.
find_registration() {
  local by="displayName%20eq%20'${name// /%20}'"
  [ -z "$app_id" ] || by="appId%20eq%20'$app_id'"
  call get "/applications?\$filter=$by&\$select=id,appId,displayName,identifierUris,signInAudience,api,appRoles,spa"
  case $(field '.value | length') in
    0) answer= ;;
    1) answer=$(jq --compact-output '.value[0]' <<<"$answer") ;;
    *) fail "several registrations are named $name; name one of them with --app-id: $(field '[.value[].appId] | join(", ")')" ;;
  esac
}

find_principal() {
  call get "/servicePrincipals?\$filter=appId%20eq%20'$1'&\$select=id,appId,appRoles,appRoleAssignmentRequired"
  answer=$(jq --compact-output '.value[0] // empty' <<<"$answer")
}

register() {
  find_registration
  if [ -z "$answer" ]; then
    [ -z "$app_id" ] || fail "tenant $tenant has no registration $app_id"
    call post /applications "$(manifest | jq --compact-output --arg name "$name" '{displayName: $name} + .')"
    echo "registered $name"
  else
    echo "$name is registered already"
  fi
  local application=$answer wanted id
  app_id=$(field .appId)
  # what is there is kept: a role or a scope of the same value under its own id, redirect URIs and clients of others
  wanted=$(manifest | jq --compact-output --argjson is "$application" --arg cli "$AZURE_CLI" --arg powershell "$AZURE_POWERSHELL" '
    def kept($have; $more): ($have // []) as $h | $h + [$more[] | select(.value as $v | all($h[]; .value != $v))];
    . as $new
    | ($is.api // {}) as $api
    | kept($api.oauth2PermissionScopes; $new.api.oauth2PermissionScopes) as $scopes
    | (first($scopes[] | select(.value == "access_as_user")).id) as $scope
    | ($api.preAuthorizedApplications // []) as $clients
    | {
        signInAudience: $new.signInAudience,
        identifierUris: (($is.identifierUris // []) + ["api://" + $is.appId] | unique),
        appRoles: kept($is.appRoles; $new.appRoles),
        spa: {redirectUris: (($is.spa.redirectUris // []) + $new.spa.redirectUris | unique)},
        api: ($api + {
          requestedAccessTokenVersion: 2,
          oauth2PermissionScopes: $scopes,
          preAuthorizedApplications: ($clients + [($cli, $powershell)
            | select(. as $id | all($clients[]; .appId != $id)) | {appId: ., delegatedPermissionIds: [$scope]}])
        })
      }
    | if ($is | {signInAudience, identifierUris: ((.identifierUris // []) | unique), appRoles, spa: {redirectUris: ((.spa.redirectUris // []) | unique)}, api}) == . then empty else . end')
  if [ -n "$wanted" ]; then
    id=$(jq --raw-output .id <<<"$application")
    # clients may be allowed a scope that is there only
    jq --exit-status 'any(.api.oauth2PermissionScopes[]?; .value == "access_as_user")' <<<"$application" >/dev/null \
      || call patch "/applications/$id" "$(jq --compact-output '{api: (.api | del(.preAuthorizedApplications))}' <<<"$wanted")"
    call patch "/applications/$id" "$wanted"
    echo "roles, dashboard, application id URI and clients are as they should be"
  fi
  find_principal "$app_id"
  if [ -z "$answer" ]; then
    call post /servicePrincipals "{\"appId\":\"$app_id\",\"appRoleAssignmentRequired\":true}"
    echo "made its service principal, which lets in only who has a role"
  elif [ "$(field .appRoleAssignmentRequired)" != true ]; then
    call patch "/servicePrincipals/$(field .id)" '{"appRoleAssignmentRequired":true}'
    echo "its service principal lets in only who has a role now"
  fi
  echo
  echo "AUTH=entra"
  echo "AUTH_TENANT=$tenant"
  echo "AUTH_AUDIENCE=api://$app_id,$app_id"
}

assign() {
  local resource role_id principal next
  find_registration
  [ -n "$answer" ] || fail "there is no registration ${app_id:-$name}; run infra/register-app.sh first"
  find_principal "$(field .appId)"
  [ -n "$answer" ] || fail "the registration has no service principal; run infra/register-app.sh first"
  resource=$(field .id)
  role_id=$(jq --raw-output --arg role "$role" 'first(.appRoles[]? | select(.value == $role) | .id) // empty' <<<"$answer")
  [ -n "$role_id" ] || fail "the registration has no role $role; run infra/register-app.sh first"
  if [[ $who == *@* ]]; then
    call get "/users/${who//\#/%23}?\$select=id"
    principal=$(field .id)
  else
    find_principal "$who"
    principal=$([ -z "$answer" ] && echo "$who" || field .id)
  fi
  next="/servicePrincipals/$resource/appRoleAssignedTo?\$top=999"
  while [ -n "$next" ]; do
    call get "$next"
    if jq --exit-status --arg who "$principal" --arg role "$role_id" \
      'any(.value[]; .principalId == ($who | ascii_downcase) and .appRoleId == $role)' <<<"$answer" >/dev/null; then
      echo "$who has $role already"
      return
    fi
    next=$(field '."@odata.nextLink" // empty')
  done
  call post "/servicePrincipals/$resource/appRoleAssignedTo" \
    "{\"principalId\":\"$principal\",\"resourceId\":\"$resource\",\"appRoleId\":\"$role_id\"}"
  echo "$who has $role now; it counts after a new login"
}

"$command"
