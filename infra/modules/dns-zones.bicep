metadata description = 'The private DNS zones that lead to private endpoints: ours, except for those that are given.'

@description('By the service that private endpoints ask for.')
@export()
type zoneIds = {
  blob: string?
  databricks_ui_api: string?
  queue: string?
  sites: string?
  table: string?
  vault: string?
}

param tags { *: string }

@description('The network whose resources ask our zones.')
param virtualNetworkId string

@description('Names what links our zones to the network.')
param linkName string

@description('Zones that somebody else keeps, and links to the network. One that is null or empty, as from a variable that is not set, is not given.')
param given zoneIds

@description('Whether there is an endpoint of a Databricks workspace.')
param withWorkspace bool

// What environment() does not know. Source: https://learn.microsoft.com/azure/private-link/private-endpoint-dns
var domains = {
  AzureCloud: { sites: 'azurewebsites.net', workspaces: 'azuredatabricks.net' }
  AzureUSGovernment: { sites: 'azurewebsites.us', workspaces: 'databricks.azure.us' }
  AzureChinaCloud: { sites: 'chinacloudsites.cn', workspaces: 'databricks.azure.cn' }
}

var names = union(
  {
    blob: 'privatelink.blob.${environment().suffixes.storage}'
    queue: 'privatelink.queue.${environment().suffixes.storage}'
    sites: 'privatelink.${domains[environment().name].sites}'
    table: 'privatelink.table.${environment().suffixes.storage}'
    // .vault.azure.net becomes privatelink.vaultcore.azure.net
    vault: 'privatelink${replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')}'
  },
  withWorkspace ? { databricks_ui_api: 'privatelink.${domains[environment().name].workspaces}' } : {}
)

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in items(names): if (empty(given[?zone.key])) {
    name: zone.value
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zone, index) in items(names): if (empty(given[?zone.key])) {
    parent: zones[index]
    name: linkName
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: virtualNetworkId }
    }
  }
]

@description('By the service that private endpoints ask for.')
output ids { *: string } = union(
  toObject(items(names), zone => zone.key, zone => resourceId('Microsoft.Network/privateDnsZones', zone.value)),
  toObject(filter(items(given), zone => !empty(zone.value)), zone => zone.key, zone => zone.value)
)
