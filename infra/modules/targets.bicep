metadata description = 'Targets: the workspaces of an app that has several, and what the settings of each are called.'

@description('A workspace with settings of its own. What is left out is as for an app with one workspace, but for prune, which is off.')
@export()
type target = {
  @description('What the target is called in messages, files and addresses: lower-case letters and digits, with single dashes or underscores between. No two may differ in a dash and an underscore only.')
  @minLength(1)
  @maxLength(30)
  name: string

  @description('The Databricks workspace, https://adb-<number>.<number>.azuredatabricks.net')
  @minLength(12)
  uri: string

  @description('How the function app shows this workspace who it is. Default: msi, with its managed identity.')
  authorityType: ('msi' | 'spn-key' | 'spn-cert' | 'pat')?

  @description('For spn-key and spn-cert: the application id of the service principal. For pat: the user name of the token\'s owner.')
  clientId: string?

  @description('For spn-key and spn-cert: where tokens are issued. Default: this tenant.')
  authority: string?

  @description('Name of the Key Vault secret with the credential. Default: databricks-credential-<name>, with dashes for underscores.')
  @minLength(1)
  @maxLength(127)
  secretName: string?

  @description('Names the owner in the tag dsc-owner of the jobs. Two targets with one workspace need different ones.')
  @maxLength(100)
  owner: string?

  @description('development pauses jobs and gives their names a prefix. Default: production.')
  mode: ('production' | 'development')?

  @description('With mode development: what the names begin with. Default: the target\'s name in brackets.')
  namePrefix: string?

  @description('Whether jobs are deleted when their definition is gone. Default: off.')
  prune: ('off' | 'on')?

  @description('How many percent of its jobs may be deleted in 24 hours.')
  @minValue(0)
  @maxValue(100)
  pruneLimit: int?

  @description('The folder of the container below which the target\'s files are: releases/prod/. It has no comma, and lies beside the files of other targets. Default: the container.')
  @maxLength(400)
  prefix: string?

  @description('With private networking: resource id of the workspace, to reach it by a private endpoint.')
  workspaceId: string?

  @description('Further settings for this target, by their plain names: { APPLY: \'manual\' }. Never a secret; write keyvault:<name of a secret> instead.')
  additionalSettings: { *: string }?
}

func withSlash(folder string) string => empty(folder) || endsWith(folder, '/') ? folder : '${folder}/'

@description('The folders that a text names with commas between.')
@export()
func foldersIn(text string) string[] => map(split(text, ','), folder => withSlash(folder))

func folderOf(of target) string =>
  contains(of.?prefix ?? '', ',')
    ? fail('the prefix of the target ${of.name} has a comma; choose a folder without one')
    : withSlash(startsWith(of.?prefix ?? '', '/') ? substring(of.?prefix ?? '', 1) : (of.?prefix ?? ''))

@description('The folders that targets read, each once. An empty one is the container.')
@export()
func folders(targets target[]) string[] => empty(targets) ? [''] : union(map(targets, each => folderOf(each)), [])

func secretOf(of target) string => 'keyvault:${of.?secretName ?? 'databricks-credential-${replace(of.name, '_', '-')}'}'

// The secret's place in the settings depends on what kind of secret it is. Only its name is written there.
func credentialOf(of target, identityClientId string, tenant string) { *: string } =>
  {
    msi: { CLIENT_ID: of.?clientId ?? identityClientId }
    'spn-key': { AUTHORITY: of.?authority ?? tenant, CLIENT_ID: of.?clientId ?? '', CLIENT_SECRET: secretOf(of) }
    'spn-cert': { AUTHORITY: of.?authority ?? tenant, CLIENT_ID: of.?clientId ?? '', PRIVATE_KEY_FILE: secretOf(of) }
    pat: { CLIENT_ID: of.?clientId ?? '', PAT_TOKEN: secretOf(of) }
  }[of.?authorityType ?? 'msi']

// What is left out is no setting, so that the plain one counts.
func plainSettingsOf(of target, identityClientId string, tenant string) { *: string } =>
  union(
    { DATABRICKS_URI: of.uri, AUTHORITY_TYPE: of.?authorityType ?? 'msi', PRUNE: of.?prune ?? 'off' },
    credentialOf(of, identityClientId, tenant),
    empty(of.?owner) ? {} : { OWNER: of.?owner ?? '' },
    empty(of.?mode) ? {} : { MODE: of.?mode ?? '' },
    empty(of.?namePrefix) ? {} : { NAME_PREFIX: of.?namePrefix ?? '' },
    of.?pruneLimit == null ? {} : { PRUNE_LIMIT: string(of.?pruneLimit ?? 0) },
    empty(folderOf(of)) ? {} : { PREFIX: folderOf(of) },
    of.?additionalSettings ?? {}
  )

@description('The settings of a target by their names in the app settings, which take no dash.')
@export()
func settingsOf(of target, identityClientId string, tenant string) { *: string } =>
  toObject(
    items(plainSettingsOf(of, identityClientId, tenant)),
    setting => '${setting.key}__${replace(of.name, '-', '_')}',
    setting => setting.value
  )
