import { t } from '../../../../../core/language/translate'
import type { SchemaProblem } from '../../../../../core/mapper/engine'
import type { MapperRun } from '../../../../../core/mapper/kratos/run'
import type { TraitSource } from '../../../../../core/mapper/sources/sources'
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../../core/model/json'
import { differs, partsOf } from '../../../../../core/mapper/cases/case-of-run'
import { typedParts } from '../claims/use-claims'
import type { KnownSources } from './use-run'

/** A value of the resulting identity. */
export interface ValueRow {
  readonly id: string
  readonly name: string
  /** Texts as they are, other values as JSON; absent if required and missing. */
  readonly value?: string
  /** Where it came from, in words. */
  readonly source?: string
  /** The form's value, which overrides it. */
  readonly typed?: string
  /** The identity schema's complaint. */
  readonly problem?: string
}

export interface RowGroup {
  readonly name: string
  readonly rows: readonly ValueRow[]
  /** Shown where there are no rows. */
  readonly none: string
}

/** A value as a person reads it. */
export const shownValue = (value: JsonValue): string =>
  typeof value === 'string' ? value : JSON.stringify(value)

/** `from email, when email_verified`; `undefined` if unknown. */
export function sourceWords(
  source: TraitSource | undefined,
  complete: boolean,
): string | undefined {
  if (!source || (!complete && source.from.length === 0)) return undefined
  const names = source.from.join(', ')
  const when = source.dependsOn.filter((name) => !source.from.includes(name)).join(', ')
  if (when === '') return names === '' ? t('written in the mapper') : t('from {names}', { names })
  return names === ''
    ? t('written in the mapper, when {when}', { when })
    : t('from {names}, when {when}', { names, when })
}

const samePath = (left: readonly string[], right: readonly string[]) =>
  left.length === right.length && left.every((name, at) => name === right[at])

/** Source of a value in words; list members are combined. */
function wordsOf({ sources, complete }: KnownSources, path: readonly string[]) {
  return sourceWords(sourceOf(sources, path), complete)
}

function sourceOf(sources: readonly TraitSource[], path: readonly string[]) {
  const exact = sources.find((source) => samePath(source.path, path))
  if (exact) return exact
  const inside = sources.filter((source) => samePath(source.path.slice(0, path.length), path))
  if (inside.length === 0) return undefined
  const unique = (names: readonly string[]) => [...new Set(names)]
  return {
    path,
    from: unique(inside.flatMap(({ from }) => from)),
    dependsOn: unique(inside.flatMap(({ dependsOn }) => dependsOn)),
  }
}

function rowsOf(
  object: JsonObject,
  part: string,
  sources: KnownSources,
  problems: readonly SchemaProblem[],
  form: JsonObject = {},
): ValueRow[] {
  const typed = new Map(
    typedParts(form).map(({ path, value }) => [path.join('.'), shownValue(value)]),
  )
  const rows = partsOf(object).map(({ path, value }): ValueRow => {
    const source = wordsOf(sources, [part, ...path])
    const problem = problems.find((each) => samePath(each.path.slice(0, path.length), path))
    const name = path.join('.')
    const own = typed.get(name)
    return {
      id: JSON.stringify([part, ...path]),
      name,
      value: shownValue(value),
      ...(source === undefined ? {} : { source }),
      ...(own === undefined || own === shownValue(value) ? {} : { typed: own }),
      ...(problem ? { problem: problem.message } : {}),
    }
  })
  const mapped = new Set(rows.map(({ name }) => name))
  for (const [name, value] of typed) {
    if (mapped.has(name)) continue
    const problem = problems.find(({ path }) => path.join('.') === name)
    const source = t('typed in the registration form')
    const more = problem ? { problem: problem.message } : {}
    rows.push({ id: `typed ${name}`, name, value, source, ...more })
  }
  const shown = new Set(rows.map(({ name }) => name))
  const others = problems.filter(
    ({ path }) => ![...shown].some((name) => `${path.join('.')}.`.startsWith(`${name}.`)),
  )
  const missing = others.map(({ path, message }, at): ValueRow => {
    const name = path.length === 0 ? 'traits' : path.join('.')
    return { id: `problem ${at} ${name}`, name, problem: message }
  })
  return [...rows, ...missing]
}

/** The result by groups. @param complete whether `known` has every source @param form registration form, if any */
export function resultGroups(
  run: MapperRun,
  known: readonly TraitSource[],
  complete = false,
  form: JsonObject = {},
): RowGroup[] {
  const sources: KnownSources = { sources: known, complete }
  const { mapped, schemaProblems = [] } = run
  if (!mapped) return []
  const groups: RowGroup[] = [
    {
      name: t('Traits'),
      rows: rowsOf(mapped.traits, 'traits', sources, schemaProblems, form),
      none: t('The mapper returns no traits.'),
    },
  ]
  const optional: [string, string, JsonObject | undefined][] = [
    [t('Public metadata'), 'metadata_public', mapped.metadataPublic],
    [t('Admin metadata'), 'metadata_admin', mapped.metadataAdmin],
  ]
  for (const [name, part, object] of optional) {
    if (!object) continue
    groups.push({
      name,
      rows: rowsOf(object, part, sources, []),
      none: t('Empty: existing metadata is cleared.'),
    })
  }
  groups.push({
    name: t('Verified addresses'),
    rows: mapped.verifiedAddresses.map(({ value, via }, at): ValueRow => {
      const source = wordsOf(sources, ['verified_addresses', String(at)])
      return {
        id: `verified ${at}`,
        name: via,
        value,
        ...(source === undefined ? {} : { source }),
      }
    }),
    none: t('None.'),
  })
  if (mapped.region !== undefined) {
    groups.push({
      name: t('Region'),
      rows: [{ id: 'region', name: 'region', value: mapped.region }],
      none: '',
    })
  }
  if (mapped.ignored.length > 0) {
    groups.push({
      name: t('Ignored by Ory'),
      rows: mapped.ignored.map((name) => ({ id: `ignored ${name}`, name })),
      none: '',
    })
  }
  return groups
}

/** A value that a sign-in changes. */
export interface IdentityChange {
  readonly name: string
  readonly before?: string
  readonly after?: string
}

/** Differences between two identities. */
export function identityChanges(before: JsonValue, after: JsonValue): IdentityChange[] {
  const old = new Map(leavesOf(before))
  const now = new Map(leavesOf(after))
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
    const left = old.get(name)
    const right = now.get(name)
    if (!differs(left, right)) return []
    return [
      {
        name,
        ...(left === undefined ? {} : { before: shownValue(left) }),
        ...(right === undefined ? {} : { after: shownValue(right) }),
      },
    ]
  })
}

function leavesOf(identity: JsonValue): [string, JsonValue][] {
  return partsOf(identity)
    .filter(({ path, value }) => !(path.length === 1 && isJsonObject(value)))
    .map(({ path, value }) => [path.join('.'), value])
}
