using '../../../../infra/main.bicep'

param environmentName = 'test'
param subscribeToEvents = true
param targets = map(range(1, 30), number => {
  name: 't${number}'
  uri: 'https://adb-${number}.${number}.azuredatabricks.net'
  prefix: 'releases/t${number}/'
})
