metadata description = 'Everything that the function app\'s identity may do in Azure, each at the smallest scope that serves.'

import { roleIds } from 'role-ids.bicep'

@description('Resource id of the managed identity. The names of role assignments come from it, since it is known before the identity exists: so what-if can tell them.')
param identityId string

@description('Object id of the managed identity.')
param principalId string

param hostStorageName string
param jobStorageName string
param jobContainer string
param stateContainer string
param keyVaultName string
param insightsName string

// The host makes containers, queues and tables of its own there: keys, locks, the blob trigger's queue, diagnostics.
// Storage Account Contributor, which the documentation adds for blob triggers, would let the identity read and change
// the account itself. That serves triggers which poll; ours are told by Event Grid.
var hostRoles = [
  'Storage Blob Data Owner'
  'Storage Queue Data Contributor'
  'Storage Table Data Contributor'
]

resource hostStorage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: hostStorageName
}

resource jobStorage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: jobStorageName

  resource blobs 'blobServices@2025-01-01' existing = {
    name: 'default'

    resource jobs 'containers@2025-01-01' existing = {
      name: jobContainer
    }

    resource state 'containers@2025-01-01' existing = {
      name: stateContainer
    }
  }
}

resource keyVault 'Microsoft.KeyVault/vaults@2026-05-15' existing = {
  name: keyVaultName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource host 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in hostRoles: {
    name: guid(hostStorage.id, identityId, roleIds[role])
    scope: hostStorage
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[role])
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

// The app reads definitions and can't change them.
resource readDefinitions 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(jobStorage::blobs::jobs.id, identityId, roleIds['Storage Blob Data Reader'])
  scope: jobStorage::blobs::jobs
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds['Storage Blob Data Reader']
    )
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource keepState 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(jobStorage::blobs::state.id, identityId, roleIds['Storage Blob Data Contributor'])
  scope: jobStorage::blobs::state
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds['Storage Blob Data Contributor']
    )
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// At the account, since the host asks for its poison queues by trying to create them.
resource useQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(jobStorage.id, identityId, roleIds['Storage Queue Data Contributor'])
  scope: jobStorage
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds['Storage Queue Data Contributor']
    )
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource readSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(keyVault.id, identityId, roleIds['Key Vault Secrets User'])
  scope: keyVault
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds['Key Vault Secrets User']
    )
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource sendTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, identityId, roleIds['Monitoring Metrics Publisher'])
  scope: insights
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds['Monitoring Metrics Publisher']
    )
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
