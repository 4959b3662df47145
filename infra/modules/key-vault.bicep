metadata description = 'The vault for the workspace credential, where managed identity is not used. Nothing in it can be lost by mistake.'

param location string
param tags { *: string }

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

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' = {
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

// the only stable version, 2016-09-01, knows no log categories of these resources
#disable-next-line use-recent-api-versions
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

output uri string = vault.properties.vaultUri
