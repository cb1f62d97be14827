import { appError } from '../../errors/app-error'
import { failure, success, type Result } from '../../errors/result'
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json-value'
import { regions } from '../../rules/regions'
import type { MapperError } from '../engine'

export interface VerifiedAddress {
  readonly value: string
  readonly via: string
}

/** The parts of a mapper's output that Kratos takes; everything else is ignored. */
export interface MappedIdentity {
  readonly traits: JsonObject
  readonly metadataPublic?: JsonObject
  readonly metadataAdmin?: JsonObject
  readonly verifiedAddresses: readonly VerifiedAddress[]
  readonly region?: string
  /** Members of `identity` and of the whole output that Kratos does not look at. */
  readonly ignored: readonly string[]
}

const notAnObject = (key: string) =>
  `OpenID Connect Jsonnet mapper did not return an object for key ${key}. Please check your Jsonnet code!`
const notAList = (key: string) =>
  `OpenID Connect Jsonnet mapper did not return an array for key ${key}. Please check your Jsonnet code!`
const unreadable = (key: string) =>
  `Failed to unmarshal value for key ${key}. Please check your Jsonnet code!`

type Check = (identity: JsonObject) => string | undefined

const optionalObject =
  (name: string): Check =>
  (identity) =>
    identity[name] === undefined || isJsonObject(identity[name])
      ? undefined
      : notAnObject(`identity.${name}`)

/** In Kratos' order; the first that finds something ends the registration. */
const checks: readonly Check[] = [
  ({ traits }) => (isJsonObject(traits) ? undefined : notAnObject('identity.traits')),
  optionalObject('metadata_public'),
  optionalObject('metadata_admin'),
  ({ region }) =>
    region === undefined || (typeof region === 'string' && isRegion(region))
      ? undefined
      : `The region ${JSON.stringify(region)} is not one of Ory Network.`,
  ({ verified_addresses: addresses }) => {
    const key = 'identity.verified_addresses'
    if (addresses === undefined) return undefined
    if (!Array.isArray(addresses)) return notAList(key)
    return addresses.every(isAddress) ? undefined : unreadable(key)
  },
]

const used = ['traits', 'metadata_public', 'metadata_admin', 'verified_addresses', 'region']

/**
 * Checks a mapper's output as Kratos does.
 *
 * @param output the engine's output: JSON
 * @returns the parts that are taken, or Kratos' text of the first check that fails.
 */
export function readOutput(output: string): Result<MappedIdentity, MapperError> {
  const whole = JSON.parse(output) as JsonValue
  const root = isJsonObject(whole) ? whole : {}
  const identity = isJsonObject(root['identity']) ? root['identity'] : {}
  for (const check of checks) {
    const message = check(identity)
    if (message !== undefined) {
      return failure({ ...appError('mapper.output-shape', message), text: message })
    }
  }
  const { traits, metadata_public, metadata_admin, verified_addresses, region } = identity
  return success({
    traits: traits as JsonObject,
    ...(isJsonObject(metadata_public) ? { metadataPublic: metadata_public } : {}),
    ...(isJsonObject(metadata_admin) ? { metadataAdmin: metadata_admin } : {}),
    verifiedAddresses: Array.isArray(verified_addresses) ? verified_addresses.map(toAddress) : [],
    ...(typeof region === 'string' ? { region } : {}),
    ignored: [
      ...Object.keys(root).filter((key) => key !== 'identity'),
      ...Object.keys(identity)
        .filter((key) => !used.includes(key))
        .map((key) => `identity.${key}`),
    ],
  })
}

const isRegion = (name: string) => regions.some(({ value }) => value === name)

const textOrNothing = (value: JsonValue | undefined) =>
  value === undefined || value === null || typeof value === 'string'

function isAddress(entry: JsonValue): boolean {
  if (entry === null) return true
  return isJsonObject(entry) && textOrNothing(entry['value']) && textOrNothing(entry['via'])
}

function toAddress(entry: JsonValue): VerifiedAddress {
  const members = isJsonObject(entry) ? entry : {}
  const value = typeof members['value'] === 'string' ? members['value'] : ''
  const via = typeof members['via'] === 'string' ? members['via'] : ''
  return { value: via === 'email' ? value.trim().toLowerCase() : value, via }
}
