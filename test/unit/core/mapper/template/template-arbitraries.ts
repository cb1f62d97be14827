import fc from 'fast-check'
import {
  claimFields,
  claimNames,
  type ClaimName,
} from '../../../../../src/core/mapper/kratos/claim-fields'
import type {
  MapperTemplate,
  TraitMapping,
  TraitSource,
} from '../../../../../src/core/mapper/template/template'
import type { JsonObject, JsonValue } from '../../../../../src/core/model/json'

const awkward = [
  '__proto__',
  'constructor',
  'if',
  'local',
  'std',
  'claims',
  'part',
  'raw_claims',
  'email_verified',
  'https://example.com/roles',
  "it's",
  '"both\'',
  'a\\',
  "\\'",
  "\\\\'x",
  '\n',
  '\u2028',
  '\u007f',
  '\ud800',
  '}',
  '|||',
  '// no comment',
  '$1',
  '',
  '😀',
]

/** Names and texts, half of them such that careless quoting breaks. */
export const anyText = fc.oneof(
  fc.constantFrom(...awkward),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('email', 'name', 'first', 'groups'),
)
const claimName = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...claimNames) }, anyText)
const lowerCase = fc.constantFrom({}, { lowerCase: true }, { lowerCase: false })

export const anyValue = fc.jsonValue({
  maxDepth: 3,
  stringUnit: 'binary',
}) as fc.Arbitrary<JsonValue>

export const anySource: fc.Arbitrary<TraitSource> = fc.oneof(
  fc
    .tuple(claimName, lowerCase)
    .map(([name, more]): TraitSource => ({ kind: 'claim', name, ...more })),
  fc
    .tuple(fc.array(anyText, { maxLength: 3 }), lowerCase)
    .map(([path, more]): TraitSource => ({ kind: 'raw', path, ...more })),
  fc.oneof(anyValue, anyText).map((value): TraitSource => ({ kind: 'fixed', value })),
  fc
    .tuple(fc.array(claimName, { maxLength: 3 }), anyText, lowerCase)
    .map(([parts, separator, more]): TraitSource => ({
      kind: 'joined',
      parts,
      separator,
      ...more,
    })),
  fc
    .tuple(claimName, lowerCase)
    .map(([of, more]): TraitSource => ({ kind: 'local-part', of, ...more })),
)

export const anyMapping: fc.Arbitrary<TraitMapping> = fc
  .record({
    path: fc.array(anyText, { minLength: 0, maxLength: 3 }),
    source: anySource,
    guard: fc.constantFrom('leave-out' as const, 'require' as const, 'verified-only' as const),
    type: fc.constantFrom(
      undefined,
      'string' as const,
      'boolean' as const,
      'number' as const,
      'array' as const,
    ),
  })
  .map(({ type, ...mapping }) => (type ? { ...mapping, type } : mapping))

export const anyTemplate: fc.Arbitrary<MapperTemplate> = fc
  .record({
    traits: fc.array(anyMapping, { maxLength: 5 }),
    metadataPublic: fc.array(anyMapping, { maxLength: 2 }),
    verifiedAddresses: fc.boolean(),
    domains: fc.option(fc.array(fc.oneof(fc.domain(), anyText), { maxLength: 2 }), {
      nil: undefined,
    }),
  })
  .map(({ domains, ...template }) => (domains ? { ...template, domains } : template))

const texts = fc.oneof(
  fc.constantFrom('Ann@Example.com', 'bo@other.example', 'true', 'plain', 'a@b@c'),
  fc.string({ minLength: 1, maxLength: 6 }),
)
const rawValue = fc.oneof(
  texts,
  fc.constantFrom<JsonValue>(null, true, false, 0, 1.5, '', [], ['a', 'b'], {}),
)

/** A claim as Kratos passes it on: of its type, never empty. */
function claimValue(name: ClaimName): fc.Arbitrary<JsonValue> {
  switch (claimFields[name]) {
    case 'text':
    case 'locale':
      return texts
    case 'flag':
    case 'flag-or-text':
      return fc.constant(true)
    case 'integer':
      return fc.integer({ min: 1 })
    case 'list':
      return fc.constant(['pwd', 'mfa'])
    case 'raw-object':
      return fc.constant({ other: 1 })
  }
}

/** Claims for a template: its own sources are there more often than not. */
export function claimsFor(template: MapperTemplate): fc.Arbitrary<JsonObject> {
  const mappings = [...template.traits, ...template.metadataPublic]
  const paths = mappings.flatMap(({ source }) => (source.kind === 'raw' ? [source.path] : []))
  const unknown = mappings.flatMap(({ source }) => {
    const name =
      source.kind === 'claim' ? source.name : source.kind === 'local-part' ? source.of : ''
    return Object.hasOwn(claimFields, name) ? [] : [name]
  })
  const standard = claimNames
    .filter((name) => name !== 'raw_claims')
    .map((name) => {
      const nil = name === 'sub' || name === 'iss' ? 0 : 3
      return fc
        .tuple(claimValue(name), fc.integer({ min: 0, max: 9 }))
        .map(([value, chance]): [string, JsonValue][] => (chance < nil ? [] : [[name, value]]))
    })
  const custom = unknown.map((name) =>
    fc.option(texts).map((value): [string, JsonValue][] => (value === null ? [] : [[name, value]])),
  )
  const raw = fc.tuple(...paths.map((path) => rawValue.map((value) => nested(path, value))))
  return fc
    .tuple(fc.tuple(...custom), fc.tuple(...standard), fc.option(raw))
    .map(
      ([first, second, parts]) =>
        Object.fromEntries([
          ...first.flat(),
          ...second.flat(),
          ...(parts ? [['raw_claims', Object.fromEntries(parts.flatMap(Object.entries))]] : []),
        ]) as JsonObject,
    )
}

const nested = (path: readonly string[], value: JsonValue): JsonObject => {
  const [first, ...more] = path
  if (first === undefined) return {}
  return Object.fromEntries([[first, more.length === 0 ? value : nested(more, value)]])
}
