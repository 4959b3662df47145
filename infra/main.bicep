metadata name = 'db-dsc-jobs'
metadata description = 'A function app that keeps the jobs of a Databricks workspace as a blob container describes them.'

targetScope = 'resourceGroup'

import { zoneIds } from 'modules/dns-zones.bicep'
import { subnets } from 'modules/network.bicep'
import { folders, settingsOf, target } from 'modules/targets.bicep'
import { principal } from 'modules/uploader-roles.bicep'

@description('Tells this installation from others in the resource group. It is part of no resource name, only of what names are derived from.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region of every resource. Default: that of the resource group.')
param location string = ''

@description('Further tags for every resource.')
param tags { *: string } = {}

@description('The workspaces, where there are several: each has a name and settings of its own. Empty: there is one, which the parameters below describe.')
param targets target[] = []

@description('The Databricks workspace, https://adb-<number>.<number>.azuredatabricks.net. Where there are targets, theirs count.')
@minLength(12)
param databricksUri string = empty(targets)
  ? fail('no workspace is named: give databricksUri, or targets')
  : targets[0].uri

@description('How the function app shows the workspace who it is. msi: with its managed identity, and no secret exists anywhere. The others need the Key Vault secret that credentialSecretName names.')
@allowed(['msi', 'spn-key', 'spn-cert', 'pat'])
param authorityType string = 'msi'

@description('For spn-key and spn-cert: the application id of the service principal. For pat: the user name of the token\'s owner, if jobs made by it are to be adopted.')
param clientId string = ''

@description('For spn-key and spn-cert: where tokens are issued. Default: this tenant.')
param authority string = ''

@description('Name of the Key Vault secret with the client secret (spn-key), the PEM certificate with its private key (spn-cert) or the token (pat).')
@minLength(1)
@maxLength(127)
param credentialSecretName string = 'databricks-credential'

@description('Names this installation in the tag dsc-owner of its jobs. Default: the function app\'s name. Never change it later: the jobs would be somebody else\'s.')
@maxLength(100)
param owner string = ''

@description('Whether runs apply their plan by themselves, or only put back what was changed by hand while everything new waits for a person.')
@allowed(['auto', 'manual'])
param apply string = 'auto'

@description('Whether jobs are deleted when their definition is gone.')
@allowed(['off', 'on'])
param prune string = 'off'

@description('How many percent of its jobs may be deleted in 24 hours: 0 for none without an approved plan, 100 for no limit.')
@minValue(0)
@maxValue(100)
param pruneLimit int = 30

@description('How long a job is kept once its definition is gone: 0, or a number of minutes, hours or days like 90m, 2h or 1d.')
@minLength(1)
@maxLength(5)
param pruneAfter string = '1h'

@description('How many percent of its jobs one run may update: 0 for none without an approved plan, 100 for no limit.')
@minValue(0)
@maxValue(100)
param updateLimit int = 100

@description('What happens when the name of a new job is taken by a job of somebody else.')
@allowed(['refuse', 'adopt', 'create'])
param onNameTaken string = 'refuse'

@description('Whether undefined names in templates are errors.')
param strictUndefined bool = false

@description('Whether undefined names in templates are errors, and names that an object of a definition has twice.')
param strict bool = false

@description('When everything is compared, whatever events there were: second, minute, hour, day, month, day of the week, in UTC.')
@minLength(11)
param schedule string = '0 0 * * * *'

@description('When the container is looked at, for uploads whose event was lost: second, minute, hour, day, month, day of the week, in UTC. Where nothing has changed a look lists the container and ends.')
@minLength(11)
param changesSchedule string = '0 */5 * * * *'

@description('Name of the Key Vault secret with the address of a webhook (Slack, Teams or your own) that is told of passes that failed, refused something or corrected drift. Empty: none is.')
@maxLength(127)
param notifySecretName string = ''

@description('Settings of the program that have no parameter here, by name: MODE, NAME_PREFIX, RESOURCE, CERT_THUMBPRINT or THUMBPRINT, PRIVATE_KEY_PASSWORD, PARAMS, KEY_VAULT_CLIENT_ID, REPORT_DAYS, ANSWER_LIMIT_MB, LIBRARY_LOG, NOTIFY_FORMAT. Never a secret; write keyvault:<name of a secret> instead.')
param additionalSettings { *: string } = {}

@description('Version of Java that the app runs on. Azure ends 17 in September 2027; the same package runs on each.')
@allowed(['17', '21', '25'])
param javaVersion string = '17'

@description('Memory of an instance in MB. 512 would not hold the documented sizes of containers.')
@allowed([2048, 4096])
param instanceMemory int = 2048

@description('How many instances there may be at most. One makes the passes, one after the other; more start when many requests wait, find its lock taken and leave the work to it, or answer HTTP requests. Reports differ on the least that Flex Consumption takes: 1, or 40.')
@minValue(1)
@maxValue(1000)
param maximumInstances int = 40

@description('Instances that are always there, and always paid for: so many for HTTP requests, so many for events of uploads, and so many for the passes that they ask for. 0 means a cold start after a pause.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

@description('Redundancy of both storage accounts. Where the region has no zones: Standard_LRS.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageRedundancy string = 'Standard_ZRS'

@description('Days until a report of a pass is deleted.')
@minValue(1)
@maxValue(3650)
param reportRetentionDays int = 90

@description('Days for which deleted and overwritten blobs can be had back: definitions, templates and state.')
@minValue(1)
@maxValue(365)
param blobRecoveryDays int = 30

@description('Days for which logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Who gets mail when an alert fires. Empty: alerts are only shown in the portal.')
param alertEmail string = ''

@description('After how many hours without a successful pass an alert fires, for each target by itself where there are several. Keep it well above the schedule.')
@allowed([2, 3, 4, 6, 24, 48])
param hoursWithoutSuccess int = 6

@description('People, groups and pipelines who may upload definitions and templates.')
param uploaders principal[] = []

@description('Private networking: a virtual network, private endpoints and DNS zones. Storage and vault can then be reached from there only, and the app from there and, where eventDelivery is webhook, by Event Grid.')
param privateNetworking bool = false

@description('With private networking: the address range of the virtual network, at least a /24.')
param virtualNetworkRange string = '10.90.0.0/24'

@description('With private networking: whether the app\'s calls of the workspace leave by one public address that stays the same (fixed), which an access list can name, or by addresses of Azure\'s that change (default).')
@allowed(['fixed', 'default'])
param outboundAddress string = 'fixed'

@description('With private networking: resource ids of the subnets of a network that you keep, in place of ours. Ways out of it, a NAT gateway for example, are yours then.')
param subnetIds subnets?

@description('With private networking: resource ids of private DNS zones that you keep and link to the network, in place of ours, by service: blob, queue, table, vault, sites, databricks_ui_api. Those left out are made.')
param privateDnsZoneIds zoneIds = {}

@description('With private networking: resource id of the Databricks workspace, to reach it by a private endpoint. For workspaces without public access.')
param databricksWorkspaceId string = ''

@description('With private networking: public IPv4 ranges, as CIDR up to /30, that may still reach the app, its deployment endpoint, the definitions and the vault. For example that of your pipelines.')
param allowedIpRanges string[] = []

@description('Whether to bring back the deleted Key Vault of an earlier installation with the same names.')
param recoverKeyVault bool = false

@description('How events of uploads reach the app. webhook: Event Grid calls it, once a second phase has told Event Grid to. queue: Event Grid delivers into a storage queue that the app reads; there is no key, no second phase, and nothing that Event Grid need reach, for a few seconds more until a run begins.')
@allowed(['webhook', 'queue'])
param eventDelivery string = 'webhook'

@description('What opens the calls for data. keys: function keys, each of which opens everything. entra: access tokens of a tenant of Microsoft Entra, by app roles; no key opens anything. both: either.')
@allowed(['keys', 'entra', 'both'])
param auth string = 'keys'

@description('For entra and both: whom tokens must be for, the application id URI (api://<client id>) or the client id of the app registration, or both with a comma between.')
param authAudience string = ''

@description('For entra and both: the tenant whose tokens count, by its id, or https://<authority host>/<tenant id>. Default: this tenant.')
param authTenant string = ''

@description('Second phase, where Event Grid calls the app: true once code is deployed, since Event Grid asks the functions before it accepts a subscription. infra/subscribe.sh does the same afterwards.')
param subscribeToEvents bool = false

// Every name is a prefix and these 13 characters, so no parameter can make a name invalid.
var token = uniqueString(resourceGroup().id, environmentName)
var names = {
  actionGroup: 'ag-dsc-${token}'
  eventTopic: 'evgt-dsc-${token}'
  functionApp: 'func-dsc-${token}'
  hostStorage: 'sthost${token}'
  identity: 'id-dsc-${token}'
  insights: 'appi-dsc-${token}'
  jobStorage: 'stjobs${token}'
  keyVault: 'kv-dsc-${token}'
  logWorkspace: 'log-dsc-${token}'
  natGateway: 'nat-dsc-${token}'
  plan: 'plan-dsc-${token}'
  publicAddress: 'pip-dsc-${token}'
  virtualNetwork: 'vnet-dsc-${token}'
}
var containers = {
  deadLetters: 'dead-letters'
  jobs: 'databricks-jobs'
  packages: 'app-packages'
  state: 'databricks-jobs-state'
}
var eventQueue = 'dsc-events'
// a parameter file can't leave a parameter to its default, so the default is here
#disable-next-line no-loc-expr-outside-params
var region = empty(location) ? resourceGroup().location : location
var thisTenant = '${environment().authentication.loginEndpoint}${tenant().tenantId}'
var issuer = empty(authority) ? thisTenant : authority
var allTags = union(tags, { 'azd-env-name': environmentName })

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: names.identity
  location: region
  tags: allTags
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    location: region
    tags: allTags
    logWorkspaceName: names.logWorkspace
    insightsName: names.insights
    actionGroupName: names.actionGroup
    logRetentionDays: logRetentionDays
    alertEmail: alertEmail
  }
}

module network 'modules/network.bicep' = if (privateNetworking) {
  params: {
    location: region
    tags: allTags
    virtualNetworkName: names.virtualNetwork
    addressRange: virtualNetworkRange
    natGatewayName: names.natGateway
    publicAddressName: names.publicAddress
    outboundAddress: outboundAddress
    givenSubnets: subnetIds
    givenZones: privateDnsZoneIds
    withWorkspace: !empty(databricksWorkspaceId) || !empty(filter(targets, each => !empty(each.?workspaceId)))
  }
}

// What the Functions host keeps for itself, and the code.
module hostStorage 'modules/storage-account.bicep' = {
  params: {
    location: region
    tags: allTags
    name: names.hostStorage
    redundancy: storageRedundancy
    containers: [containers.packages]
    queues: []
    recoveryDays: blobRecoveryDays
    exposure: privateNetworking ? 'closed' : 'open'
    logWorkspaceId: monitoring.outputs.logWorkspaceId
  }
}

// The contract with users: definitions, and what the program keeps about them.
module jobStorage 'modules/storage-account.bicep' = {
  params: {
    location: region
    tags: allTags
    name: names.jobStorage
    redundancy: storageRedundancy
    containers: [containers.jobs, containers.state, containers.deadLetters]
    queues: ['dsc-sync', 'dsc-sync-poison', eventQueue, '${eventQueue}-poison', 'webjobs-blobtrigger-poison']
    recoveryDays: blobRecoveryDays
    expiringBlobs: [
      { name: 'reports', prefix: '${containers.state}/reports/', days: reportRetentionDays }
      { name: 'dead-letters', prefix: '${containers.deadLetters}/', days: reportRetentionDays }
    ]
    // Event Grid writes dead letters from outside any network, as a trusted service
    exposure: privateNetworking ? 'selected' : 'open'
    allowedIpRanges: allowedIpRanges
    logWorkspaceId: monitoring.outputs.logWorkspaceId
  }
}

module keyVault 'modules/key-vault.bicep' = {
  params: {
    location: region
    tags: allTags
    name: names.keyVault
    recover: recoverKeyVault
    exposure: privateNetworking ? 'selected' : 'open'
    allowedIpRanges: allowedIpRanges
    logWorkspaceId: monitoring.outputs.logWorkspaceId
  }
}

module appRoles 'modules/app-roles.bicep' = {
  params: {
    identityId: identity.id
    principalId: identity.properties.principalId
    hostStorageName: names.hostStorage
    jobStorageName: names.jobStorage
    jobContainer: containers.jobs
    stateContainer: containers.state
    keyVaultName: names.keyVault
    insightsName: names.insights
  }
  dependsOn: [hostStorage, jobStorage, keyVault, monitoring]
}

module uploaderRoles 'modules/uploader-roles.bicep' = {
  params: {
    uploaders: uploaders
    jobStorageName: names.jobStorage
    jobContainer: containers.jobs
  }
  dependsOn: [jobStorage]
}

// The secret's place in the settings depends on what kind of secret it is. Only its name is written there.
var credentialSettings = {
  msi: { CLIENT_ID: identity.properties.clientId }
  'spn-key': { AUTHORITY: issuer, CLIENT_ID: clientId, CLIENT_SECRET: 'keyvault:${credentialSecretName}' }
  'spn-cert': { AUTHORITY: issuer, CLIENT_ID: clientId, PRIVATE_KEY_FILE: 'keyvault:${credentialSecretName}' }
  pat: { CLIENT_ID: clientId, PAT_TOKEN: 'keyvault:${credentialSecretName}' }
}
var oneWorkspace = union(
  { DATABRICKS_URI: databricksUri, AUTHORITY_TYPE: authorityType, PRUNE: prune },
  credentialSettings[authorityType]
)
var targetSettings = union(
  { TARGETS: join(map(targets, each => each.name), ',') },
  reduce(
    map(targets, each => settingsOf(each, identity.properties.clientId, thisTenant)),
    {},
    (all, each) => union(all, each)
  )
)
var settings = {
  KEY_VAULT_URI: keyVault.outputs.uri
  JobStore__blobServiceUri: jobStorage.outputs.blobEndpoint
  JobStore__queueServiceUri: jobStorage.outputs.queueEndpoint
  JobStore__credential: 'managedidentity'
  JobStore__clientId: identity.properties.clientId
  JOB_CONTAINER: containers.jobs
  STATE_CONTAINER: containers.state
  OWNER: empty(owner) ? names.functionApp : owner
  APPLY: apply
  PRUNE_LIMIT: string(pruneLimit)
  PRUNE_AFTER: pruneAfter
  UPDATE_LIMIT: string(updateLimit)
  ON_NAME_TAKEN: onNameTaken
  STRICT_UNDEFINED: strictUndefined ? 'true' : 'false'
  STRICT: strict ? 'true' : 'false'
  AUTH: auth
  AUTH_TENANT: empty(authTenant) ? thisTenant : authTenant
  AUTH_AUDIENCE: authAudience
  SCHEDULE: schedule
  CHANGES_SCHEDULE: changesSchedule
  NOTIFY_URL: empty(notifySecretName) ? '' : 'keyvault:${notifySecretName}'
}

// What the app calls.
var storageAndVault = [
  { name: 'host-blob', target: resourceId('Microsoft.Storage/storageAccounts', names.hostStorage), service: 'blob' }
  { name: 'host-queue', target: resourceId('Microsoft.Storage/storageAccounts', names.hostStorage), service: 'queue' }
  { name: 'host-table', target: resourceId('Microsoft.Storage/storageAccounts', names.hostStorage), service: 'table' }
  { name: 'jobs-blob', target: resourceId('Microsoft.Storage/storageAccounts', names.jobStorage), service: 'blob' }
  { name: 'jobs-queue', target: resourceId('Microsoft.Storage/storageAccounts', names.jobStorage), service: 'queue' }
  { name: 'vault', target: resourceId('Microsoft.KeyVault/vaults', names.keyVault), service: 'vault' }
]
var workspaces = concat(
  empty(databricksWorkspaceId)
    ? []
    : [{ name: 'workspace', target: databricksWorkspaceId, service: 'databricks_ui_api' }],
  map(filter(targets, each => !empty(each.?workspaceId)), each => {
    name: 'workspace-${each.name}'
    target: each.?workspaceId ?? ''
    service: 'databricks_ui_api'
  })
)

// PowerShell takes an empty variable for none at all, so the output has a word where there is no workspace.
var withIdentity = union(map(filter(targets, each => (each.?authorityType ?? 'msi') == 'msi'), each => each.uri), [])

module calledEndpoints 'modules/private-endpoint.bicep' = [
  for endpoint in concat(storageAndVault, workspaces): if (privateNetworking) {
    params: {
      location: region
      tags: allTags
      name: 'pe-${endpoint.name}-${token}'
      targetId: endpoint.target
      service: endpoint.service
      subnetId: network!.outputs.endpointSubnetId
      dnsZoneId: network!.outputs.dnsZoneIds[endpoint.service]
    }
    dependsOn: [hostStorage, jobStorage, keyVault]
  }
]

module functionApp 'modules/function-app.bicep' = {
  params: {
    location: region
    tags: allTags
    planName: names.plan
    name: names.functionApp
    identityId: identity.id
    identityClientId: identity.properties.clientId
    hostStorageName: names.hostStorage
    packageContainer: containers.packages
    insightsName: names.insights
    instanceMemory: instanceMemory
    maximumInstances: maximumInstances
    alwaysReadyInstances: alwaysReadyInstances
    javaVersion: javaVersion
    subnetId: privateNetworking ? network!.outputs.functionSubnetId : ''
    allowedIpRanges: allowedIpRanges
    eventDelivery: eventDelivery
    auth: auth
    settings: union(settings, empty(targets) ? oneWorkspace : targetSettings, additionalSettings)
    logWorkspaceId: monitoring.outputs.logWorkspaceId
  }
  // it reads its code, settings and secrets when it starts, by the private endpoints where there are any
  dependsOn: [appRoles, calledEndpoints]
}

module appEndpoint 'modules/private-endpoint.bicep' = if (privateNetworking) {
  params: {
    location: region
    tags: allTags
    name: 'pe-app-${token}'
    targetId: resourceId('Microsoft.Web/sites', names.functionApp)
    service: 'sites'
    subnetId: network!.outputs.endpointSubnetId
    dnsZoneId: network!.outputs.dnsZoneIds.sites
  }
  dependsOn: [functionApp]
}

module eventTopic 'modules/event-topic.bicep' = {
  params: {
    location: region
    tags: allTags
    name: names.eventTopic
    storageName: names.jobStorage
    deadLetterContainer: containers.deadLetters
    eventQueue: eventDelivery == 'queue' ? eventQueue : ''
    logWorkspaceId: monitoring.outputs.logWorkspaceId
  }
  dependsOn: [jobStorage]
}

module queueSubscriptions 'modules/queue-subscriptions.bicep' = if (eventDelivery == 'queue') {
  params: {
    topicName: names.eventTopic
    jobStorageName: names.jobStorage
    jobContainer: containers.jobs
    deadLetterContainer: containers.deadLetters
    eventQueue: eventQueue
    sourceFolders: folders(targets)
  }
  dependsOn: [eventTopic, jobStorage]
}

module eventSubscriptions 'event-subscriptions.bicep' = if (eventDelivery == 'webhook' && subscribeToEvents) {
  params: {
    topicName: names.eventTopic
    functionAppName: names.functionApp
    jobStorageName: names.jobStorage
    jobContainer: containers.jobs
    deadLetterContainer: containers.deadLetters
    sourceFolders: join(folders(targets), ',')
  }
  dependsOn: [eventTopic, functionApp, jobStorage]
}

module alerts 'modules/alerts.bicep' = {
  params: {
    location: region
    tags: allTags
    nameSuffix: token
    insightsName: names.insights
    eventTopicName: names.eventTopic
    actionGroupName: empty(alertEmail) ? '' : names.actionGroup
    hoursWithoutSuccess: hoursWithoutSuccess
    targetNames: map(targets, each => each.name)
  }
  dependsOn: [eventTopic, monitoring]
}

@description('The resource group, for the scripts.')
output AZURE_RESOURCE_GROUP string = resourceGroup().name

@description('The function app, for az functionapp and func.')
output FUNCTION_APP_NAME string = names.functionApp

@description('Base address of the HTTP API; /api follows.')
output FUNCTION_APP_URI string = functionApp.outputs.uri

@description('Application id of the managed identity, for infra/grant-databricks.sh.')
output IDENTITY_CLIENT_ID string = identity.properties.clientId

@description('Display name of the managed identity.')
output IDENTITY_NAME string = identity.name

@description('The storage account that definitions are uploaded to.')
output JOB_STORAGE_NAME string = names.jobStorage

@description('The container that definitions are uploaded to.')
output JOB_CONTAINER string = containers.jobs

@description('The container with state and reports.')
output STATE_CONTAINER string = containers.state

@description('The container with events that could not be delivered.')
output DEAD_LETTER_CONTAINER string = containers.deadLetters

@description('How events reach the app, for infra/subscribe.sh.')
output EVENT_DELIVERY string = eventDelivery

@description('The folders that targets read, with commas between, for infra/subscribe.sh. Empty: the container.')
output SOURCE_FOLDERS string = join(folders(targets), ',')

@description('The Event Grid system topic, for infra/subscribe.sh.')
output EVENT_TOPIC_NAME string = names.eventTopic

@description('The vault for the credential, where there is one.')
output KEY_VAULT_NAME string = names.keyVault

@description('The workspace whose jobs are kept; where there are targets, that of the first.')
output DATABRICKS_URI string = empty(targets) ? databricksUri : targets[0].uri

@description('The workspaces that the managed identity has to be let into, with blanks between, for infra/grant-databricks.sh. none: every target shows the workspace another identity.')
output WORKSPACE_URIS string = empty(targets) ? databricksUri : empty(withIdentity) ? 'none' : join(withIdentity, ' ')

@description('The workbook with passes, changes, failures and durations.')
output WORKBOOK_ID string = monitoring.outputs.workbookId

@description('The public address that the app\'s calls of the workspace come from, for its IP access list. Empty: there is none that stays the same.')
output OUTBOUND_IP string = privateNetworking ? network!.outputs.outboundIp : ''
