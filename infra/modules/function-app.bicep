metadata description = 'The function app, on Flex Consumption.'

param location string
param tags { *: string }
param planName string
param name string
param identityId string
param identityClientId string
param hostStorageName string
param packageContainer string
param insightsName string
param instanceMemory int
param maximumInstances int
param alwaysReadyInstances int
param javaVersion string

@description('Where its own calls go out. Empty: private networking is off.')
param subnetId string

@description('With private networking: public ranges that may still call.')
param allowedIpRanges string[]

@description('Whether Event Grid calls the app (webhook) or delivers into a queue that the app reads (queue).')
@allowed(['webhook', 'queue'])
param eventDelivery string

@description('What opens the calls for data: function keys, tokens of Microsoft Entra, or either.')
@allowed(['keys', 'entra', 'both'])
param auth string

@description('The program\'s settings by name.')
param settings { *: string }

param logWorkspaceId string

var private = !empty(subnetId)
var ipRestrictions = [
  for (addresses, index) in allowedIpRanges: {
    name: 'allowed-${index}'
    action: 'Allow'
    priority: 200 + index
    ipAddress: addresses
  }
]
var eventGridRestriction = {
  name: 'event-grid'
  action: 'Allow'
  priority: 100
  tag: 'ServiceTag'
  ipAddress: 'AzureEventGrid'
}
var eventRestrictions = eventDelivery == 'webhook' ? [eventGridRestriction] : []

// The functions that get no events are off, so that nobody is paid for looking at their queues.
var switches = {
  webhook: { AzureWebJobs_OnBlobEvent_Disabled: 'true' }
  queue: { AzureWebJobs_OnBlobDeleted_Disabled: 'true', AzureWebJobs_OnDefinitionLanded_Disabled: 'true' }
}

// The twins of the kind that opens nothing are off as well; the program refuses their calls in any case.
var closedRoutes = {
  keys: {
    AzureWebJobs_EntraSync_Disabled: 'true'
    AzureWebJobs_EntraPlan_Disabled: 'true'
    AzureWebJobs_EntraUndo_Disabled: 'true'
    AzureWebJobs_EntraRuns_Disabled: 'true'
    AzureWebJobs_EntraRun_Disabled: 'true'
    AzureWebJobs_EntraJobs_Disabled: 'true'
    AzureWebJobs_EntraJob_Disabled: 'true'
    AzureWebJobs_EntraHold_Disabled: 'true'
  }
  entra: {
    AzureWebJobs_Sync_Disabled: 'true'
    AzureWebJobs_Plan_Disabled: 'true'
    AzureWebJobs_Undo_Disabled: 'true'
    AzureWebJobs_Runs_Disabled: 'true'
    AzureWebJobs_Run_Disabled: 'true'
    AzureWebJobs_Jobs_Disabled: 'true'
    AzureWebJobs_Job_Disabled: 'true'
    AzureWebJobs_Hold_Disabled: 'true'
  }
  both: {}
}

// HTTP functions scale together, blob functions too, and each queue's function for itself, so an event and the request that
// it asks for would each wait for a cold start.
var alwaysReadyGroups = concat(
  ['http', 'function:RunSync'],
  eventDelivery == 'queue' ? ['function:OnBlobEvent'] : ['blob']
)
var alwaysReady = [for group in alwaysReadyGroups: { name: group, instanceCount: alwaysReadyInstances }]

resource hostStorage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: hostStorageName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  // azd finds by this tag where it has to deploy the service of that name in azure.yaml
  tags: union(tags, { 'azd-service-name': 'app' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: private ? subnetId : null
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      remoteDebuggingEnabled: false
      cors: { allowedOrigins: [] }
      ipSecurityRestrictionsDefaultAction: private ? 'Deny' : 'Allow'
      ipSecurityRestrictions: private ? concat(eventRestrictions, ipRestrictions) : []
      scmIpSecurityRestrictionsUseMain: false
      scmIpSecurityRestrictionsDefaultAction: private ? 'Deny' : 'Allow'
      scmIpSecurityRestrictions: private ? ipRestrictions : []
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostStorage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: { name: 'java', version: javaVersion }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemory
        maximumInstanceCount: maximumInstances
        alwaysReady: alwaysReadyInstances == 0 ? [] : alwaysReady
      }
    }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(settings, switches[eventDelivery], closedRoutes[auth], {
    AzureWebJobsStorage__blobServiceUri: hostStorage.properties.primaryEndpoints.blob
    AzureWebJobsStorage__queueServiceUri: hostStorage.properties.primaryEndpoints.queue
    AzureWebJobsStorage__tableServiceUri: hostStorage.properties.primaryEndpoints.table
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identityClientId
    AZURE_CLIENT_ID: identityClientId
    APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  })
}

// No user names and passwords for deployments.
resource noFtpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource noScmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

// the only stable version, 2016-09-01, knows no log categories of these resources
#disable-next-line use-recent-api-versions
resource appLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-workspace'
  scope: app
  properties: {
    workspaceId: logWorkspaceId
    logs: [
      { category: 'FunctionAppLogs', enabled: true }
    ]
    metrics: [
      { category: 'AllMetrics', enabled: true }
    ]
  }
}

output uri string = 'https://${app.properties.defaultHostName}'
