metadata description = 'A virtual network for the app\'s calls and for private endpoints, and one public address for all calls that leave it.'

param location string
param tags { *: string }
param virtualNetworkName string
param addressRange string
param natGatewayName string
param publicAddressName string

@description('fixed: calls leave by one public address that stays the same. default: by addresses of Azure\'s that change.')
@allowed(['fixed', 'default'])
param outboundAddress string

var isFixed = outboundAddress == 'fixed'

resource securityGroup 'Microsoft.Network/networkSecurityGroups@2026-03-01' = {
  name: 'nsg-${virtualNetworkName}'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'no-inbound-from-internet'
        properties: {
          priority: 1000
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource publicAddress 'Microsoft.Network/publicIPAddresses@2026-03-01' = if (isFixed) {
  name: publicAddressName
  location: location
  tags: tags
  sku: { name: 'Standard', tier: 'Regional' }
  properties: { publicIPAllocationMethod: 'Static', publicIPAddressVersion: 'IPv4' }
}

resource natGateway 'Microsoft.Network/natGateways@2026-03-01' = if (isFixed) {
  name: natGatewayName
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: {
    publicIpAddresses: [{ id: publicAddress.id }]
  }
}

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: virtualNetworkName
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressRange] }
    subnets: [
      {
        name: 'functions'
        properties: {
          addressPrefix: cidrSubnet(addressRange, 26, 0)
          networkSecurityGroup: { id: securityGroup.id }
          natGateway: isFixed ? { id: natGateway.id } : null
          // without either, nothing in a network that is made today gets out
          defaultOutboundAccess: !isFixed
          delegations: [
            { name: 'flex-consumption', properties: { serviceName: 'Microsoft.App/environments' } }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressRange, 26, 1)
          networkSecurityGroup: { id: securityGroup.id }
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
    ]
  }
}

output functionSubnetId string = resourceId(
  'Microsoft.Network/virtualNetworks/subnets',
  virtualNetwork.name,
  'functions'
)
output endpointSubnetId string = resourceId(
  'Microsoft.Network/virtualNetworks/subnets',
  virtualNetwork.name,
  'endpoints'
)

@description('Where the app\'s calls come from, where that stays the same.')
output outboundIp string = isFixed ? publicAddress!.properties.ipAddress : ''

output virtualNetworkId string = virtualNetwork.id
