metadata description = 'Second phase, where Event Grid calls the app: which events reach which function. It asks the functions first, so their code must be deployed.'

import { landed, removed, retryPolicy } from 'modules/event-filters.bicep'
import { foldersIn } from 'modules/targets.bicep'

param topicName string
param functionAppName string
param jobStorageName string
param jobContainer string = 'databricks-jobs'
param deadLetterContainer string = 'dead-letters'

@description('The folders that targets read, with commas between, as the output SOURCE_FOLDERS has them. Empty: the container.')
param sourceFolders string = ''

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: functionAppName
}

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: jobStorageName
}

var deadLetters = {
  identity: { type: 'SystemAssigned' }
  deadLetterDestination: {
    endpointType: 'StorageBlob'
    properties: { resourceId: account.id, blobContainerName: deadLetterContainer }
  }
}

resource definitionLanded 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'definition-landed'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    filter: landed(jobContainer, foldersIn(sourceFolders))
    retryPolicy: retryPolicy
    destination: {
      endpointType: 'WebHook'
      properties: {
        // the blob extension's own address; its key never leaves Azure Resource Manager
        endpointUrl: 'https://${app.properties.defaultHostName}/runtime/webhooks/blobs?functionName=Host.Functions.OnDefinitionLanded&code=${listKeys('${app.id}/host/default', '2024-11-01').systemKeys.blobs_extension}'
        minimumTlsVersionAllowed: '1.2'
        maxEventsPerBatch: 1
      }
    }
    deadLetterWithResourceIdentity: deadLetters
  }
}

resource blobDeleted 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'blob-deleted'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    filter: removed(jobContainer, foldersIn(sourceFolders))
    retryPolicy: retryPolicy
    destination: {
      endpointType: 'AzureFunction'
      properties: {
        resourceId: '${app.id}/functions/OnBlobDeleted'
        maxEventsPerBatch: 1
      }
    }
    deadLetterWithResourceIdentity: deadLetters
  }
  // Event Grid takes one change of a topic at a time
  dependsOn: [definitionLanded]
}

output subscriptions string[] = [definitionLanded.name, blobDeleted.name]
