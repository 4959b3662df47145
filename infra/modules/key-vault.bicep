metadata description = 'The vault for the workspace credential, where managed identity is not used. Nothing in it can be lost by mistake.'

param location string
param tags object

@minLength(3)
@maxLength(24)
param name string

@description('Whether to bring back a deleted vault of this name.')
param recover bool

@description('open: any network. selected: private endpoints, trusted Azure services and allowedIpRanges. Always with an identity.')
@allowed(['open', 'selected'])
param exposure string

param allowedIpRanges string[]
param logWorkspaceId string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    createMode: recover ? 'recover' : 'default'
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: exposure == 'open' ? 'Allow' : 'Deny'
      ipRules: [for addresses in (exposure == 'selected' ? allowedIpRanges : []): { value: addresses }]
    }
  }
}

resource vaultLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-workspace'
  scope: vault
  properties: {
    workspaceId: logWorkspaceId
    logs: [
      { category: 'AuditEvent', enabled: true }
    ]
    metrics: [
      { category: 'AllMetrics', enabled: true }
    ]
  }
}

output name string = vault.name
output uri string = vault.properties.vaultUri
