import { givenFor } from '../given'
import { currentLanguage } from '../../language/locale'
import { t } from '../../language/translate'
import type { MapperCase } from './case'
import { english } from '../kratos/english'
import type { MapperRun } from '../kratos/run'
import {
  isJsonObject,
  parseJson,
  sameJson,
  type JsonObject,
  type JsonValue,
} from '../../model/json'
import type { MapperIdentity } from '../kratos/variables'
import { scimProblemWords } from '../scim/answer'
import { schemaConsequences, type UpdateOnLogin } from '../kratos/sign-in'

export type Expectation = 'output' | 'parts' | 'error'

/** A value of an output that can be expected by itself. */
export interface OutputPart {
  /** Members on the way to it: `identity`, `traits`, `email`. */
  readonly path: readonly string[]
  readonly value: JsonValue
}

/** The input of a run, as far as a case stores it. */
export interface CaseInput {
  readonly mode: 'provider' | 'exact'
  readonly kind: string
  readonly claims: JsonObject
  /** What `iss` was, where the claims have none. */
  readonly issuer?: string | undefined
  /** What was typed in the registration form. */
  readonly form?: JsonObject | undefined
  readonly identity?: Partial<MapperIdentity> | undefined
  readonly updateOnLogin: UpdateOnLogin
  /** The identity schema, kept where its refusal is what the case expects. */
  readonly schema?: JsonObject | undefined
}

export function outputOf(run: MapperRun): JsonValue | undefined {
  return run.evaluation ? parseJson(run.evaluation.output) : undefined
}

/** The identity that a run leaves behind, as Ory's API would give it. */
export function identityOfRun({ identity, addresses = [] }: MapperRun): JsonObject {
  const { traits = {}, metadata_public = null, metadata_admin = null } = identity ?? {}
  const verifiable = addresses.flatMap(({ value, verification, verified }): JsonObject[] =>
    verification === undefined ? [] : [{ value, via: verification, verified }],
  )
  return {
    traits,
    metadata_public,
    metadata_admin,
    ...(verifiable.length > 0 ? { verifiable_addresses: verifiable } : {}),
  }
}

/** The first line of a failure's words: what a case can expect of it. */
export function errorWordsOf(run: MapperRun): string {
  return englishWordsOf(run).split('\n')[0] ?? ''
}

/** A failure's words in English: cases are shared with people whose app speaks another language. */
export function englishWordsOf(run: MapperRun): string {
  const { error, schemaProblems = [], signIn, blocked, given } = run
  if (!error) return ''
  if (currentLanguage() === 'en') return error.message
  if (error.code === 'mapper.schema' && schemaProblems.length > 0) {
    if (given === 'scim') return scimProblemWords(schemaProblems, english).join('\n')
    const when = signIn ? 'login' : 'registration'
    return schemaConsequences(schemaProblems, when, blocked, english).join('\n')
  }
  // The message of an output that is too large is the app's own, and its text that of Ory's engine.
  const message = error.code === 'mapper.size' ? (error.text ?? error.message) : error.message
  return error.english ?? message
}

/** Values of an output with their paths; lists are one value. */
export function partsOf(value: JsonValue | undefined, path: readonly string[] = []): OutputPart[] {
  if (value === undefined) return []
  if (!isJsonObject(value) || Object.keys(value).length === 0) {
    return path.length === 0 ? [] : [{ path, value }]
  }
  return Object.entries(value).flatMap(([name, member]) => partsOf(member, [...path, name]))
}

/** An object of these parts alone. */
export function objectOfParts(parts: readonly OutputPart[]): JsonObject {
  const root: Record<string, JsonValue> = {}
  for (const { path, value } of parts) {
    let at = root
    for (const name of path.slice(0, -1)) {
      const inside = Object.hasOwn(at, name) ? at[name] : undefined
      const next: Record<string, JsonValue> = isJsonObject(inside) ? { ...inside } : {}
      define(at, name, next)
      at = next
    }
    const last = path.at(-1)
    if (last !== undefined) define(at, last, value)
  }
  return root
}

/** A member may have the name `__proto__`. */
function define(object: Record<string, JsonValue>, name: string, value: JsonValue): void {
  Object.defineProperty(object, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  })
}

/** A case of what was run; the store names its mapper. */
export function caseOf(
  name: string,
  { mode, kind, claims, issuer, form, identity, updateOnLogin, schema }: CaseInput,
  expect: MapperCase['expect'],
): MapperCase {
  return {
    name,
    mapper: { file: 'mapper.jsonnet' },
    mode: mode === 'exact' ? 'exact' : { provider: kind },
    ...(mode === 'exact' && givenFor(kind) === 'scim' ? { given: 'scim' as const } : {}),
    claims,
    ...(issuer === undefined ? {} : { issuer }),
    ...(form ? { form } : {}),
    ...(identity ? { identity: partsOfIdentity(identity) } : {}),
    ...(identity ? { update_identity_on_login: updateOnLogin } : {}),
    ...(schema ? { schema } : {}),
    expect,
  }
}

/** What a case keeps of an identity. */
function partsOfIdentity({ traits, metadata_public, metadata_admin }: Partial<MapperIdentity>) {
  return {
    ...(traits ? { traits } : {}),
    ...(metadata_public ? { metadata_public } : {}),
    ...(metadata_admin ? { metadata_admin } : {}),
  }
}

/** A case that expects what a run of it gave now, by the same kind of expectation where it can. */
export function acceptedCase(old: MapperCase, run: MapperRun): MapperCase {
  if (run.error) return { ...old, expect: { error: errorWordsOf(run) } }
  const output = outputOf(run) ?? null
  if (!('partial' in old.expect) || !isJsonObject(output)) return { ...old, expect: { output } }
  const wanted = partsOf(old.expect.partial).map(({ path }) => path)
  const parts = wanted.flatMap((path) => {
    const value = valueAt(output, path)
    return value === undefined ? [] : [{ path, value }]
  })
  return { ...old, expect: parts.length > 0 ? { partial: objectOfParts(parts) } : { output } }
}

export function valueAt(value: JsonValue, path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (inside, name) =>
      isJsonObject(inside) && Object.hasOwn(inside, name) ? inside[name] : undefined,
    value,
  )
}

/** What a case expects, in a few words for its row. */
export function expectationWords({ expect }: MapperCase): string {
  if ('output' in expect) return t('exact output')
  if ('error' in expect) {
    return expect.error ? t('error: {error}', { error: expect.error }) : t('error: any')
  }
  const names = partsOf(expect.partial).map(({ path }) => shortPath(path))
  const shown = names.slice(0, 3).join(', ')
  return names.length > 3
    ? t('{names} and {count} more', { names: shown, count: names.length - 3 })
    : shown
}

/** `identity.traits.email` as people call it: `traits.email`. */
export const shortPath = (path: readonly string[]): string =>
  (path[0] === 'identity' ? path.slice(1) : path).join('.')

/** Whether two values differ; for differences of an identity. */
export const differs = (left: JsonValue | undefined, right: JsonValue | undefined): boolean =>
  !sameJson(left, right)
