metadata description = 'Second phase: which events reach which function. Event Grid asks the functions first, so their code must be deployed.'

param topicName string
param functionAppName string
param jobStorageName string
param jobContainer string = 'databricks-jobs'
param deadLetterContainer string = 'dead-letters'

// A subject is /blobServices/default/containers/<container>/blobs/<path>. Only these paths hold definitions.
var blobs = '/blobServices/default/containers/${jobContainer}/blobs/'
var sources = ['${blobs}jobs/', '${blobs}templates/', '${blobs}vars.json']

// Larger files are no definitions and no templates: each pass reports them.
var largestFile = 5242880

// For functions that do not answer or fail. An answer of 400, 401, 403 or 413 is final: such an event is among the dead
// letters at once, and the next look for changes finds what it was about.
var retryPolicy = { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }

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
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: blobs
      advancedFilters: [
        // the calls after which a blob is whole; others tell of a blob that is still being written
        { operatorType: 'StringIn', key: 'data.api', values: ['PutBlob', 'PutBlockList', 'CopyBlob', 'FlushWithClose'] }
        { operatorType: 'StringBeginsWith', key: 'subject', values: sources }
        // the host hands the content to the function, and a large one ends its process; a pass tells of larger files anyway
        { operatorType: 'NumberLessThanOrEquals', key: 'data.contentLength', value: largestFile }
      ]
    }
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
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobDeleted']
      subjectBeginsWith: blobs
      advancedFilters: [
        { operatorType: 'StringBeginsWith', key: 'subject', values: sources }
      ]
    }
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
