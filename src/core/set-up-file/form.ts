import { t } from '../language/translate'
import type { Field } from '../fields/field'
import type { Protocol } from '../model/connection'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../model/json'
import { ownAcsUrlsMember } from '../model/saml-connection'
import type { Environment } from '../model/project'
import type { SetUp } from '../model/set-up'

export const setUpFormat = 'sso-workbench/set-up'
/** Increases when earlier readers would misread a file. */
export const setUpVersion = 1

/** Maximum JSON nesting. */
export const maximumDepth = 40
export const tooDeepWords = (): string =>
  t('The file is nested deeper than {levels} levels, which no set-up is', { levels: maximumDepth })
/** Characters; 10,000 organizations and 5,000 connections with mappers have about 20 million. */
export const maximumCharacters = 64_000_000
export const maximumEntries = 50_000
/** Total list and object values, which cost far more memory than their bytes. */
export const maximumListed = 200_000

export interface FileEntry {
  /** See `idField`. */
  readonly id: string
  /** Without the ID; mappers and metadata inline. */
  readonly fields: JsonObject
  /** Members omitted because they may contain a secret; imports leave them unchanged. */
  readonly withheld: readonly string[]
}

export interface FileConnection extends FileEntry {
  readonly protocol: Protocol
}

/** Content of a setup file of any form; holds no secret. */
export interface SetUpFile {
  /** Absent in other tools' forms. */
  readonly project?: SetUp['project']
  /** Set if another tool's form has it. */
  readonly environment?: Environment
  readonly methods: {
    readonly oidc: { readonly enabled?: boolean; readonly settings: JsonObject }
    readonly saml: { readonly enabled?: boolean }
  }
  readonly organizations: readonly FileEntry[]
  readonly connections: readonly FileConnection[]
  /** By `client_id`. Absent means unknown, not none. */
  readonly scimClients?: readonly FileEntry[]
}

/** Members that the server derives or counts; setting them has no effect. */
export const serverMade: ReadonlySet<string> = new Set([
  'created_at',
  'updated_at',
  'project_id',
  'project_revision_id',
  'valid_to',
  ownAcsUrlsMember,
  'domain_verifications',
])

/** Names with a special meaning in JavaScript, never accepted from a file. */
export const oddNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Member with a field's text as lines. */
export const textMembers: Readonly<Record<string, string>> = {
  mapper_url: 'mapper',
  raw_idp_metadata_xml: 'metadata',
}

/** Whether a value fits its field; `null` means empty at Ory. */
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

/** Locale-independent order. */
export function byText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/** Sorts object members. */
export function sorted(value: JsonValue): JsonValue {
  if (isJsonArray(value)) return value.map(sorted)
  if (!isJsonObject(value)) return value
  const members = Object.entries(value).toSorted(([left], [right]) => byText(left, right))
  return Object.fromEntries(members.map(([name, item]) => [name, sorted(item)]))
}
