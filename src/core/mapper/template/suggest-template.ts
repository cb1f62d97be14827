import { isJsonArray, type JsonObject, type JsonValue } from '../../model/json'
import type { ClaimName } from '../kratos/claim-fields'
import { providerClaims } from '../kratos/provider-claims'
import { claimType } from './claim-types'
import { conceptOf, email, fullName, phone, plainName, userName, type Concept } from './concepts'
import { normalTemplate } from './normal-form'
import { hasRawClaims, passedClaims, rawMembers, tellsVerified } from './provider-facts'
import { schemaTraits, type SchemaTrait } from './schema-traits'
import { typeOfValue } from './sources-for'
import type { MapperTemplate, TraitMapping, TraitSource } from './template'

export interface SuggestionWanted {
  /** Value of `provider` of the connection, or `saml`. */
  readonly kind: string
  /** The identity schema; without one the template only has the email address. */
  readonly schema?: JsonObject
  /** A sample as the mapper gets it: its claims are preferred. */
  readonly claims?: JsonObject
}

/**
 * A template to start from, in its normal form: each trait of the schema with its likeliest source.
 * The address comes first, then required traits. Traits without a likely source are left out.
 *
 * The address is only used when it is verified, if the provider says that at all. For Microsoft it is
 * always the claim `email`: `preferred_username` and `upn` look like addresses, but a tenant's
 * administrator may set them to any text, and a guest's is not an address. By default nothing counts as
 * verified at Ory, because an organization's identity provider might vouch for addresses of others.
 * addresses of others.
 */
export function suggestTemplate(wanted: SuggestionWanted): MapperTemplate {
  const traits = wanted.schema ? schemaTraits(wanted.schema) : [addressAlone]
  const known = traits.map((trait) => ({ trait, concept: meaningOf(trait) }))
  const single = [email, phone].map((concept) => {
    return best(known.filter((item) => item.concept === concept).map(({ trait }) => trait))
  })
  const mapped = known
    .filter(({ trait, concept }) => {
      return !(concept === email || concept === phone) || single.includes(trait)
    })
    .flatMap(({ trait, concept }) => {
      const mapping = mappingOf(trait, concept, wanted)
      const rank = concept === email ? 0 : trait.required ? 1 : 2
      return mapping ? [{ mapping, rank }] : []
    })
  return normalTemplate({
    traits: mapped.toSorted((left, right) => left.rank - right.rank).map(({ mapping }) => mapping),
    metadataPublic: [],
    verifiedAddresses: false,
  })
}

const addressAlone: SchemaTrait = {
  path: ['email'],
  type: 'string',
  required: true,
  identifier: false,
  listed: false,
}

/** Declarations in the schema override the name of a trait. */
function meaningOf(trait: SchemaTrait): Concept | undefined {
  if (trait.format === 'email' || trait.via === 'email') return email
  if (trait.format === 'tel' || trait.via === 'sms') return phone
  const named = conceptOf(trait.path)
  return trait.identifier && named !== email && named !== phone ? userName : named
}

/** Of several addresses, the one that Ory uses for sign-in and messages. */
function best(traits: readonly SchemaTrait[]): SchemaTrait | undefined {
  const score = ({ identifier, via, required, path }: SchemaTrait) =>
    (identifier ? 8 : 0) + (via ? 4 : 0) + (required ? 2 : 0) + (path.length === 1 ? 1 : 0)
  return traits.toSorted((left, right) => score(right) - score(left))[0]
}

function mappingOf(
  trait: SchemaTrait,
  concept: Concept | undefined,
  wanted: SuggestionWanted,
): TraitMapping | undefined {
  const { path, type } = trait
  if (trait.only !== undefined) {
    if (!trait.required) return undefined
    return { path, source: { kind: 'fixed', value: trait.only }, guard: 'leave-out' }
  }
  // A value outside the schema's list would send people back to the form to choose another.
  if (trait.listed) return undefined
  const source = concept ? sourceOf(trait, concept, wanted) : unknownSource(trait, wanted)
  if (!source || !keepsFormat(trait, source, wanted.kind)) return undefined
  const isAddress = concept === email || (source.kind === 'claim' && source.name === 'email')
  const guard = isAddress && tellsVerified(wanted.kind) ? 'verified-only' : 'leave-out'
  return { path, source, guard, ...(type ? { type } : {}) }
}

function sourceOf(
  trait: SchemaTrait,
  concept: Concept,
  { kind, claims = {} }: SuggestionWanted,
): TraitSource | undefined {
  const passed = passedClaims(kind)
  const fitting = concept.claims.filter((name) => {
    return fitsType(trait, claimType(name)) && takesTexts(trait) && looksRight(trait, claims[name])
  })
  const inSample = fitting.find((name) => passed.includes(name) && claims[name] !== undefined)
  if (inSample) return claim(inSample)
  const raw = rawSource(trait, concept, kind, claims)
  if (raw) return raw
  const parts: readonly ClaimName[] = ['given_name', 'family_name']
  const hasParts = parts.every((name) => claims[name] !== undefined)
  const likely = fitting.find((name) => passed.includes(name))
  const joins =
    concept === fullName &&
    fitsType(trait, 'string') &&
    parts.every((name) => passed.includes(name))
  if (joins && (!likely || hasParts)) return { kind: 'joined', parts, separator: ' ' }
  if (likely) return claim(likely)
  // The address is a unique user name.
  if (concept === userName && fitsType(trait, 'string')) return claim('email')
  const takesList = (trait.type === undefined || trait.type === 'array') && takesTexts(trait)
  if (concept.usualList !== undefined && takesList && hasRawClaims(kind)) {
    return { kind: 'raw', path: [concept.usualList] }
  }
  const [first] = fitting
  return trait.required && first ? claim(first) : undefined
}

const claim = (name: ClaimName): TraitSource => ({ kind: 'claim', name })

/** A trait without a known concept may be a claim of the same name. */
function unknownSource(
  trait: SchemaTrait,
  { kind, claims = {} }: SuggestionWanted,
): TraitSource | undefined {
  const name = trait.path.at(-1) ?? ''
  const found = rawSource(trait, { raw: [plainName(name)] }, kind, claims)
  if (found) return found
  return trait.required && hasRawClaims(kind) ? { kind: 'raw', path: [name] } : undefined
}

/**
 * The member of the sample's `raw_claims` with the first of these names and a fitting value. In nested
 * objects only lists such as roles are searched for: `manager.email` belongs to someone else.
 */
function rawSource(
  trait: SchemaTrait,
  { raw, usualList }: Pick<Concept, 'raw' | 'usualList'>,
  kind: string,
  claims: JsonObject,
): TraitSource | undefined {
  if (!hasRawClaims(kind)) return undefined
  const fitting = rawMembers(claims).filter(({ path, value }) => {
    const isOwn = path.length === 1 || usualList !== undefined
    const fits = fitsType(trait, typeOfValue(value)) && fitsItems(trait, value)
    return isOwn && fits && looksRight(trait, value)
  })
  for (const name of raw) {
    const member = fitting.find(({ path }) => plainName(path.at(-1) ?? '') === name)
    if (member) return { kind: 'raw', path: member.path }
  }
  return undefined
}

function fitsType({ type }: SchemaTrait, own: ReturnType<typeof claimType>): boolean {
  return type === undefined || type === own || (type === 'array' && own === 'string')
}

/** Lists among the claims are lists of texts. */
const takesTexts = ({ items }: SchemaTrait) => items === undefined || items === 'string'

function fitsItems({ type, items }: SchemaTrait, value: JsonValue): boolean {
  if (type !== 'array' || items === undefined) return true
  const list = isJsonArray(value) ? value : [value]
  return list.every((item) => typeOfValue(item) === items)
}

const looks: ReadonlyMap<string, RegExp> = new Map([
  ['email', /^[^@\s]+@[^@\s]+$/],
  ['tel', /^\+[\d\s().-]+$/],
  ['uri', /^[a-z][a-z\d+.-]*:/i],
  ['uuid', /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i],
  ['date', /^\d{4}-\d{2}-\d{2}$/],
])

/**
 * Whether a value fits the format of a trait. Another format sends people back to the form to correct it.
 * Ory accepts every text as a `uuid`, but such a trait is not meant for it.
 */
function looksRight({ format, via }: SchemaTrait, value: JsonValue | undefined): boolean {
  const look = looks.get(format ?? (via === 'sms' ? 'tel' : (via ?? '')))
  return look === undefined || typeof value !== 'string' || look.test(value)
}

/** Whether a source always has that format, even if no sample shows it. */
function keepsFormat({ format }: SchemaTrait, source: TraitSource, kind: string): boolean {
  if (source.kind !== 'claim') return true
  if (format === 'uuid') return source.name === 'oid'
  // Providers with their own profile format dates differently; OpenID Connect defines the format.
  if (format === 'date') return providerClaims.get(kind)?.profile === undefined
  return format !== 'date-time' && format !== 'time'
}
