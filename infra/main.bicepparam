using './main.bicep'

// azd and the command line both set these as environment variables: azd env set DATABRICKS_URI https://…
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'db-dsc-jobs')
param databricksUri = readEnvironmentVariable('DATABRICKS_URI')
param authorityType = readEnvironmentVariable('AUTHORITY_TYPE', 'msi')
param clientId = readEnvironmentVariable('CLIENT_ID', '')
param owner = readEnvironmentVariable('OWNER', '')
param prune = readEnvironmentVariable('PRUNE', 'off')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
param notifySecretName = readEnvironmentVariable('NOTIFY_SECRET_NAME', '')
param privateNetworking = bool(readEnvironmentVariable('PRIVATE_NETWORKING', 'false'))
param subscribeToEvents = bool(readEnvironmentVariable('SUBSCRIBE_TO_EVENTS', 'false'))

// whoever deploys with azd may upload definitions
param uploaders = empty(readEnvironmentVariable('AZURE_PRINCIPAL_ID', ''))
  ? []
  : [
      {
        principalId: readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
        principalType: readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', 'User')
      }
    ]
