metadata description = 'Logs, their workbook, and who is told of alerts.'

param location string
param tags { *: string }
param logWorkspaceName string
param insightsName string
param actionGroupName string

@minValue(30)
@maxValue(730)
param logRetentionDays int

@description('Empty: there is no action group.')
param alertEmail string

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: logWorkspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: logRetentionDays
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: logWorkspace.id
    DisableLocalAuth: true
  }
}

// The Functions Java worker has no call for metrics, but all numbers are in the line of a pass: this makes a table of them.
resource passMetrics 'Microsoft.OperationalInsights/workspaces/savedSearches@2026-03-01' = {
  parent: logWorkspace
  name: 'DscPassMetrics'
  properties: {
    category: 'db-dsc-jobs'
    displayName: 'db-dsc-jobs: metrics of passes'
    query: loadTextContent('pass-metrics.kql')
    functionAlias: 'DscPassMetrics'
    version: 2
  }
}

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(alertEmail)) {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'db-dsc-jobs'
    enabled: true
    emailReceivers: [
      { name: 'owner', emailAddress: alertEmail, useCommonAlertSchema: true }
    ]
  }
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(insights.id, 'db-dsc-jobs')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'db-dsc-jobs: passes'
    description: 'Passes, changes, failures and durations.'
    category: 'workbook'
    version: '1.0'
    sourceId: insights.id
    serializedData: replace(loadTextContent('workbook.json'), '{insightsId}', insights.id)
  }
}

output logWorkspaceId string = logWorkspace.id
output workbookId string = workbook.id
