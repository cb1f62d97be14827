import { appError } from '../../errors/app-error'
import { failure, success, type Result } from '../../errors/result'
import { isJsonObject, parseJson, type JsonObject, type JsonValue } from '../../model/json'
import { regions } from '../../model/regions'
import type { MapperError } from '../engine'
import { genericMessage, type SignInKind } from './ending'

export interface VerifiedAddress {
  readonly value: string
  readonly via: string
}

/** The parts of a mapper's output that Kratos uses; everything else is ignored. */
export interface MappedIdentity {
  readonly traits: JsonObject
  readonly metadataPublic?: JsonObject
  readonly metadataAdmin?: JsonObject
  readonly verifiedAddresses: readonly VerifiedAddress[]
  readonly region?: string
  /** The error that a sign-in finds in the verified addresses after checking the traits. */
  readonly lateMistake?: MapperError
  /** Members of `identity` and of the whole output that Kratos ignores. */
  readonly ignored: readonly string[]
}

const did = (what: string, key: string) =>
  `OpenID Connect Jsonnet mapper did not return ${what} for key ${key}. Please check your Jsonnet code!`
const unreadable = (key: string) =>
  `Failed to unmarshal value for key ${key}. Please check your Jsonnet code!`

/** An error, and whether Kratos shows it on the form or on the error page. */
interface Mistake {
  readonly text: string
  readonly onForm: boolean
}

type Check = (identity: JsonObject, when: SignInKind) => Mistake | undefined

const onPage = (text: string): Mistake => ({ text, onForm: false })
const onForm = (text: string): Mistake => ({ text, onForm: true })

const optionalObject =
  (name: string): Check =>
  (identity) =>
    identity[name] === undefined || isJsonObject(identity[name])
      ? undefined
      : onPage(did('an object', `identity.${name}`))

/** Only a registration sets an identity's region. */
const region: Check = ({ region }, when) => {
  if (region === undefined || when === 'login') return undefined
  if (typeof region !== 'string') return onPage(did('a string', 'identity.region'))
  return isRegion(region) ? undefined : onForm('the provided region is not a valid Ory region')
}

const verifiedAddresses: Check = ({ verified_addresses: addresses }) => {
  const key = 'identity.verified_addresses'
  if (addresses === undefined) return undefined
  if (!Array.isArray(addresses)) return onForm(did('an array', key))
  return addresses.every((entry) => toAddress(entry) !== undefined)
    ? undefined
    : onForm(unreadable(key))
}

/** In Kratos' order; the first error ends the registration. */
const checks: readonly Check[] = [
  ({ traits }) => (isJsonObject(traits) ? undefined : onPage(did('an object', 'identity.traits'))),
  optionalObject('metadata_public'),
  optionalObject('metadata_admin'),
  region,
]

const used = ['traits', 'metadata_public', 'metadata_admin', 'verified_addresses', 'region']

/**
 * Checks a mapper's output as Kratos does.
 *
 * @param output the engine's output: JSON
 * @returns the parts that Kratos uses, or Kratos' message of the first check that fails.
 */
export function readOutput(
  output: string,
  when: SignInKind = 'registration',
): Result<MappedIdentity, MapperError> {
  const whole = parseJson(output)
  const root = isJsonObject(whole) ? whole : {}
  const identity = isJsonObject(root['identity']) ? root['identity'] : {}
  // A sign-in checks the verified addresses last: see `lateMistake`.
  const all = when === 'login' ? checks : [...checks, verifiedAddresses]
  for (const check of all) {
    const mistake = check(identity, when)
    if (mistake) return failure(shapeError(mistake))
  }
  const late = verifiedAddresses(identity, when)
  return success({
    ...usedParts(root, identity),
    ...(late ? { lateMistake: shapeError(late) } : {}),
  })
}

/** The parts of an output that are used, of one whose shape was checked. */
export function usedParts(root: JsonObject, identity: JsonObject): MappedIdentity {
  const { traits, metadata_public, metadata_admin, verified_addresses, region } = identity
  return {
    // The checks have refused traits that are not an object.
    traits: traits as JsonObject,
    ...(isJsonObject(metadata_public) ? { metadataPublic: metadata_public } : {}),
    ...(isJsonObject(metadata_admin) ? { metadataAdmin: metadata_admin } : {}),
    verifiedAddresses: Array.isArray(verified_addresses)
      ? verified_addresses.flatMap((entry) => toAddress(entry) ?? [])
      : [],
    ...(typeof region === 'string' ? { region } : {}),
    ignored: [
      ...Object.keys(root).filter((key) => key !== 'identity'),
      ...Object.keys(identity)
        .filter((key) => !used.includes(key))
        .map((key) => `identity.${key}`),
    ],
  }
}

function shapeError({ text, onForm }: Mistake): MapperError {
  const form = onForm ? { form: [{ id: genericMessage, text }] } : {}
  return { ...appError('mapper.output-shape', text), text, ...form }
}

const isRegion = (name: string) => regions.some(({ value }) => value === name)

/**
 * Decoded as in Go: names match without case, the last of two wins, and null changes nothing.
 *
 * @returns `undefined` where Go's decoder fails
 */
export function toAddress(entry: JsonValue): VerifiedAddress | undefined {
  if (entry === null) return { value: '', via: '' }
  if (!isJsonObject(entry)) return undefined
  const address = { value: '', via: '' }
  for (const [key, member] of Object.entries(entry)) {
    const name = key.toLowerCase()
    if ((name !== 'value' && name !== 'via') || member === null) continue
    if (typeof member !== 'string') return undefined
    address[name] = member
  }
  const { value, via } = address
  return { value: via === 'email' ? value.trim().toLowerCase() : value, via }
}
