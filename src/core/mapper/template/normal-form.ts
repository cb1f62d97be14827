import { parseJson, type JsonValue } from '../../model/json'
import { claimType } from './claim-types'
import { presenceTest, verified } from './expressions'
import type { MapperTemplate, TraitGuard, TraitMapping, TraitSource, TraitType } from './template'

/**
 * The form of a template that its text can express: parts without an effect are left out (a type that
 * the claim has anyway, a guard of a constant), members of one object are together, and of two
 * contradictory mappings the first one is kept.
 */
export function normalTemplate(template: MapperTemplate): MapperTemplate {
  const domains = normalDomains(template.domains ?? [])
  return {
    traits: normalMappings(template.traits),
    metadataPublic: normalMappings(template.metadataPublic),
    verifiedAddresses: template.verifiedAddresses,
    ...(domains.length > 0 ? { domains } : {}),
  }
}

/** A tree of mappings: objects with mappings as leaves. */
export type MappingTree = Map<string, MappingTree | TraitMapping>

/** The mappings grouped by object, in the order in which the objects first occur. */
export function treeOf(mappings: readonly TraitMapping[]): MappingTree {
  const tree: MappingTree = new Map()
  for (const mapping of mappings) place(tree, mapping)
  return tree
}

function place(tree: MappingTree, mapping: TraitMapping): void {
  const last = mapping.path.at(-1)
  if (last === undefined) return
  let inside = tree
  for (const name of mapping.path.slice(0, -1)) {
    const next = inside.get(name) ?? new Map<string, MappingTree | TraitMapping>()
    if (!(next instanceof Map)) return
    inside.set(name, next)
    inside = next
  }
  if (!inside.has(last)) inside.set(last, mapping)
}

function normalMappings(mappings: readonly TraitMapping[]): TraitMapping[] {
  return leavesOf(treeOf(mappings.flatMap(normalMapping)))
}

function leavesOf(tree: MappingTree): TraitMapping[] {
  return [...tree.values()].flatMap((node) => (node instanceof Map ? leavesOf(node) : [node]))
}

/** The normal form of a mapping; `undefined` where it can never have a value. */
function normalMapping({ path, source, guard, type }: TraitMapping): TraitMapping[] {
  const normal = normalSource(source)
  if (!normal || path.length === 0) return []
  const normalised = normalType(normal, type)
  const value = { source: normal, ...(normalised ? { type: normalised } : {}) }
  return [{ path: path.map(wellFormed), guard: normalGuard(value, guard), ...value }]
}

function normalSource(source: TraitSource): TraitSource | undefined {
  const lower = 'lowerCase' in source && source.lowerCase ? { lowerCase: true } : {}
  switch (source.kind) {
    case 'claim': {
      if (source.name === 'raw_claims') return { kind: 'raw', path: [] }
      const type = claimType(source.name)
      const isText = type === 'string' || type === undefined
      return { kind: 'claim', name: wellFormed(source.name), ...(isText ? lower : {}) }
    }
    case 'raw': {
      const path = source.path.map(wellFormed)
      return { kind: 'raw', path, ...(path.length > 0 ? lower : {}) }
    }
    case 'fixed':
      return { kind: 'fixed', value: normalValue(source.value) }
    case 'joined': {
      const parts = source.parts.filter((part) => claimType(part) === 'string')
      const [only, ...more] = parts
      if (only === undefined) return undefined
      if (more.length === 0) return { kind: 'claim', name: only, ...lower }
      return { kind: 'joined', parts, separator: wellFormed(source.separator), ...lower }
    }
    case 'local-part': {
      const type = claimType(source.of)
      const canBeText = type === 'string' || type === undefined
      return canBeText ? { kind: 'local-part', of: wellFormed(source.of), ...lower } : undefined
    }
  }
}

function normalType(source: TraitSource, type: TraitType | undefined): TraitType | undefined {
  if (source.kind === 'fixed' || (source.kind === 'raw' && source.path.length === 0)) {
    return undefined
  }
  const converts = source.kind === 'joined' || source.kind === 'local-part' || source.lowerCase
  if (converts) return type === 'array' ? type : undefined
  return source.kind === 'claim' && claimType(source.name) === type ? undefined : type
}

/** A guard has no effect on a value that is always present, or on `email_verified` itself. */
function normalGuard(value: Pick<TraitMapping, 'source' | 'type'>, guard: TraitGuard): TraitGuard {
  const test = presenceTest(value)
  if (guard === 'require' && test === '') return 'leave-out'
  if (guard !== 'verified-only') return guard
  return value.source.kind === 'fixed' || test === verified ? 'leave-out' : guard
}

function normalDomains(domains: readonly string[]): string[] {
  const names = domains.map((name) => wellFormed(name).trim().replace(/^@+/, '').toLowerCase())
  return [...new Set(names)].filter((name) => name !== '')
}

/** Half a surrogate pair cannot be written in UTF-8, nor as an escape in Jsonnet. */
const wellFormed = (text: string) => text.replaceAll(/\p{Surrogate}/gu, '\ufffd')

/** JSON text writes half a pair as an escape, in values and in names. */
function normalValue(value: JsonValue): JsonValue {
  const half = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g
  return parseJson(JSON.stringify(value).replaceAll(half, '$1\ufffd'))
}
