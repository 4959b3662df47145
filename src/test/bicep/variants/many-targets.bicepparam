using '../../../../infra/main.bicep'

param environmentName = 'test'
param subscribeToEvents = true
param targets = [
  { name: 'a', uri: 'https://adb-1.1.azuredatabricks.net', prefix: 'releases/a/' }
  { name: 'b', uri: 'https://adb-2.2.azuredatabricks.net', prefix: 'releases/b/' }
  { name: 'c', uri: 'https://adb-3.3.azuredatabricks.net', prefix: 'releases/c/' }
  { name: 'd', uri: 'https://adb-4.4.azuredatabricks.net', prefix: 'releases/d/' }
  { name: 'e', uri: 'https://adb-5.5.azuredatabricks.net', prefix: 'releases/e/' }
  { name: 'f', uri: 'https://adb-6.6.azuredatabricks.net', prefix: 'releases/f/' }
]
