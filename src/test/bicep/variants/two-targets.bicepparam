using '../../../../infra/main.bicep'

param environmentName = 'test'
param subscribeToEvents = true
param targets = [
  {
    name: 'dev'
    uri: 'https://adb-1.1.azuredatabricks.net'
    mode: 'development'
    namePrefix: '[try]'
    additionalSettings: { APPLY: 'manual' }
  }
  { name: 'prod', uri: 'https://adb-2.2.azuredatabricks.net', prune: 'on', pruneLimit: 10, prefix: '/releases/prod' }
]
