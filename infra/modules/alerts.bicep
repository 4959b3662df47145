metadata description = 'What a person should hear of: failed and refused passes, lost messages, silence.'

param location string
param tags { *: string }
param nameSuffix string
param insightsName string
param eventTopicName string

@description('Who is told. Empty: nobody.')
param actionGroupName string

param hoursWithoutSuccess int

@description('The names of the targets. Empty: there is one workspace, and no line in the log names a target.')
param targetNames string[]

// Each pass writes one line for machines: dsc-pass and a JSON object, which names the target where targets have names.
var passes = 'traces | where message startswith "dsc-pass " | extend pass = parse_json(substring(message, 9)) | where tobool(pass.dryRun) == false | extend target = tostring(pass.target)'

// What is no target's stands under a name that no target can have.
var orApp = 'extend target = iff(isempty(target), "the app", target)'

// Each target has an alert of its own, whose mail names it.
var byTarget = empty(targetNames) ? [] : [{ name: 'target', operator: 'Include', values: ['*'] }]

// Whoever has never run leaves no line, so the names of all are beside the lines. A JSON array is what datatable takes.
var silence = empty(targetNames)
  ? { query: '${passes} | where tostring(pass.outcome) == "ok"', operator: 'LessThan', threshold: 1 }
  : {
      query: '${passes} | where tostring(pass.outcome) == "ok" | project target | join kind=rightanti (datatable(target: string)${string(targetNames)}) on target'
      operator: 'GreaterThan'
      threshold: 0
    }
var windows = {
  '2': 'PT2H'
  '3': 'PT3H'
  '4': 'PT4H'
  '6': 'PT6H'
  '24': 'P1D'
  '48': 'P2D'
}

var rules = [
  {
    name: 'failed-pass'
    title: 'A pass failed'
    description: 'A pass ended with failed jobs, definitions with errors or not at all. GET /api/runs says which; the workbook shows them over time.'
    severity: 2
    query: 'union (${passes} | where tostring(pass.outcome) == "failed" | project timestamp, target), (requests | where success == false and not(resultCode startswith "4") | project timestamp) | ${orApp}'
    frequency: 'PT5M'
    window: 'PT15M'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'refused-plan'
    title: 'A plan was refused'
    description: 'Safety refused to carry a plan out, or a job is not ours to touch. The report says why and how to override it.'
    severity: 2
    query: '${passes} | where tostring(pass.outcome) == "refused" | ${orApp}'
    frequency: 'PT15M'
    window: 'PT1H'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'poison-message'
    title: 'A message was given up'
    description: 'A request to sync or an event failed as often as it may and went to a poison queue. The next timer pass looks at everything again.'
    severity: 2
    query: 'traces | where message startswith "Message has reached MaxDequeueCount" or message startswith "dsc-given-up " | extend target = iff(message startswith "dsc-given-up ", tostring(parse_json(substring(message, 13)).target), "") | ${orApp}'
    frequency: 'PT15M'
    window: 'PT1H'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'no-success'
    title: '${empty(targetNames) ? 'No pass has succeeded' : 'A target has had no successful pass'} for ${hoursWithoutSuccess} hours'
    description: 'Nothing keeps the jobs as defined. Ask GET /api/health first, then look at the workbook.'
    severity: 1
    query: silence.query
    frequency: 'PT1H'
    window: windows[string(hoursWithoutSuccess)]
    operator: silence.operator
    threshold: silence.threshold
  }
]

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' existing = if (!empty(actionGroupName)) {
  name: actionGroupName
}

resource eventTopic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: eventTopicName
}

resource logAlerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in rules: {
    name: 'dsc-${rule.name}-${nameSuffix}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'db-dsc-jobs: ${rule.title}'
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [insights.id]
      evaluationFrequency: rule.frequency
      windowSize: rule.window
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            dimensions: byTarget
            operator: rule.operator
            threshold: rule.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: empty(actionGroupName) ? [] : [actionGroup.id] }
    }
  }
]

resource deadLetterAlert 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'dsc-dead-letter-${nameSuffix}'
  location: 'global'
  tags: tags
  properties: {
    description: 'Event Grid has given up an event: at once where it was answered with 400, 401, 403 or 413, otherwise after attempts for a day. The dead letter says which. 401: the key of the blob extension is another by now, so run infra/subscribe.sh again. Otherwise: is the app running, and, where events go into a queue, has the topic its role there? The looks for changes find the files meanwhile.'
    severity: 2
    enabled: true
    scopes: [eventTopic.id]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead-lettered'
          metricNamespace: 'Microsoft.EventGrid/systemTopics'
          metricName: 'DeadLetteredCount'
          operator: 'GreaterThan'
          threshold: 0
          timeAggregation: 'Total'
        }
      ]
    }
    actions: empty(actionGroupName) ? [] : [{ actionGroupId: actionGroup.id }]
  }
}
