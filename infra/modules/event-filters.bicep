metadata description = 'Which events matter, and what becomes of those that can\'t be delivered, however they are delivered.'

@discriminator('operatorType')
type condition =
  | { operatorType: 'StringIn', key: string, values: string[] }
  | { operatorType: 'StringBeginsWith', key: string, values: string[] }
  | { operatorType: 'NumberLessThanOrEquals', key: string, value: int }

type filter = { includedEventTypes: string[], subjectBeginsWith: string, advancedFilters: condition[] }

// A subject is /blobServices/default/containers/<container>/blobs/<path>.
func blobs(container string) string => '/blobServices/default/containers/${container}/blobs/'

// Only these paths hold definitions, below each folder that a target reads.
func sources(container string, folder string) string[] => [
  '${blobs(container)}${folder}jobs/'
  '${blobs(container)}${folder}templates/'
  '${blobs(container)}${folder}vars.json'
  '${blobs(container)}${folder}vars/'
]

// "Understand event filtering for Event Grid subscriptions" (https://learn.microsoft.com/azure/event-grid/event-filtering)
// says under Limitations: 25 advanced filters and 25 values in all of them for each subscription, 512 characters in each.
// Five values are taken by the calls and the length, four by each folder. Where the folders are more, everything in the
// container is let through, and the functions leave aside what no target reads.
func ofSources(container string, folders string[]) condition[] =>
  length(folders) > 5
    ? []
    : [
        {
          operatorType: 'StringBeginsWith'
          key: 'subject'
          values: flatten(map(folders, folder => sources(container, folder)))
        }
      ]

@description('Files that have landed. The folders are those that targets read, each with a slash at its end; an empty one is the container.')
@export()
func landed(container string, folders string[]) filter => {
  includedEventTypes: ['Microsoft.Storage.BlobCreated']
  subjectBeginsWith: blobs(container)
  advancedFilters: concat(
    [
      // the calls after which a blob is whole; others tell of a blob that is still being written
      { operatorType: 'StringIn', key: 'data.api', values: ['PutBlob', 'PutBlockList', 'CopyBlob', 'FlushWithClose'] }
    ],
    ofSources(container, folders),
    [
      // Larger files are no definitions and no templates, and each pass reports them. The blob trigger would hand the
      // content to the function, and a large one ends its process.
      { operatorType: 'NumberLessThanOrEquals', key: 'data.contentLength', value: 5242880 }
    ]
  )
}

@description('Files that were removed.')
@export()
func removed(container string, folders string[]) filter => {
  includedEventTypes: ['Microsoft.Storage.BlobDeleted']
  subjectBeginsWith: blobs(container)
  advancedFilters: ofSources(container, folders)
}

@description('For functions and queues that do not answer. An answer of 400, 401, 403 or 413 is final: such an event is among the dead letters at once, and the next look for changes finds what it was about.')
@export()
var retryPolicy = { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
