import { t } from '../language/translate'
import type { Field } from '../fields/field'
import type { Protocol } from '../model/connection'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../model/json'
import { ownAcsUrlsMember } from '../model/saml-connection'
import type { Environment } from '../model/project'
import type { SetUp } from '../model/set-up'

export const setUpFormat = 'sso-workbench/set-up'
/** Goes up when a reader of the version before would misread a file. */
export const setUpVersion = 1

/** Nesting of a file's JSON: a set-up needs far less. */
export const maximumDepth = 40
export const tooDeepWords = (): string =>
  t('The file is nested deeper than {levels} levels, which no set-up is', { levels: maximumDepth })
/** Characters of a file: 10,000 organizations and 5,000 connections with mappers are about 20 million. */
export const maximumCharacters = 64_000_000
export const maximumEntries = 50_000
/** Values in all lists and objects of entries together, such as domains: each costs far more than its bytes. */
export const maximumListed = 200_000

export interface FileEntry {
  /** As `idField` of its kind. */
  readonly id: string
  /** All members but the id; texts of mappers and metadata in their inline form. */
  readonly fields: JsonObject
  /** Members that the file leaves out, since a secret may stand in them: an import leaves them alone. */
  readonly withheld: readonly string[]
}

export interface FileConnection extends FileEntry {
  readonly protocol: Protocol
}

/** What a set-up file says, whichever form it has. It holds no secret. */
export interface SetUpFile {
  /** Where it comes from; a form of another tool does not say. */
  readonly project?: SetUp['project']
  /** Environment of the project, where the form of another tool says it. */
  readonly environment?: Environment
  readonly methods: {
    readonly oidc: { readonly enabled?: boolean; readonly settings: JsonObject }
    readonly saml: { readonly enabled?: boolean }
  }
  readonly organizations: readonly FileEntry[]
  readonly connections: readonly FileConnection[]
  /** By `client_id`. Absent where the file says nothing of SCIM clients, which is not that there are none. */
  readonly scimClients?: readonly FileEntry[]
}

/** Members that the server makes of others, or counts by itself: setting them would change nothing. */
export const serverMade: ReadonlySet<string> = new Set([
  'created_at',
  'updated_at',
  'project_id',
  'project_revision_id',
  'valid_to',
  ownAcsUrlsMember,
  'domain_verifications',
])

/** Names that mean something else in JavaScript: never a member of Ory's, and never taken from a file. */
export const oddNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** In which member of a file the text of a field stands, line by line. */
export const textMembers: Readonly<Record<string, string>> = {
  mapper_url: 'mapper',
  raw_idp_metadata_xml: 'metadata',
}

/** Whether a value is of the kind that its field has; `null` is Ory's other way to say nothing. */
export function fits({ control }: Field, value: JsonValue): boolean {
  if (value === null || control === 'shown') return true
  if (control === 'switch') return typeof value === 'boolean'
  if (control === 'number') return typeof value === 'number'
  if (control === 'claims') return isJsonObject(value)
  if (control === 'list') {
    return isJsonArray(value) && value.every((item) => typeof item === 'string')
  }
  return typeof value === 'string'
}

/** Orders texts by their characters, the same everywhere: no language has a say. */
export function byText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/** The same value with the members of each object in one order. */
export function sorted(value: JsonValue): JsonValue {
  if (isJsonArray(value)) return value.map(sorted)
  if (!isJsonObject(value)) return value
  const members = Object.entries(value).toSorted(([left], [right]) => byText(left, right))
  return Object.fromEntries(members.map(([name, item]) => [name, sorted(item)]))
}
