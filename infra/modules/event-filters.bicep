metadata description = 'Which events matter, and what becomes of those that can\'t be delivered, however they are delivered.'

@discriminator('operatorType')
type condition =
  | { operatorType: 'StringIn', key: string, values: string[] }
  | { operatorType: 'StringBeginsWith', key: string, values: string[] }
  | { operatorType: 'NumberLessThanOrEquals', key: string, value: int }

type filter = { includedEventTypes: string[], subjectBeginsWith: string, advancedFilters: condition[] }

// A subject is /blobServices/default/containers/<container>/blobs/<path>.
func blobs(container string) string => '/blobServices/default/containers/${container}/blobs/'

// Only these paths hold definitions.
func sources(container string) string[] => [
  '${blobs(container)}jobs/'
  '${blobs(container)}templates/'
  '${blobs(container)}vars.json'
]

@description('Files that have landed.')
@export()
func landed(container string) filter => {
  includedEventTypes: ['Microsoft.Storage.BlobCreated']
  subjectBeginsWith: blobs(container)
  advancedFilters: [
    // the calls after which a blob is whole; others tell of a blob that is still being written
    { operatorType: 'StringIn', key: 'data.api', values: ['PutBlob', 'PutBlockList', 'CopyBlob', 'FlushWithClose'] }
    { operatorType: 'StringBeginsWith', key: 'subject', values: sources(container) }
    // Larger files are no definitions and no templates, and each pass reports them. The blob trigger would hand the
    // content to the function, and a large one ends its process.
    { operatorType: 'NumberLessThanOrEquals', key: 'data.contentLength', value: 5242880 }
  ]
}

@description('Files that were removed.')
@export()
func removed(container string) filter => {
  includedEventTypes: ['Microsoft.Storage.BlobDeleted']
  subjectBeginsWith: blobs(container)
  advancedFilters: [
    { operatorType: 'StringBeginsWith', key: 'subject', values: sources(container) }
  ]
}

@description('For functions and queues that do not answer. An answer of 400, 401, 403 or 413 is final: such an event is among the dead letters at once, and the next look for changes finds what it was about.')
@export()
var retryPolicy = { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
