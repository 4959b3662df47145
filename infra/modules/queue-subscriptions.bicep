metadata description = 'Which events are delivered into a queue, with the topic\'s own identity. Nothing is asked first, so no code need be deployed.'

import { landed, removed, retryPolicy } from 'event-filters.bicep'

param topicName string
param jobStorageName string
param jobContainer string
param deadLetterContainer string
param eventQueue string

@description('The folders that targets read; an empty one is the container.')
param sourceFolders string[]

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: jobStorageName
}

var intoQueue = {
  identity: { type: 'SystemAssigned' }
  destination: {
    endpointType: 'StorageQueue'
    properties: {
      resourceId: account.id
      queueName: eventQueue
      // as long as the host keeps what it gave up; the looks for changes have found the files long before
      queueMessageTimeToLiveInSeconds: 604800
    }
  }
}
var deadLetters = {
  identity: { type: 'SystemAssigned' }
  deadLetterDestination: {
    endpointType: 'StorageBlob'
    properties: { resourceId: account.id, blobContainerName: deadLetterContainer }
  }
}

// The names are those of the subscriptions that call the app, so that one takes the place of the other.
resource definitionLanded 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'definition-landed'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    filter: landed(jobContainer, sourceFolders)
    retryPolicy: retryPolicy
    deliveryWithResourceIdentity: intoQueue
    deadLetterWithResourceIdentity: deadLetters
  }
}

resource blobDeleted 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'blob-deleted'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    filter: removed(jobContainer, sourceFolders)
    retryPolicy: retryPolicy
    deliveryWithResourceIdentity: intoQueue
    deadLetterWithResourceIdentity: deadLetters
  }
  // Event Grid takes one change of a topic at a time
  dependsOn: [definitionLanded]
}
