import { appError } from '../../errors/app-error'
import { failure, success, type Result } from '../../errors/result'
import { isJsonArray, isJsonObject, parseJson, type JsonObject } from '../../model/json'
import { regions } from '../../model/regions'
import type { MapperError } from '../engine'
import { said, type Say } from '../kratos/english'
import { toAddress, usedParts, type MappedIdentity } from '../kratos/output'

type Words = (t: Say) => string

const noObject =
  (key: string): Words =>
  (t) =>
    t('The mapper gives no object at {key}', { key })

/** Ory's answer to an invalid region. Source: Ory's documentation, “SCIM”. */
const badRequest = 400

function regionMistake({ region }: JsonObject): Words | undefined {
  if (region === undefined || regions.some(({ value }) => value === region)) return undefined
  return (t) =>
    t('{region} is not a region of Ory', {
      region: typeof region === 'string' ? `“${region}”` : JSON.stringify(region),
    })
}

/** What stands in the way of an output; the shape is that of Ory's reference of its mappers. */
function mistakeOf(identity: JsonObject): Words | undefined {
  const { traits, verified_addresses: addresses } = identity
  if (!isJsonObject(traits)) return noObject('identity.traits')
  for (const name of ['metadata_public', 'metadata_admin']) {
    const value = identity[name]
    if (value !== undefined && !isJsonObject(value)) return noObject(`identity.${name}`)
  }
  if (addresses === undefined) return undefined
  const isList = isJsonArray(addresses) && addresses.every((entry) => toAddress(entry))
  if (isList) return undefined
  return (t) =>
    t('The mapper gives no list of addresses at {key}', { key: 'identity.verified_addresses' })
}

/**
 * Checks the output of a mapper for SCIM against the shape that Ory's documents ask for. What Ory's server says of
 * another shape is not known, so the words are the app's own.
 */
export function readScimOutput(output: string): Result<MappedIdentity, MapperError> {
  const whole = parseJson(output)
  const root = isJsonObject(whole) ? whole : {}
  const identity = isJsonObject(root['identity']) ? root['identity'] : {}
  const mistake = mistakeOf(identity)
  const region = mistake ? undefined : regionMistake(identity)
  const words = mistake ?? region
  if (!words) return success(usedParts(root, identity))
  const { message, ...more } = said(words)
  const status = region ? { status: badRequest } : {}
  return failure({ ...appError('mapper.output-shape', message), ...more, ...status })
}
