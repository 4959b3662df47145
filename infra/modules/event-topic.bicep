metadata description = 'What happens to blobs, as a topic with an identity of its own, which may write dead letters, send to the queue of events where there is need, and nothing else.'

import { roleIds } from 'role-ids.bicep'

param location string
param tags { *: string }
param name string
param storageName string
param deadLetterContainer string

@description('The queue that events are delivered into. Empty: Event Grid calls the app.')
param eventQueue string

param logWorkspaceId string

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: storageName

  resource blobs 'blobServices@2025-01-01' existing = {
    name: 'default'

    resource deadLetters 'containers@2025-01-01' existing = {
      name: deadLetterContainer
    }
  }

  resource queues 'queueServices@2025-01-01' existing = {
    name: 'default'

    resource events 'queues@2025-01-01' existing = if (!empty(eventQueue)) {
      name: eventQueue
    }
  }
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: name
  location: location
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {
    source: account.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

resource writeDeadLetters 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::blobs::deadLetters.id, topic.id, roleIds['Storage Blob Data Contributor'])
  scope: account::blobs::deadLetters
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds['Storage Blob Data Contributor']
    )
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

resource sendEvents 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(eventQueue)) {
  name: guid(account::queues::events.id, topic.id, roleIds['Storage Queue Data Message Sender'])
  scope: account::queues::events
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds['Storage Queue Data Message Sender']
    )
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

// the only stable version, 2016-09-01, knows no log categories of these resources
#disable-next-line use-recent-api-versions
resource topicLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-workspace'
  scope: topic
  properties: {
    workspaceId: logWorkspaceId
    logs: [
      { category: 'DeliveryFailures', enabled: true }
    ]
    metrics: [
      { category: 'AllMetrics', enabled: true }
    ]
  }
}
