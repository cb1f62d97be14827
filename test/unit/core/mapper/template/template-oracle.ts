import { claimFields, isClaimName } from '../../../../../src/core/mapper/kratos/claim-fields'
import { addressClaim, addressMapping } from '../../../../../src/core/mapper/template/address'
import type {
  MapperTemplate,
  TraitMapping,
  TraitSource,
} from '../../../../../src/core/mapper/template/template'
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../../src/core/model/json'

/** What a mapping gives for these claims by the words of the model, without any Jsonnet. */
type Outcome = { readonly value: JsonValue } | 'absent' | 'error'

export function outcomeOf(mapping: TraitMapping, claims: JsonObject): Outcome {
  const { source, guard } = mapping
  if (source.kind === 'fixed') return { value: source.value }
  const value = converted(mapping, claims)
  if (value === undefined) return guard === 'require' ? 'error' : 'absent'
  if (guard === 'verified-only' && claims['email_verified'] !== true) return 'absent'
  return { value }
}

function converted({ source, type }: TraitMapping, claims: JsonObject): JsonValue | undefined {
  const plain = valueOf(source, claims)
  if (plain === undefined || plain === null) return undefined
  const lower = 'lowerCase' in source && source.lowerCase
  const isText = typeof plain === 'string'
  const value = lower && isText ? asciiLower(plain) : plain
  // Letters are made small only of text, and what is no text counts as not sent.
  const needsText = source.kind === 'local-part' || (lower && !isKnownNoText(source))
  if (needsText && !isText) return undefined
  const always = needsText || source.kind === 'joined'
  if (type === 'array') return Array.isArray(value) ? value : [value]
  if (type === undefined || always || (source.kind === 'raw' && source.path.length === 0)) {
    return value
  }
  if (type === 'string') return isText ? value : undefined
  if (type === 'number') return typeof value === 'number' ? value : undefined
  if (value === true || value === 'true') return true
  return value === false || value === 'false' ? false : undefined
}

function valueOf(source: TraitSource, claims: JsonObject): JsonValue | undefined {
  switch (source.kind) {
    case 'claim':
      return own(claims, source.name)
    case 'raw': {
      const raw = own(claims, 'raw_claims')
      if (source.path.length === 0)
        return isJsonObject(raw) && Object.keys(raw).length > 0 ? raw : undefined
      return source.path.reduce<JsonValue | undefined>((inside, name) => own(inside, name), raw)
    }
    case 'fixed':
      return source.value
    case 'joined': {
      const parts = source.parts.flatMap((name) => own(claims, name) ?? [])
      return parts.length === 0 ? undefined : parts.join(source.separator)
    }
    case 'local-part': {
      const value = own(claims, source.of)
      return typeof value === 'string' ? value.split('@')[0] : value
    }
  }
}

const own = (value: JsonValue | undefined, name: string): JsonValue | undefined =>
  isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined

const asciiLower = (text: string) => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())

function isKnownNoText(source: TraitSource): boolean {
  if (source.kind !== 'claim' || !isClaimName(source.name)) return false
  return claimFields[source.name] !== 'text' && claimFields[source.name] !== 'locale'
}

/** The traits, or nothing where one of the mappings is an error. Nested ones in nested objects. */
export function traitsOf(
  mappings: MapperTemplate['traits'],
  claims: JsonObject,
): JsonValue | undefined {
  const traits: [string, JsonValue | undefined][] = []
  const names = [...new Set(mappings.map(({ path }) => path[0] ?? ''))]
  for (const name of names) {
    const inside = mappings.filter(({ path }) => path[0] === name)
    const [first] = inside
    if (first?.path.length === 1) {
      const outcome = outcomeOf(first, claims)
      if (outcome === 'error') return undefined
      if (outcome !== 'absent') traits.push([name, outcome.value])
      continue
    }
    const deeper = inside
      .filter(({ path }) => path.length > 1)
      .map((mapping) => ({ ...mapping, path: mapping.path.slice(1) }))
    const value = traitsOf(deeper, claims)
    if (value === undefined) return undefined
    traits.push([name, value])
  }
  return Object.fromEntries(traits) as JsonObject
}

/** `identity`, or nothing where the mapper ends with an error. The template must be normal. */
export function identityOf(template: MapperTemplate, claims: JsonObject): JsonObject | undefined {
  const address = addressMapping(template) ?? addressClaim
  if (template.domains && !isOf(template.domains, outcomeOf(address, claims))) return undefined
  const traits = traitsOf(template.traits, claims)
  const metadata = traitsOf(template.metadataPublic, claims)
  if (traits === undefined || metadata === undefined) return undefined
  const verified = outcomeOf({ ...address, guard: 'verified-only' }, claims)
  const isVerified = template.verifiedAddresses && typeof verified === 'object'
  return {
    traits,
    ...(template.metadataPublic.length > 0 ? { metadata_public: metadata } : {}),
    ...(isVerified ? { verified_addresses: [{ value: verified.value, via: 'email' }] } : {}),
  }
}

function isOf(domains: readonly string[], outcome: Outcome): boolean {
  if (typeof outcome !== 'object' || typeof outcome.value !== 'string') return false
  const address = asciiLower(outcome.value)
  return domains.some((domain) => address.endsWith(`@${domain}`))
}
