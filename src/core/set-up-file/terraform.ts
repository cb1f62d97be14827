import { isNewKey } from '../intents/intents'
import { plainLine } from '../model/plain-line'
import { textMember, type JsonValue } from '../model/json'
import { blockNames, hclArguments, hclText, hclValue } from './hcl'
import { inlineText } from './inline-text'
import { byText, type FileConnection, type FileEntry, type SetUpFile } from './form'

/**
 * Arguments of `ory_social_provider` and `ory_saml_provider` by field. Source: documentation of the provider
 * `ory/ory`, September 2026.
 */
const socialArguments: Readonly<Record<string, string>> = {
  provider: 'provider_type',
  label: 'label',
  client_id: 'client_id',
  issuer_url: 'issuer_url',
  auth_url: 'auth_url',
  token_url: 'token_url',
  scope: 'scope',
  microsoft_tenant: 'tenant',
  organization_id: 'organization_id',
  mapper_url: 'mapper_url',
  pkce: 'pkce',
  account_linking_mode: 'account_linking_mode',
  auto_link: 'auto_link',
  aal2_acr_values: 'aal2_acr_values',
  aal2_amr_values: 'aal2_amr_values',
  additional_id_token_audiences: 'additional_id_token_audiences',
  fedcm_config_url: 'fedcm_config_url',
  apple_team_id: 'apple_team_id',
  apple_private_key_id: 'apple_private_key_id',
}
const samlArguments: Readonly<Record<string, string>> = {
  label: 'label',
  raw_idp_metadata_xml: 'raw_idp_metadata_xml',
  organization_id: 'organization_id',
  mapper_url: 'mapper_url',
  audience_override_base_url: 'audience_override_base_url',
  proxy_saml_audience_override: 'proxy_saml_audience_override',
}
/** Arguments of `ory_scim_client`. `state` defaults to `enabled`, so a disabled client must set it. */
const scimArguments: Readonly<Record<string, string>> = {
  label: 'label',
  organization_id: 'organization_id',
  mapper_url: 'mapper_url',
  state: 'state',
}
const organizationArguments: Readonly<Record<string, string>> = {
  label: 'label',
  domains: 'domains',
}

interface Block {
  readonly lines: readonly string[]
  /** Locals with the lines of its mapper or metadata. */
  readonly locals?: readonly string[]
  readonly variable?: { readonly name: string; readonly about: string }
  /** An apply would remove members. */
  readonly lost?: boolean
}

type Arguments = readonly (readonly [string, string])[]

/** Labels may contain line breaks, comments must not. */
const comment = (text: string) => `# ${plainLine(text)}`

/** Fields without an argument; new connections are enabled by default. */
const unmatched = (entry: FileEntry, known: Readonly<Record<string, string>>): string[] =>
  Object.keys(entry.fields)
    .filter((name) => !Object.hasOwn(known, name))
    .filter((name) => name !== 'state' || entry.fields[name] !== 'enabled')
    .toSorted(byText)

/** The provider writes organizations field by field, so other members stay. */
function untouchedLine(names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`  ${comment(`Not in this resource: ${names.join(', ')}`)}`]
}

/**
 * The provider replaces connections and SCIM clients, so an apply loses other members; see terraform-provider-ory
 * issues 339, 278 and 329, and `buildClientObject`.
 */
function lostLine(names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`  ${comment(`An apply would remove: ${names.join(', ')}`)}`]
}

const isSaid = (value: JsonValue | undefined): value is JsonValue =>
  value !== undefined && value !== null && value !== ''

/** A new entry has no server ID to import. */
function importBlock(address: string, id: string): string[] {
  return [
    'import {',
    ...hclArguments(
      [
        ['to', address],
        ['id', hclText(id)],
      ],
      '  ',
    ),
    '}',
  ]
}

function resource(
  kind: string,
  name: string,
  members: Arguments,
  more: readonly string[],
): string[] {
  return [
    `resource ${hclText(kind)} ${hclText(name)} {`,
    ...hclArguments(members, '  '),
    ...more,
    '}',
  ]
}

function organizationBlock(entry: FileEntry, name: string): Block {
  const members = Object.entries(organizationArguments).flatMap(([field, argument]) => {
    const value = entry.fields[field]
    return isSaid(value) ? [[argument, hclValue(value)] as const] : []
  })
  const kind = 'ory_organization'
  const made = resource(kind, name, members, untouchedLine(unmatched(entry, organizationArguments)))
  const known = isNewKey(entry.id) ? [] : [...importBlock(`${kind}.${name}`, entry.id), '']
  return { lines: [...known, ...made] }
}

/** A text as a local value, byte for byte. */
const joinedLines = (name: string, text: string) => [
  `  ${name} = join("\\n", [`,
  ...text.split('\n').map((line) => `    ${hclText(line)},`),
  '  ])',
]

/** An entry as a resource, with the secret it needs. */
interface Resource {
  readonly kind: string
  /** Argument of the ID. */
  readonly id: string
  /** Arguments by field. */
  readonly known: Readonly<Record<string, string>>
  /** Argument of the secret, which gets a variable. */
  readonly secret?: string
}

function resourceOf({ protocol, fields }: FileConnection): Resource {
  if (protocol === 'saml') {
    return { kind: 'ory_saml_provider', id: 'provider_id', known: samlArguments }
  }
  return {
    kind: 'ory_social_provider',
    id: 'provider_id',
    known: socialArguments,
    secret: fields['provider'] === 'apple' ? 'apple_private_key' : 'client_secret',
  }
}

const scimResource: Resource = {
  kind: 'ory_scim_client',
  id: 'client_id',
  known: scimArguments,
  secret: 'authorization_header_secret',
}

function memberBlock(
  entry: FileEntry,
  { kind, id, known, secret }: Resource,
  name: string,
  organizations: ReadonlyMap<string, string>,
): Block {
  const locals: string[] = []

  function valueOf(field: string, value: JsonValue): string {
    if (field === 'organization_id' && typeof value === 'string') {
      const organization = organizations.get(value)
      return organization === undefined ? hclText(value) : `ory_organization.${organization}.id`
    }
    const text = typeof value === 'string' ? inlineText(value) : undefined
    if (text === undefined || (field !== 'mapper_url' && field !== 'raw_idp_metadata_xml')) {
      return hclValue(value)
    }
    const local = `${field === 'mapper_url' ? 'mapper' : 'metadata'}_${name}`
    locals.push(...joinedLines(local, text))
    return `"base64://\${base64encode(local.${local})}"`
  }

  const members: (readonly [string, string])[] = [[id, hclText(entry.id)]]
  for (const [field, argument] of Object.entries(known)) {
    const value = entry.fields[field]
    if (isSaid(value)) members.push([argument, valueOf(field, value)])
  }
  const label = textMember(entry.fields, 'label') || entry.id
  const variable = secret === undefined ? undefined : { name: `${name}_${secret}`, about: label }
  if (secret !== undefined && variable) members.push([secret, `var.${variable.name}`])
  const lost = unmatched(entry, known)
  return {
    lost: lost.length > 0,
    lines: [
      ...importBlock(`${kind}.${name}`, entry.id),
      '',
      ...resource(kind, name, members, lostLine(lost)),
    ],
    locals,
    ...(variable ? { variable } : {}),
  }
}

/** Warnings about what an apply would lose. */
function warningLines(blocks: readonly Block[]): string[] {
  const count = blocks.filter(({ lost }) => lost === true).length
  if (count === 0) return []
  return [
    comment(
      'The provider writes each connection and SCIM client as a whole: an apply removes the members that',
    ),
    comment(
      `its resource has no argument for, of ${count} below, named there. Leave out what must keep them.`,
    ),
    '',
  ]
}

/** Shared settings belong to the project's configuration resource. */
function settingsLines({ methods }: SetUpFile): string[] {
  const { base_redirect_uri: base, enable_auto_link_policy: policy } = methods.oidc.settings
  const members: (readonly [string, string])[] = []
  if (methods.oidc.enabled !== undefined)
    members.push(['enable_oidc', String(methods.oidc.enabled)])
  if (isSaid(base)) members.push(['oidc_base_redirect_uri', hclValue(base)])
  if (isSaid(policy)) members.push(['enable_oidc_auto_link_policy', hclValue(policy)])
  if (members.length === 0) return []
  return [
    comment('For the ory_project_config of the project, of which there can be only one:'),
    ...hclArguments(members, '').map(comment),
    '',
  ]
}

/**
 * Terraform configuration for the provider `ory/ory`: resources, and `import` blocks (Terraform 1.5) for existing
 * ones. Secrets become variables without a value.
 */
export function terraformText(file: SetUpFile): string {
  const nameOf = blockNames()
  const organizations = file.organizations.map((entry) => ({
    entry,
    name: nameOf(textMember(entry.fields, 'label') ?? '', 'organization'),
  }))
  const names = new Map(organizations.map(({ entry, name }) => [entry.id, name]))
  const blocks = [
    ...organizations.map(({ entry, name }) => organizationBlock(entry, name)),
    ...file.connections.map((entry) =>
      memberBlock(entry, resourceOf(entry), nameOf(entry.id, 'connection'), names),
    ),
    ...(file.scimClients ?? []).map((entry) =>
      memberBlock(entry, scimResource, nameOf(entry.id, 'scim_client'), names),
    ),
  ]
  const locals = blocks.flatMap((block) => block.locals ?? [])
  const variables = blocks.flatMap(({ variable }) => (variable ? [variable] : []))
  const lines = [
    ...(file.project
      ? [comment(`Single sign-on of ${file.project.name} (${file.project.slug})`), '']
      : []),
    ...warningLines(blocks),
    'terraform {',
    '  required_providers {',
    '    ory = {',
    `      ${comment('The arguments below are those of its documentation of September 2026.')}`,
    '      source  = "ory/ory"',
    '      version = "~> 26.3"',
    '    }',
    '  }',
    '}',
    '',
    ...settingsLines(file),
    ...(locals.length > 0 ? ['locals {', ...locals, '}', ''] : []),
    ...blocks.flatMap((block) => [...block.lines, '']),
    ...variables.flatMap(({ name, about }) => [
      `variable ${hclText(name)} {`,
      ...hclArguments(
        [
          ['description', hclText(`Secret of ${about}`)],
          ['type', 'string'],
          ['sensitive', 'true'],
        ],
        '  ',
      ),
      '}',
      '',
    ]),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}
