metadata description = 'Who may change definitions and templates. Not state, not reports, not the app.'

import { roleIds } from 'role-ids.bicep'

@export()
type principal = {
  @description('Object id in Microsoft Entra.')
  principalId: string

  @description('Where it is left out, Azure looks it up, which fails for a principal that was made moments ago.')
  principalType: ('User' | 'Group' | 'ServicePrincipal')?
}

param uploaders principal[]
param jobStorageName string
param jobContainer string

resource jobStorage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: jobStorageName

  resource blobs 'blobServices@2025-01-01' existing = {
    name: 'default'

    resource jobs 'containers@2025-01-01' existing = {
      name: jobContainer
    }
  }
}

// Whoever is named twice, as the one who deploys may be, has the role once: of two of a name a deployment takes none.
var byId = groupBy(uploaders, uploader => toLower(uploader.principalId))

resource upload 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for uploader in map(items(byId), uploader => uploader.value[0]): {
    name: guid(jobStorage::blobs::jobs.id, uploader.principalId, roleIds['Storage Blob Data Contributor'])
    scope: jobStorage::blobs::jobs
    properties: {
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roleIds['Storage Blob Data Contributor']
      )
      principalId: uploader.principalId
      principalType: uploader.?principalType
    }
  }
]
