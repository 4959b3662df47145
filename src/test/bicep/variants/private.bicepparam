using '../../../../infra/main.bicep'

param environmentName = 'test'
param databricksUri = 'https://adb-1.2.azuredatabricks.net'
param privateNetworking = true
param databricksWorkspaceId = '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/data/providers/Microsoft.Databricks/workspaces/jobs'
