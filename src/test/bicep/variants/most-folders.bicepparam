using '../../../../infra/main.bicep'

// as many folders as the filters of an event subscription have room for; two targets share one
param environmentName = 'test'
param subscribeToEvents = true
param targets = [
  { name: 'dev', uri: 'https://adb-1.1.azuredatabricks.net', prefix: 'releases/dev/' }
  { name: 'dev2', uri: 'https://adb-2.2.azuredatabricks.net', prefix: 'releases/dev2' }
  { name: 'dev-2', uri: 'https://adb-3.3.azuredatabricks.net', prefix: 'releases/dev2/' }
  { name: 'test', uri: 'https://adb-4.4.azuredatabricks.net', prefix: '/releases/test/' }
  { name: 'prod', uri: 'https://adb-5.5.azuredatabricks.net', prefix: 'releases/prod/' }
  { name: 'prod_eu', uri: 'https://adb-6.6.azuredatabricks.net', prefix: join(map(range(0, 400), number => 'f'), '') }
]
