using '../../../../infra/main.bicep'

param environmentName = 'test'
param owner = 'team-data'
param privateNetworking = true
param eventDelivery = 'queue'
param notifySecretName = 'notify-url'
param targets = [
  {
    name: 'test'
    uri: 'https://adb-1.1.azuredatabricks.net'
    authorityType: 'spn-key'
    clientId: '33333333-3333-3333-3333-333333333333'
    secretName: 'secret-of-test'
    owner: 'team-test'
  }
  {
    name: 'prod-eu'
    uri: 'https://adb-1.1.azuredatabricks.net'
    authorityType: 'pat'
    clientId: 'me@example.com'
    prune: 'on'
    prefix: 'releases/prod/'
  }
  {
    name: 'prod_us'
    uri: 'https://adb-2.2.azuredatabricks.net'
    authorityType: 'spn-cert'
    clientId: '33333333-3333-3333-3333-333333333333'
    prefix: 'releases/prod/'
    workspaceId: '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/data/providers/Microsoft.Databricks/workspaces/us'
  }
]
