using '../../../../infra/main.bicep'

param environmentName = 'test'
param databricksUri = 'https://adb-1.2.azuredatabricks.net'
param authorityType = 'spn-cert'
param clientId = '33333333-3333-3333-3333-333333333333'
param tags = { team: 'data' }
param owner = 'team-data'
param prune = 'on'
param strict = true
param auth = 'both'
param authAudience = 'api://55555555-5555-5555-5555-555555555555'
param authTenant = '66666666-6666-6666-6666-666666666666'
param strictUndefined = true
param notifySecretName = 'notify-url'
param additionalSettings = { REPORT_DAYS: '30' }
param javaVersion = '21'
param alwaysReadyInstances = 1
param alertEmail = 'team@example.com'
param uploaders = [
  { principalId: '44444444-4444-4444-4444-444444444444', principalType: 'Group' }
  { principalId: '44444444-4444-4444-4444-444444444444', principalType: 'Group' }
]
param privateNetworking = true
param outboundAddress = 'default'
param allowedIpRanges = ['203.0.113.0/24']
param recoverKeyVault = true
param subscribeToEvents = true
