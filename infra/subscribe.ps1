<#
.SYNOPSIS
Second phase of the deployment: tells Event Grid which events reach which function, once the functions are there.

.DESCRIPTION
azd runs it after each deployment. By hand: AZURE_RESOURCE_GROUP, FUNCTION_APP_NAME, EVENT_TOPIC_NAME and
JOB_STORAGE_NAME as the first phase put them out. May be run again at any time. Where Event Grid delivers into a queue
(EVENT_DELIVERY=queue) there is no second phase.
#>
#Requires -Version 7.0
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
# az tells of failure by its exit code, which is looked at below
$PSNativeCommandUseErrorActionPreference = $false

if ($env:EVENT_DELIVERY -eq 'queue') {
    Write-Host 'nothing to do: EVENT_DELIVERY is queue, so infra/main.bicep has told Event Grid already'
    exit 0
}
foreach ($setting in 'AZURE_RESOURCE_GROUP', 'FUNCTION_APP_NAME', 'EVENT_TOPIC_NAME', 'JOB_STORAGE_NAME') {
    if (-not [Environment]::GetEnvironmentVariable($setting)) {
        throw "$setting is not set; it is an output of infra/main.bicep"
    }
}

$tries = $env:SUBSCRIBE_TRIES ? [int] $env:SUBSCRIBE_TRIES : 40
$pause = $env:SUBSCRIBE_PAUSE ? [int] $env:SUBSCRIBE_PAUSE : 15
$app = $env:FUNCTION_APP_NAME
$scope = @('--resource-group', $env:AZURE_RESOURCE_GROUP)
if ($env:AZURE_SUBSCRIPTION_ID) {
    $scope += @('--subscription', $env:AZURE_SUBSCRIPTION_ID)
}

# Event Grid asks the functions before it accepts a subscription, and the blob extension makes its key when it starts. An
# app that sleeps may refuse the question, so it is woken first. The list of functions shows one that the host has switched
# off as if it ran, and so does the webhook: only the host itself tells.
function Get-AppProperty([string] $Property) {
    az functionapp show @scope --name $app --query $Property --output tsv
}

function Start-App {
    $address = "https://$(Get-AppProperty 'defaultHostName')/api/health"
    try {
        $null = Invoke-WebRequest -Uri $address -TimeoutSec 60 -SkipHttpErrorCheck
    }
    catch {
        Write-Host "$address does not answer yet"
    }
}

function Test-Function([string] $Name) {
    $url = "$(Get-AppProperty 'id')/hostruntime/admin/functions/$Name/status?api-version=2024-11-01"
    $errors = az rest --method get --query 'errors[0]' --output tsv --url $url
    if ($LASTEXITCODE -ne 0) {
        return $false
    }
    if ($errors -and $errors -ne 'None') {
        Write-Host "the host does not run ${Name}: $errors"
        return $false
    }
    return $true
}

# One that failed stays so, whatever is deployed over it.
function Remove-FailedSubscription {
    $topic = @('--system-topic-name', $env:EVENT_TOPIC_NAME)
    $names = @(az eventgrid system-topic event-subscription list @scope @topic --query "[?provisioningState=='Failed'].name" --output tsv)
    if ($LASTEXITCODE -ne 0) {
        return $false
    }
    foreach ($name in $names) {
        Write-Host "the subscription $name has failed, and is made again"
        az eventgrid system-topic event-subscription delete @scope @topic --name $name --yes --output none
        if ($LASTEXITCODE -ne 0) {
            return $false
        }
    }
    return $true
}

function Test-Ready {
    $functions = @(az functionapp function list @scope --name $app --query '[].name' --output tsv)
    if ($LASTEXITCODE -ne 0) {
        return $false
    }
    foreach ($name in 'OnDefinitionLanded', 'OnBlobDeleted') {
        if (-not ($functions -match "$name$")) {
            return $false
        }
    }
    $key = az functionapp keys list @scope --name $app --query "contains(keys(systemKeys), 'blobs_extension')" --output tsv
    if ($LASTEXITCODE -ne 0 -or $key -ne 'true') {
        return $false
    }
    return (Test-Function 'OnDefinitionLanded') -and (Test-Function 'OnBlobDeleted')
}

function Add-Subscription {
    az deployment group create @scope --name event-subscriptions --output none `
        --template-file (Join-Path $PSScriptRoot 'event-subscriptions.bicep') `
        --parameters "topicName=$env:EVENT_TOPIC_NAME" "functionAppName=$app" "jobStorageName=$env:JOB_STORAGE_NAME" `
        "sourceFolders=$env:SOURCE_FOLDERS" |
        Out-Host
    return $LASTEXITCODE -eq 0
}

for ($try = 1; $try -le $tries; $try++) {
    Start-App
    if (-not (Test-Ready)) {
        Write-Host "waiting for the functions of $app ($try of $tries)"
    }
    elseif ((Remove-FailedSubscription) -and (Add-Subscription)) {
        Write-Host "$app hears of every definition that lands or is deleted"
        exit 0
    }
    else {
        Write-Host "Event Grid did not accept the subscriptions ($try of $tries)"
    }
    Start-Sleep -Seconds $pause
}
throw "Gave up. Are OnDefinitionLanded and OnBlobDeleted listed by 'az functionapp function list', and does the app answer /api/health? Then run infra/subscribe.ps1 again"
