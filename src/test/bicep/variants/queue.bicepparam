using '../../../../infra/main.bicep'

param environmentName = 'test'
param databricksUri = 'https://adb-1.2.azuredatabricks.net'
param eventDelivery = 'queue'
param alwaysReadyInstances = 1
param privateNetworking = true
