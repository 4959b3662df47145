metadata description = 'Where private endpoints are and the app calls from: a virtual network and DNS zones of ours, or given ones.'

import { zoneIds } from 'dns-zones.bicep'

@export()
type subnets = {
  @description('Where the app\'s calls come from: delegated to Microsoft.App/environments, in the app\'s region, and used by no other app.')
  functions: string

  @description('Where private endpoints are, in the app\'s region.')
  endpoints: string
}

param location string
param tags { *: string }
param virtualNetworkName string
param addressRange string
param natGatewayName string
param publicAddressName string
param outboundAddress string

@description('Subnets of a network that somebody else keeps. Nothing is made or changed there.')
param givenSubnets subnets?

@description('Zones that somebody else keeps.')
param givenZones zoneIds

@description('Whether there is an endpoint of a Databricks workspace.')
param withWorkspace bool

module ours 'virtual-network.bicep' = if (empty(givenSubnets)) {
  params: {
    location: location
    tags: tags
    virtualNetworkName: virtualNetworkName
    addressRange: addressRange
    natGatewayName: natGatewayName
    publicAddressName: publicAddressName
    outboundAddress: outboundAddress
  }
}

module dnsZones 'dns-zones.bicep' = {
  params: {
    tags: tags
    // a subnet's id is its network's and two words more; it is the app that asks
    virtualNetworkId: empty(givenSubnets)
      ? ours!.outputs.virtualNetworkId
      : join(take(split(givenSubnets!.functions, '/'), 9), '/')
    linkName: virtualNetworkName
    given: givenZones
    withWorkspace: withWorkspace
  }
}

output functionSubnetId string = empty(givenSubnets) ? ours!.outputs.functionSubnetId : givenSubnets!.functions
output endpointSubnetId string = empty(givenSubnets) ? ours!.outputs.endpointSubnetId : givenSubnets!.endpoints

@description('By the service that private endpoints ask for.')
output dnsZoneIds { *: string } = dnsZones.outputs.ids

@description('The address that the app\'s calls come from. Empty: not one that stays the same, or that of a given network.')
output outboundIp string = empty(givenSubnets) ? ours!.outputs.outboundIp : ''
