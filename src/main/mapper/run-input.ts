import { success, type Result } from '../../core/errors/result'
import type { MapperError } from '../../core/mapper/engine'
import { encodeByGo } from '../../core/mapper/kratos/go-json'
import type { NormalisedClaims } from '../../core/mapper/kratos/normalise'
import type { ClaimsInput } from '../../core/mapper/kratos/run'
import type { MapperIdentity } from '../../core/mapper/kratos/variables'
import { readSent } from '../../core/mapper/scim/read-sent'
import { isJsonObject, type JsonObject } from '../../core/model/json'

/** The claims, or the user of a SCIM client, as the mapper sees them, in JSON. */
export function readClaims(input: ClaimsInput): Result<ReadClaims, MapperError> {
  if (input.mode === 'exact') return success({ text: input.json })
  const { mode: _mode, kind, payload, ...sent } = input
  const normalised = readSent(kind, payload, sent)
  if (!normalised.ok) return normalised
  // Go's encoder adds a newline, which counts towards the size of the request.
  const text = `${encodeByGo(normalised.value.claims)}\n`
  return success({ text, normalised: normalised.value })
}

/** What a mapper is given. */
export interface ReadClaims {
  readonly text: string
  readonly normalised?: NormalisedClaims
}

/** The identity with the phone numbers that Kratos rewrites. */
export async function asStored(
  identity: MapperIdentity,
  schema: JsonObject | undefined,
  schemaText: string | undefined,
): Promise<MapperIdentity> {
  // The library for phone numbers is large, and few schemas have phone numbers.
  if (!schema || schemaText?.includes('sms') !== true) return identity
  const { storedTraits } = await import('../../core/mapper/kratos/stored-traits')
  return { ...identity, traits: storedTraits(schema, identity.traits) }
}

/** The identity schema; nothing where its text is none, which the validator reports. */
export function readSchema(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined
  try {
    const schema: unknown = JSON.parse(text)
    return isJsonObject(schema) ? schema : undefined
  } catch {
    // The validator reports it.
    return undefined
  }
}
