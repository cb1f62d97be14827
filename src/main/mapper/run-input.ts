import { success, type Result } from '../../core/errors/result'
import type { MapperError } from '../../core/mapper/engine'
import { encodeByGo } from '../../core/mapper/kratos/go-json'
import type { NormalisedClaims } from '../../core/mapper/kratos/normalise'
import type { ClaimsInput } from '../../core/mapper/kratos/run'
import type { MapperIdentity } from '../../core/mapper/kratos/variables'
import { readSent } from '../../core/mapper/scim/read-sent'
import { isJsonObject, type JsonObject } from '../../core/model/json'

/** Claims or SCIM user as JSON for the mapper. */
export function readClaims(input: ClaimsInput): Result<ReadClaims, MapperError> {
  if (input.mode === 'exact') return success({ text: input.json })
  const { mode: _mode, kind, payload, ...sent } = input
  const normalised = readSent(kind, payload, sent)
  if (!normalised.ok) return normalised
  // Go's encoder adds a newline, which counts.
  const text = `${encodeByGo(normalised.value.claims)}\n`
  return success({ text, normalised: normalised.value })
}

export interface ReadClaims {
  readonly text: string
  readonly normalised?: NormalisedClaims
}

/** Applies Kratos' rewriting of phone numbers. */
export async function asStored(
  identity: MapperIdentity,
  schema: JsonObject | undefined,
  schemaText: string | undefined,
): Promise<MapperIdentity> {
  // The phone library is large and rarely needed.
  if (!schema || schemaText?.includes('sms') !== true) return identity
  const { storedTraits } = await import('../../core/mapper/kratos/stored-traits')
  return { ...identity, traits: storedTraits(schema, identity.traits) }
}

/** Unparsable schemas are left to the validator. */
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
