using '../../../../infra/main.bicep'

param environmentName = 'test'
param databricksUri = 'https://adb-1.2.azuredatabricks.net'
param privateNetworking = true
