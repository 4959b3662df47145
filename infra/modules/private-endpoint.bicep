metadata description = 'A private endpoint with its entry in a DNS zone.'

param location string
param tags { *: string }
param name string
param targetId string

@description('Which of the target\'s services: blob, queue, table, vault, sites or databricks_ui_api.')
param service string

param subnetId string
param dnsZoneId string

resource endpoint 'Microsoft.Network/privateEndpoints@2026-03-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      { name: service, properties: { privateLinkServiceId: targetId, groupIds: [service] } }
    ]
  }

  resource dns 'privateDnsZoneGroups@2026-03-01' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        { name: service, properties: { privateDnsZoneId: dnsZoneId } }
      ]
    }
  }
}
