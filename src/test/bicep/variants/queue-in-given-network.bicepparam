using '../../../../infra/main.bicep'

param environmentName = 'test'
param databricksUri = 'https://adb-1.2.azuredatabricks.net'
param eventDelivery = 'queue'
param auth = 'entra'
param authAudience = '55555555-5555-5555-5555-555555555555'
param alwaysReadyInstances = 1
param privateNetworking = true
param subnetIds = {
  functions: '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/spoke/subnets/apps'
  endpoints: '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub/subnets/links'
}
param privateDnsZoneIds = {
  blob: '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/hub/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net'
  queue: '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/hub/providers/Microsoft.Network/privateDnsZones/privatelink.queue.core.windows.net'
  sites: '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/hub/providers/Microsoft.Network/privateDnsZones/privatelink.azurewebsites.net'
  table: '' // as from a variable that is not set
  vault: '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/hub/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net'
}
