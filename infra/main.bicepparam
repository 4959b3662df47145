using './main.bicep'

// Every parameter has a variable of its name: azd env set PRUNE_LIMIT 10, or export PRUNE_LIMIT=10 for the command line.
// azd sets those that begin with AZURE_ by itself.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'db-dsc-jobs')
param location = readEnvironmentVariable('AZURE_LOCATION', '')

// The workspace, or for several a list in JSON, beside which DATABRICKS_URI does not count:
// [{"name":"dev","uri":"https://adb-1.1.azuredatabricks.net","mode":"development"},{"name":"prod","uri":"https://adb-2.2.azuredatabricks.net"}]
var several = json(readEnvironmentVariable('TARGETS', '[]'))
var one = readEnvironmentVariable('DATABRICKS_URI', '')
param targets = several
param databricksUri = !empty(several)
  ? several[0].uri
  : empty(one) ? fail('no workspace is named: set DATABRICKS_URI to its address, or TARGETS to a list of several') : one

param authorityType = readEnvironmentVariable('AUTHORITY_TYPE', 'msi')
param clientId = readEnvironmentVariable('CLIENT_ID', '')
param authority = readEnvironmentVariable('AUTHORITY', '')
param credentialSecretName = readEnvironmentVariable('CREDENTIAL_SECRET_NAME', 'databricks-credential')

param owner = readEnvironmentVariable('OWNER', '')
param apply = readEnvironmentVariable('APPLY', 'auto')
param prune = readEnvironmentVariable('PRUNE', 'off')
param pruneLimit = int(readEnvironmentVariable('PRUNE_LIMIT', '30'))
param pruneAfter = readEnvironmentVariable('PRUNE_AFTER', '1h')
param updateLimit = int(readEnvironmentVariable('UPDATE_LIMIT', '100'))
param onNameTaken = readEnvironmentVariable('ON_NAME_TAKEN', 'refuse')
param strict = bool(readEnvironmentVariable('STRICT', 'false'))
param strictUndefined = bool(readEnvironmentVariable('STRICT_UNDEFINED', 'false'))
param schedule = readEnvironmentVariable('SCHEDULE', '0 0 * * * *')
param changesSchedule = readEnvironmentVariable('CHANGES_SCHEDULE', '0 */5 * * * *')
param notifySecretName = readEnvironmentVariable('NOTIFY_SECRET_NAME', '')
param additionalSettings = json(readEnvironmentVariable('ADDITIONAL_SETTINGS', '{}'))

param javaVersion = readEnvironmentVariable('JAVA_VERSION', '17')
param instanceMemory = json(readEnvironmentVariable('INSTANCE_MEMORY', '2048'))
param maximumInstances = int(readEnvironmentVariable('MAXIMUM_INSTANCES', '40'))
param alwaysReadyInstances = int(readEnvironmentVariable('ALWAYS_READY_INSTANCES', '0'))
param storageRedundancy = readEnvironmentVariable('STORAGE_REDUNDANCY', 'Standard_ZRS')
param tags = json(readEnvironmentVariable('TAGS', '{}'))

param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
param hoursWithoutSuccess = json(readEnvironmentVariable('HOURS_WITHOUT_SUCCESS', '6'))
param reportRetentionDays = int(readEnvironmentVariable('REPORT_RETENTION_DAYS', '90'))
param blobRecoveryDays = int(readEnvironmentVariable('BLOB_RECOVERY_DAYS', '30'))
param logRetentionDays = int(readEnvironmentVariable('LOG_RETENTION_DAYS', '30'))

param privateNetworking = bool(readEnvironmentVariable('PRIVATE_NETWORKING', 'false'))
param virtualNetworkRange = readEnvironmentVariable('VIRTUAL_NETWORK_RANGE', '10.90.0.0/24')
param outboundAddress = readEnvironmentVariable('OUTBOUND_ADDRESS', 'fixed')
param subnetIds = json(readEnvironmentVariable('SUBNET_IDS', 'null'))
param privateDnsZoneIds = json(readEnvironmentVariable('PRIVATE_DNS_ZONE_IDS', '{}'))
param databricksWorkspaceId = readEnvironmentVariable('DATABRICKS_WORKSPACE_ID', '')
param allowedIpRanges = json(readEnvironmentVariable('ALLOWED_IP_RANGES', '[]'))
param recoverKeyVault = bool(readEnvironmentVariable('RECOVER_KEY_VAULT', 'false'))
param auth = readEnvironmentVariable('AUTH', 'keys')
param authAudience = readEnvironmentVariable('AUTH_AUDIENCE', '')
param authTenant = readEnvironmentVariable('AUTH_TENANT', '')
param eventDelivery = readEnvironmentVariable('EVENT_DELIVERY', 'webhook')
param subscribeToEvents = bool(readEnvironmentVariable('SUBSCRIBE_TO_EVENTS', 'false'))

// Whoever deploys with azd may upload definitions. azd says who that is, and in pipelines not of which kind.
var deployer = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
var deployerType = readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', '')
var uploader = empty(deployerType) ? { principalId: deployer } : { principalId: deployer, principalType: deployerType }
param uploaders = concat(json(readEnvironmentVariable('UPLOADERS', '[]')), empty(deployer) ? [] : [uploader])
