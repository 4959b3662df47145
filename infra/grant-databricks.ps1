<#
.SYNOPSIS
Lets the function app's identity keep jobs in Databricks workspaces, and checks it. May be run again at any time.

.DESCRIPTION
Adds the identity to each workspace as a service principal with the entitlement workspace-access and nothing else.
Run it as an administrator of the workspaces: logged in with az, or with a token in DATABRICKS_TOKEN.

.PARAMETER Workspace
https://adb-<number>.<number>.azuredatabricks.net, or several with commas between; default: WORKSPACE_URIS, or else
DATABRICKS_URI.

.PARAMETER ApplicationId
Application id of the identity, the output IDENTITY_CLIENT_ID of the deployment; default: IDENTITY_CLIENT_ID.

.PARAMETER ClusterPolicy
Cluster policies that it may use: for jobs with new_cluster and policy_id. They are one workspace's, so only one workspace
can be named with them.

.PARAMETER AllowClusterCreate
It may create any cluster: for jobs with new_cluster and no policy_id.

.PARAMETER Name
Display name of the service principal; default: IDENTITY_NAME.
#>
#Requires -Version 7.0
[CmdletBinding()]
param(
    [string[]] $Workspace = @("$($env:WORKSPACE_URIS ? $env:WORKSPACE_URIS : $env:DATABRICKS_URI)" -split '\s+' -ne ''),
    [string] $ApplicationId = $env:IDENTITY_CLIENT_ID,
    [string[]] $ClusterPolicy = @(),
    [switch] $AllowClusterCreate,
    [string] $Name = $env:IDENTITY_NAME
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$scim = '/api/2.0/preview/scim/v2/ServicePrincipals'
$databricksResource = '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d'

$isNamed = $PSBoundParameters.ContainsKey('Workspace') -or $PSBoundParameters.ContainsKey('ApplicationId')
if ($env:WORKSPACE_URIS -eq 'none' -and -not $isNamed) {
    Write-Host 'nothing to do: no target uses the managed identity'
    exit 0
}
if (-not $Name) {
    $Name = 'db-dsc-jobs'
}
if (-not $Workspace) {
    throw 'No workspace is named: its URI is https://adb-<number>.<number>.azuredatabricks.net'
}
foreach ($uri in $Workspace) {
    if ($uri -notmatch '^https://[^/]+/?$') {
        throw 'The workspace URI should be https://adb-<number>.<number>.azuredatabricks.net'
    }
}
if ($Workspace.Count -gt 1 -and $ClusterPolicy.Count -gt 0) {
    throw "A cluster policy is one workspace's; run this for each workspace with the policies that it has"
}
if ($ApplicationId -notmatch '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$') {
    throw 'The application id should be a GUID: the output IDENTITY_CLIENT_ID of the deployment'
}

$wanted = @('workspace-access')
if ($AllowClusterCreate) {
    $wanted += 'allow-cluster-create'
}

$token = $env:DATABRICKS_TOKEN
if (-not $token) {
    $token = az account get-access-token --resource $databricksResource --query accessToken --output tsv
    if ($LASTEXITCODE -ne 0) {
        throw 'az has no token for Databricks; run az login, or set DATABRICKS_TOKEN'
    }
}

function Invoke-Workspace {
    param([string] $Method, [string] $Path, $Body)

    $request = @{
        Method             = $Method
        Uri                = "$uri$Path"
        Headers            = @{ Authorization = "Bearer $token" }
        SkipHttpErrorCheck = $true
        StatusCodeVariable = 'status'
    }
    if ($null -ne $Body) {
        $request.Body = ConvertTo-Json -InputObject $Body -Depth 10 -Compress
        $request.ContentType = 'application/json'
    }
    $answer = Invoke-RestMethod @request
    switch ($status) {
        { $_ -ge 200 -and $_ -lt 300 } { return $answer }
        401 { throw "$uri does not accept the token: it is expired, or of another tenant" }
        403 { throw "$uri refuses $Method ${Path}: you have to be an administrator of the workspace" }
        default { throw "$Method $Path answered ${status}: $($answer | ConvertTo-Json -Depth 10 -Compress)" }
    }
}

# A property that the service may have left out.
function Get-Property {
    param($From, [string] $Property)

    if ($null -ne $From -and $From.PSObject.Properties.Name -contains $Property) {
        return $From.$Property
    }
}

function Get-Principal {
    $found = Invoke-Workspace -Method GET -Path "$scim`?filter=applicationId%20eq%20%22$ApplicationId%22"
    return Get-Property $found 'Resources' | Where-Object { $_.applicationId -eq $ApplicationId } | Select-Object -First 1
}

function Get-Entitlement {
    param($Principal)

    return @(Get-Property $Principal 'entitlements' | Where-Object { $_ } | ForEach-Object { $_.value } | Sort-Object)
}

foreach ($uri in $Workspace.TrimEnd('/')) {
    if ($Workspace.Count -gt 1) {
        Write-Host "${uri}:"
    }
    $principal = Get-Principal
    if ($null -eq $principal) {
        $null = Invoke-Workspace -Method POST -Path $scim -Body @{
            schemas       = @('urn:ietf:params:scim:schemas:core:2.0:ServicePrincipal')
            applicationId = $ApplicationId
            displayName   = $Name
            entitlements  = @($wanted | ForEach-Object { @{ value = $_ } })
        }
        Write-Host "added service principal $ApplicationId as '$Name'"
    }
    else {
        Write-Host "service principal $ApplicationId is there already"
        $has = Get-Entitlement $principal
        $missing = @($wanted | Where-Object { $has -notcontains $_ })
        if ($missing.Count -gt 0) {
            $null = Invoke-Workspace -Method PATCH -Path "$scim/$($principal.id)" -Body @{
                schemas    = @('urn:ietf:params:scim:api:messages:2.0:PatchOp')
                Operations = @(@{ op = 'add'; path = 'entitlements'; value = @($missing | ForEach-Object { @{ value = $_ } }) })
            }
            Write-Host "granted $($missing -join ', ')"
        }
    }

    foreach ($policy in $ClusterPolicy) {
        $path = "/api/2.0/permissions/cluster-policies/$policy"
        $null = Invoke-Workspace -Method PATCH -Path $path -Body @{
            access_control_list = @(@{ service_principal_name = $ApplicationId; permission_level = 'CAN_USE' })
        }
        $permissions = Invoke-Workspace -Method GET -Path $path
        $given = Get-Property $permissions 'access_control_list' |
            Where-Object { (Get-Property $_ 'service_principal_name') -eq $ApplicationId } |
            Where-Object { @(Get-Property $_ 'all_permissions' | ForEach-Object { $_.permission_level }) -contains 'CAN_USE' }
        if (-not $given) {
            throw "Cluster policy $policy does not show the permission that was just given"
        }
        Write-Host "may use cluster policy $policy"
    }

    $principal = Get-Principal
    if ($null -eq $principal) {
        throw 'The service principal is not listed, though it was added: try again in a minute'
    }
    if ((Get-Property $principal 'active') -eq $false) {
        throw "The service principal is deactivated: activate it in the workspace's settings, under Identity and access"
    }
    $has = Get-Entitlement $principal
    $missing = @($wanted | Where-Object { $has -notcontains $_ })
    if ($missing.Count -gt 0) {
        throw "The workspace did not keep the entitlements $($missing -join ', ')"
    }
    Write-Host "checked: active, with $($has -join ', ')"
}
