import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json'
import { isClaimName } from '../kratos/claim-fields'
import { claimType, isAlwaysSent, sourceName } from './claim-types'
import { hasRawClaims, passedClaims, rawMembers } from './provider-facts'
import type { TraitSource, TraitType } from './template'

/** An option for the source of a trait in the form. */
export interface SourceOffer {
  /** `email`, `raw_claims.groups`: unique among the options except for members with points in them. */
  readonly name: string
  readonly source: TraitSource
  /** Absent where it is another type or unknown. */
  readonly type?: TraitType
  /** The value in the sample; absent where the sample has none. */
  readonly sample?: JsonValue
  /** Ory never runs a mapper without it. */
  readonly always: boolean
}

/**
 * Possible sources of a trait: the claims that Ory passes on from this kind of provider, those of the
 * sample first, and other members of the sample's `raw_claims`.
 *
 * @param kind value of `provider`, or `saml`
 * @param claims a sample as the mapper gets it
 */
export function sourcesFor(kind: string, claims: JsonObject = {}): SourceOffer[] {
  const standard = passedClaims(kind).map((name) => {
    return offerOf({ kind: 'claim', name }, claims[name], plainType(claimType(name)))
  })
  const raw = hasRawClaims(kind) ? rawMembers(claims) : []
  const custom = raw
    .filter(({ path }) => path.length > 1 || !isClaimName(path[0] ?? ''))
    .map(({ path, value }) => offerOf({ kind: 'raw', path }, value, typeOfValue(value)))
  const isThere = ({ sample }: SourceOffer) => sample !== undefined
  return [...standard.filter(isThere), ...custom, ...standard.filter((offer) => !isThere(offer))]
}

function offerOf(
  source: TraitSource,
  sample: JsonValue | undefined,
  type: TraitType | undefined,
): SourceOffer {
  return {
    name: sourceName(source),
    source,
    ...(type ? { type } : {}),
    ...(sample === undefined ? {} : { sample }),
    always: source.kind === 'claim' && isAlwaysSent(source.name),
  }
}

const plainType = (type: ReturnType<typeof claimType>) => (type === 'object' ? undefined : type)

/** The type of a trait that accepts this value unchanged. */
export function typeOfValue(value: JsonValue): TraitType | undefined {
  if (Array.isArray(value)) return 'array'
  if (value === null || isJsonObject(value)) return undefined
  if (typeof value === 'string') return 'string'
  return typeof value === 'boolean' ? 'boolean' : 'number'
}
