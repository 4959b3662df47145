using '../../../../infra/main.bicep'

param environmentName = 'test'
param databricksUri = 'https://adb-1.2.azuredatabricks.net'
param authorityType = 'spn-cert'
param clientId = '33333333-3333-3333-3333-333333333333'
