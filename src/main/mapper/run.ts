import type { SignInKind } from '../../core/mapper/kratos/ending'
import { formTraits, withoutEmpty } from '../../core/mapper/kratos/form-objects'
import { mergeTraits } from '../../core/mapper/kratos/merge-traits'
import { storedAddress } from '../../core/mapper/kratos/mapper-address'
import { readOutput, type MappedIdentity } from '../../core/mapper/kratos/output'
import { givenOf, type MapperInput, type MapperRun } from '../../core/mapper/kratos/run'
import { sameIdentity, updatedIdentity } from '../../core/mapper/kratos/sign-in'
import {
  knownIdentity,
  mapperVariables,
  type MapperIdentity,
} from '../../core/mapper/kratos/variables'
import type { JsonObject } from '../../core/model/json'
import { checkIdentity } from './check-identity'
import type { MapperEngine } from './engine'
import { ended, evaluationFailed } from './run-end'
import { asStored, readClaims, readSchema } from './run-input'
import { runScim } from './run-scim'

/** Runs a mapper like Kratos: claims, evaluation, form, schema. Never rejects. */
export async function runMapper(
  engine: MapperEngine,
  input: MapperInput,
  signal?: AbortSignal,
): Promise<MapperRun> {
  const claims = readClaims(input.claims)
  if (givenOf(input.claims) === 'scim') return runScim(engine, input, claims, signal)
  const when: SignInKind = input.identity ? 'login' : 'registration'
  if (!claims.ok) return ended({}, claims.error, when)
  const { text: claimsText, normalised } = claims.value
  const shown: MapperRun = normalised ? { claims: normalised } : {}
  if (input.identity && input.updateOnLogin === 'never') return leftAlone(shown, input.identity)

  const variables = mapperVariables(claimsText, input.identity)
  const { text, fileName, address = storedAddress } = input
  const evaluated = await engine.evaluate({ text, fileName, address, variables }, signal)
  if (!evaluated.ok) return evaluationFailed(shown, evaluated.error, when)
  const evaluation = evaluated.value

  const output = readOutput(evaluation.output, when)
  if (!output.ok) return ended({ ...shown, evaluation }, output.error, when)
  const mapped = output.value
  const schema = readSchema(input.schema)
  const identity = await identityOf(input, mapped, schema)
  const run: MapperRun = {
    ...shown,
    evaluation,
    mapped,
    identity,
    ...(input.identity ? { signIn: signInOf(input.identity, identity) } : {}),
  }
  if (input.schema !== undefined)
    return checkIdentity(engine, input, { run, mapped, identity, schema }, signal)
  return mapped.lateMistake
    ? ended(run, mapped.lateMistake, when)
    : { ...run, ending: { at: 'session' } }
}

/** With `update_identity_on_login` off, the mapper doesn't run. */
function leftAlone(run: MapperRun, known: NonNullable<MapperInput['identity']>): MapperRun {
  const identity = knownIdentity(known)
  return {
    ...run,
    identity,
    signIn: { identity, changed: false, mapped: false },
    ...(known.addresses ? { addresses: known.addresses } : {}),
    ending: { at: 'session' },
  }
}

async function identityOf(
  input: MapperInput,
  mapped: MappedIdentity,
  schema: JsonObject | undefined,
): Promise<MapperIdentity> {
  const merged = input.identity
    ? updatedIdentity(knownIdentity(input.identity), mapped)
    : registered(input, mapped, schema)
  return asStored(merged, schema, input.schema)
}

function registered(
  input: MapperInput,
  mapped: MappedIdentity,
  schema: JsonObject | undefined,
): MapperIdentity {
  const form = schema ? formTraits(schema, input.form) : withoutEmpty(input.form ?? {})
  return {
    traits: mergeTraits(form, mapped.traits),
    metadata_public: mapped.metadataPublic ?? null,
    metadata_admin: mapped.metadataAdmin ?? null,
  }
}

function signInOf(known: NonNullable<MapperInput['identity']>, identity: MapperIdentity) {
  return { identity, changed: !sameIdentity(knownIdentity(known), identity), mapped: true }
}
