<#
.SYNOPSIS
Before the deployment: looks whether the subscription knows the resource providers that it takes.

.DESCRIPTION
A network whose subnet is given to a function app on Flex Consumption needs Microsoft.App, which nothing else here would
register. azd runs it before it provisions. May be run at any time; changes nothing.
#>
#Requires -Version 7.0
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
# az tells of failure by its exit code, which is looked at below
$PSNativeCommandUseErrorActionPreference = $false

if (-not (Get-Command az -ErrorAction SilentlyContinue)) {
    Write-Host 'az is not installed, so the resource providers were not looked at'
    exit 0
}

$subscription = $env:AZURE_SUBSCRIPTION_ID ? @('--subscription', $env:AZURE_SUBSCRIPTION_ID) : @()
$providers = 'Microsoft.App', 'Microsoft.EventGrid', 'Microsoft.Insights', 'Microsoft.KeyVault', 'Microsoft.Network',
'Microsoft.OperationalInsights', 'Microsoft.Storage', 'Microsoft.Web'
$missing = @()
foreach ($provider in $providers) {
    $state = az provider show @subscription --namespace $provider --query registrationState --output tsv
    if ($LASTEXITCODE -ne 0) {
        Write-Host "the resource providers can't be looked at; log in with az login, or go on without this check"
        exit 0
    }
    if ($state -ne 'Registered') {
        $missing += $provider
    }
}
if ($missing) {
    Write-Host 'The subscription does not know these resource providers; whoever may change it runs:'
    foreach ($provider in $missing) {
        Write-Host "  az provider register --namespace $provider --wait"
    }
    exit 1
}
Write-Host 'the subscription knows every resource provider'
