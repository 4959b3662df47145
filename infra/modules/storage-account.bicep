metadata description = 'A storage account that only identities can reach: no shared keys, nothing public, every deletion recoverable.'

type lifespan = {
  @description('Names the rule.')
  name: string

  @description('Container and start of the path.')
  prefix: string

  days: int
}

param location string
param tags { *: string }

@minLength(3)
@maxLength(24)
param name string

param redundancy string
param containers string[]
param queues string[]

@description('Days for which deleted and overwritten blobs can be had back.')
param recoveryDays int

@description('Blobs that are deleted after some days.')
param expiringBlobs lifespan[] = []

@description('open: any network. selected: private endpoints, trusted Azure services and allowedIpRanges. closed: private endpoints only. Always with an identity.')
@allowed(['open', 'selected', 'closed'])
param exposure string

param allowedIpRanges string[] = []
param logWorkspaceId string

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: redundancy }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: exposure == 'closed' ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: exposure == 'closed' ? 'None' : 'AzureServices'
      defaultAction: exposure == 'open' ? 'Allow' : 'Deny'
      ipRules: [for addresses in (exposure == 'selected' ? allowedIpRanges : []): { value: addresses, action: 'Allow' }]
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: { enabled: true, days: recoveryDays }
    containerDeleteRetentionPolicy: { enabled: true, days: recoveryDays }
  }
}

resource blobContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = [
  for container in containers: {
    parent: blobs
    name: container
    properties: { publicAccess: 'None' }
  }
]

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource storageQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-01-01' = [
  for queue in queues: {
    parent: queueService
    name: queue
  }
]

var expiryRules = [
  for rule in expiringBlobs: {
    name: 'expire-${rule.name}'
    enabled: true
    type: 'Lifecycle'
    definition: {
      filters: { blobTypes: ['blockBlob'], prefixMatch: [rule.prefix] }
      actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: rule.days } } }
    }
  }
]
var versionRule = {
  name: 'expire-old-versions'
  enabled: true
  type: 'Lifecycle'
  definition: {
    filters: { blobTypes: ['blockBlob'] }
    actions: { version: { delete: { daysAfterCreationGreaterThan: recoveryDays } } }
  }
}

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: { rules: concat([versionRule], expiryRules) }
  }
  dependsOn: [blobs]
}

// the only stable version, 2016-09-01, knows no log categories of these resources
#disable-next-line use-recent-api-versions
resource blobLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-workspace'
  scope: blobs
  properties: {
    workspaceId: logWorkspaceId
    logs: [
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
    metrics: [
      { category: 'Transaction', enabled: true }
    ]
  }
}

output blobEndpoint string = account.properties.primaryEndpoints.blob
output queueEndpoint string = account.properties.primaryEndpoints.queue
