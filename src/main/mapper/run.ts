import { appError } from '../../core/errors/app-error'
import type { ClaimsInput, MappedAddress, MapperInput, MapperRun } from '../../core/mapper/run'
import type { JsonObject } from '../../core/model/json-value'
import { identifierTraits } from '../../core/mapper/kratos/identifier-keyword'
import { success, type Result } from '../../core/errors/result'
import type { MapperError } from '../../core/mapper/engine'
import { normaliseClaims, type NormalisedClaims } from '../../core/mapper/kratos/normalise'
import { readOutput, type MappedIdentity } from '../../core/mapper/kratos/output'
import { schemaConsequences, signIn, type SignIn } from '../../core/mapper/kratos/sign-in'
import { mapperVariables, noIdentity } from '../../core/mapper/kratos/variables'
import type { MapperEngine } from './engine'

/**
 * Runs a mapper as Kratos does at a registration or, with an identity, at a sign-in: claims,
 * evaluation, checks of the output, schema. Never rejects; a failure is in the answer's `error`.
 */
export async function runMapper(
  engine: MapperEngine,
  input: MapperInput,
  signal?: AbortSignal,
): Promise<MapperRun> {
  const claims = readClaims(input.claims)
  if (!claims.ok) return { error: claims.error }
  const { text: claimsText, normalised } = claims.value
  const shown = normalised ? { claims: normalised } : {}

  const evaluated = await engine.evaluate(
    {
      text: input.text,
      fileName: input.fileName,
      variables: mapperVariables(claimsText, input.identity),
    },
    signal,
  )
  if (!evaluated.ok) return { ...shown, error: evaluated.error }
  const evaluation = evaluated.value

  const mapped = readOutput(evaluation.output)
  if (!mapped.ok) return { ...shown, evaluation, error: mapped.error }
  const after = afterSignIn(input, mapped.value)
  const run = {
    ...shown,
    evaluation,
    mapped: mapped.value,
    ...(after ? { signIn: after } : {}),
  }
  return input.schema === undefined ? run : checkSchema(engine, input.schema, run, signal)
}

/** The claims as the mapper sees them, in JSON. */
export function readClaims(
  input: ClaimsInput,
): Result<{ text: string; normalised?: NormalisedClaims }, MapperError> {
  if (input.mode === 'exact') return success({ text: input.json })
  const normalised = normaliseClaims(input.kind, input.payload)
  if (!normalised.ok) return normalised
  // Go's encoder ends the text with a newline, which counts in the size of the request.
  const text = `${JSON.stringify(normalised.value.claims)}\n`
  return success({ text, normalised: normalised.value })
}

function afterSignIn(input: MapperInput, mapped: MappedIdentity): SignIn | undefined {
  if (!input.identity) return undefined
  const old = { ...noIdentity, ...input.identity }
  return signIn(old, mapped, input.updateOnLogin ?? 'automatic')
}

async function checkSchema(
  engine: MapperEngine,
  schema: string,
  run: MapperRun & { readonly mapped: MappedIdentity },
  signal: AbortSignal | undefined,
): Promise<MapperRun> {
  const traits = run.signIn?.identity.traits ?? run.mapped.traits
  const validated = await engine.validate({ schema, traits: JSON.stringify(traits) }, signal)
  if (!validated.ok) return { ...run, error: validated.error }
  const addresses = addressesOf(JSON.parse(schema) as JsonObject, traits, run.mapped)
  const schemaProblems = validated.value.problems
  const consequences = schemaConsequences(schemaProblems, run.signIn ? 'sign-in' : 'registration')
  const error = appError('mapper.schema', consequences.join('\n'))
  return {
    ...run,
    addresses,
    schemaProblems,
    consequences,
    ...(consequences.length > 0 ? { error } : {}),
  }
}

/** Kratos marks those addresses as verified that the mapper names with the same value and channel. */
function addressesOf(
  schema: JsonObject,
  traits: JsonObject,
  { verifiedAddresses }: MappedIdentity,
): MappedAddress[] {
  return identifierTraits(schema, traits).map((trait) => ({
    ...trait,
    verified: verifiedAddresses.some(
      ({ value, via }) => via === trait.verification && value === trait.value,
    ),
  }))
}
