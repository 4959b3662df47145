<#
.SYNOPSIS
Makes the app registration for AUTH=entra and AUTH=both, and gives people and pipelines their roles. May be run again at any
time: what is there already stays, also what others have added.

.DESCRIPTION
Registers the function app in Microsoft Entra: the app roles Jobs.Read, Jobs.Plan, Jobs.Apply and Jobs.Prune, the dashboard as
a single-page application, tokens of version 2, a service principal that lets in only who has a role; and prints the settings
AUTH, AUTH_TENANT and AUTH_AUDIENCE.

Needs az, logged in to the tenant. To register takes the role Application Developer or more in Microsoft Entra, to assign
Cloud Application Administrator or more, or to own the registration's service principal. Where you may register nothing
yourself, 'infra/register-app.sh print' shows what to ask an administrator for.

.PARAMETER Role
Gives Who this role: Jobs.Read, Jobs.Plan, Jobs.Apply or Jobs.Prune. Without it the app is registered.

.PARAMETER Who
A user name, the object id of a user, a group or a service principal, or the client id of a pipeline's identity.

.PARAMETER Name
The registration's name (default: FUNCTION_APP_NAME).

.PARAMETER AppId
The registration's client id, where several have that name.

.PARAMETER Dashboard
Where people sign in (default: FUNCTION_APP_URI and /api/dashboard).
#>
#Requires -Version 7.3
[CmdletBinding()]
param(
    [ValidateSet('Jobs.Read', 'Jobs.Plan', 'Jobs.Apply', 'Jobs.Prune')] [string] $Role,
    [ValidatePattern('^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[^/?#''\s]+@[^/?#''\s]+)$')] [string] $Who,
    [ValidatePattern('^[^''"&#%]+$')] [string] $Name = $env:FUNCTION_APP_NAME,
    [ValidatePattern('^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$')] [string] $AppId,
    [ValidatePattern('^(https://[^/?#]+|http://localhost(:\d+)?)/api/dashboard$')] [string[]] $Dashboard
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
# az tells of failure by its exit code, which is looked at below
$PSNativeCommandUseErrorActionPreference = $false

$azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
$azurePowerShell = '1950a258-227b-4e31-a9cf-717495945fc2'
# The ids are fixed, so that every registration has the same.
$scopes = @(@{
        id = '6b1f4f0e-7c0a-4c55-9d0e-0d7a3f5b2c10'; value = 'access_as_user'; type = 'User'; isEnabled = $true
        adminConsentDisplayName = 'Call db-dsc-jobs'
        adminConsentDescription = 'Call db-dsc-jobs on behalf of the person who is signed in, with the roles that they have.'
        userConsentDisplayName = 'Call db-dsc-jobs'
        userConsentDescription = 'Call db-dsc-jobs for you, with the roles that you have.'
    })
$roles = @(
    @('6b1f4f0e-7c0a-4c55-9d0e-0d7a3f5b2c01', 'Jobs.Read', 'Look at jobs, runs and holds.'),
    @('6b1f4f0e-7c0a-4c55-9d0e-0d7a3f5b2c02', 'Jobs.Plan', 'Besides, have plans made, which reads the workspace.'),
    @('6b1f4f0e-7c0a-4c55-9d0e-0d7a3f5b2c03', 'Jobs.Apply', 'Besides, have jobs written and held.'),
    @('6b1f4f0e-7c0a-4c55-9d0e-0d7a3f5b2c04', 'Jobs.Prune', 'Besides, have jobs deleted.')
) | ForEach-Object {
    @{ id = $_[0]; value = $_[1]; displayName = $_[1]; description = $_[2]; isEnabled = $true; allowedMemberTypes = @('User', 'Application') }
}

if ([bool] $Role -ne [bool] $Who) {
    throw '-Role and -Who belong together: who gets which role'
}
if (-not $Name -and -not $AppId) {
    throw 'FUNCTION_APP_NAME is not set; it is an output of infra/main.bicep, or name the registration with -Name'
}
if (-not $Role -and -not $Dashboard) {
    if (-not $env:FUNCTION_APP_URI) {
        throw 'FUNCTION_APP_URI is not set; it is an output of infra/main.bicep, or name the page with -Dashboard'
    }
    $Dashboard = @("$($env:FUNCTION_APP_URI.TrimEnd('/'))/api/dashboard")
}

$tenant = az account show --query tenantId --output tsv
if ($LASTEXITCODE -ne 0) {
    throw 'nobody is logged in; run az login --tenant <tenant id>'
}
$graph = "$((az cloud show --query endpoints.microsoftGraphResourceId --output tsv).TrimEnd('/'))/v1.0"

# Returns what Microsoft Graph says, as a table. A body is read from a file, whatever quotes it has; a query is given in parts,
# since az.cmd on Windows takes an ampersand for the end of the command.
function Invoke-Graph([string] $Method, [string] $Path, [hashtable] $Body, [string[]] $Query) {
    $url = $Path.StartsWith('https://') ? $Path : "$graph$Path"
    $arguments = @('rest', '--method', $Method, '--url', $url, '--output', 'json')
    if ($Query) {
        $arguments += @('--uri-parameters') + $Query
    }
    $file = New-TemporaryFile
    $errors = New-TemporaryFile
    try {
        if ($Body) {
            $Body | ConvertTo-Json -Depth 10 | Set-Content -Path $file -Encoding utf8NoBOM
            $arguments += @('--headers', 'Content-Type=application/json', '--body', "@$file")
        }
        $answer = az @arguments 2> $errors | Out-String
        if ($LASTEXITCODE -ne 0) {
            $said = Get-Content -Raw -Path $errors
            if ($said -match 'Authorization_RequestDenied|Forbidden') {
                throw "you may not do that in this tenant ($Method $Path); 'infra/register-app.sh print' shows what to ask an administrator for"
            }
            if ($said -match 'NoBackingApplicationObject|does not reference a valid application') {
                throw 'the new registration is not known everywhere in the tenant yet; run this again in a minute'
            }
            throw "$Method $Path failed: $said"
        }
        return $answer.Trim() ? ($answer | ConvertFrom-Json -AsHashtable) : @{}
    }
    finally {
        Remove-Item -Path $file, $errors
    }
}

function Find-Registration {
    $by = $AppId ? "appId eq '$AppId'" : "displayName eq '$Name'"
    $answer = Invoke-Graph get '/applications' -Query "`$filter=$by", '$select=id,appId,displayName,identifierUris,signInAudience,api,appRoles,spa'
    $found = @($answer['value'])
    if ($found.Count -gt 1) {
        throw "several registrations are named ${Name}; name one of them with -AppId: $(($found | ForEach-Object { $_['appId'] }) -join ', ')"
    }
    return $found.Count -eq 1 ? $found[0] : $null
}

function Find-Principal([string] $Id) {
    $answer = Invoke-Graph get '/servicePrincipals' -Query "`$filter=appId eq '$Id'", '$select=id,appId,appRoles,appRoleAssignmentRequired'
    $found = @($answer['value'])
    return $found.Count -gt 0 ? $found[0] : $null
}

# What is there is kept: a role or a scope of the same value under its own id.
function Add-Missing($There, $More) {
    $kept = @($There | Where-Object { $_ })
    $values = @($kept | ForEach-Object { $_['value'] })
    return $kept + @($More | Where-Object { $values -notcontains $_['value'] })
}

function Register-App {
    $app = Find-Registration
    if (-not $app) {
        if ($AppId) {
            throw "tenant $tenant has no registration $AppId"
        }
        $app = Invoke-Graph post '/applications' @{
            displayName = $Name; signInAudience = 'AzureADMyOrg'; appRoles = @($roles); spa = @{ redirectUris = @($Dashboard) }
            api = @{ requestedAccessTokenVersion = 2; oauth2PermissionScopes = @($scopes) }
        }
        Write-Host "registered $Name"
    }
    else {
        Write-Host "$Name is registered already"
    }
    $api = $app['api'] ?? @{}
    $spa = $app['spa'] ?? @{}
    $api['requestedAccessTokenVersion'] = 2
    $api['oauth2PermissionScopes'] = @(Add-Missing $api['oauth2PermissionScopes'] $scopes)
    $clients = @($api['preAuthorizedApplications'] | Where-Object { $_ })
    $null = $api.Remove('preAuthorizedApplications')
    $wanted = @{
        signInAudience = 'AzureADMyOrg'
        identifierUris = @(@($app['identifierUris'] | Where-Object { $_ }) + "api://$($app.appId)" | Select-Object -Unique)
        appRoles = @(Add-Missing $app['appRoles'] $roles)
        spa = @{ redirectUris = @(@($spa['redirectUris'] | Where-Object { $_ }) + $Dashboard | Select-Object -Unique) }
        api = $api
    }
    # clients may be allowed a scope that is there only
    $null = Invoke-Graph patch "/applications/$($app.id)" $wanted
    $scope = @($api['oauth2PermissionScopes'] | Where-Object { $_['value'] -eq 'access_as_user' })[0]['id']
    $known = @($clients | ForEach-Object { $_['appId'] })
    $more = @($azureCli, $azurePowerShell | Where-Object { $known -notcontains $_ } |
            ForEach-Object { @{ appId = $_; delegatedPermissionIds = @($scope) } })
    $api['preAuthorizedApplications'] = $clients + $more
    $null = Invoke-Graph patch "/applications/$($app.id)" @{ api = $api }
    Write-Host 'roles, dashboard, application id URI and clients are as they should be'

    $principal = Find-Principal $app.appId
    if (-not $principal) {
        $null = Invoke-Graph post '/servicePrincipals' @{ appId = $app.appId; appRoleAssignmentRequired = $true }
        Write-Host 'made its service principal, which lets in only who has a role'
    }
    elseif (-not $principal['appRoleAssignmentRequired']) {
        $null = Invoke-Graph patch "/servicePrincipals/$($principal.id)" @{ appRoleAssignmentRequired = $true }
        Write-Host 'its service principal lets in only who has a role now'
    }
    Write-Output '' 'AUTH=entra' "AUTH_TENANT=$tenant" "AUTH_AUDIENCE=api://$($app.appId),$($app.appId)"
}

function Grant-Role {
    $app = Find-Registration
    $resource = $app ? (Find-Principal $app.appId) : $null
    $roleId = $resource ? ($resource['appRoles'] | Where-Object { $_['value'] -eq $Role } | ForEach-Object { $_['id'] } | Select-Object -First 1) : $null
    if (-not $roleId) {
        throw "the registration, its service principal or its role $Role is missing; run infra/register-app.ps1 first"
    }
    if ($Who.Contains('@')) {
        $id = (Invoke-Graph get "/users/$Who" -Query '$select=id')['id']
    }
    else {
        $identity = Find-Principal $Who
        $id = $identity ? $identity.id : $Who
    }
    $next = "/servicePrincipals/$($resource.id)/appRoleAssignedTo"
    while ($next) {
        $page = Invoke-Graph get $next
        if ($page['value'] | Where-Object { $_['principalId'] -eq $id -and $_['appRoleId'] -eq $roleId }) {
            Write-Host "$Who has $Role already"
            return
        }
        $next = $page['@odata.nextLink']
    }
    $null = Invoke-Graph post "/servicePrincipals/$($resource.id)/appRoleAssignedTo" @{
        principalId = $id; resourceId = $resource.id; appRoleId = $roleId
    }
    Write-Host "$Who has $Role now; it counts after a new login"
}

if ($Role) {
    Grant-Role
}
else {
    Register-App
}
