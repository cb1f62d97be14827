import { appError } from '../../core/errors/app-error'
import { success, type Result } from '../../core/errors/result'
import type { MapperError } from '../../core/mapper/engine'
import { identityAddresses, type IdentityAddress } from '../../core/mapper/kratos/addresses'
import { conflictsOf } from '../../core/mapper/kratos/conflicts'
import {
  endingOfError,
  evaluationText,
  type Ending,
  type SignInKind,
} from '../../core/mapper/kratos/ending'
import { blockedTraits, formTraits } from '../../core/mapper/kratos/form-objects'
import { encodeByGo } from '../../core/mapper/kratos/go-json'
import { mergeTraits } from '../../core/mapper/kratos/merge-traits'
import { normaliseClaims, type NormalisedClaims } from '../../core/mapper/kratos/normalise'
import { readOutput, type MappedIdentity } from '../../core/mapper/kratos/output'
import { pageMessages } from '../../core/mapper/kratos/page-messages'
import {
  sameIdentity,
  schemaConsequences,
  updatedIdentity,
  type SignIn,
} from '../../core/mapper/kratos/sign-in'
import { storedTraits } from '../../core/mapper/kratos/stored-traits'
import {
  knownIdentity,
  mapperVariables,
  type MapperIdentity,
} from '../../core/mapper/kratos/variables'
import type { ClaimsInput, MapperInput, MapperRun } from '../../core/mapper/run'
import { isJsonObject, type JsonObject } from '../../core/model/json-value'
import type { MapperEngine } from './engine'

/**
 * Runs a mapper as Kratos does when a browser registers or, with an identity, signs in: claims,
 * evaluation, checks of the output, the form, the schema. Never rejects; a failure is in the answer's
 * `error`, and where the person then is in its `ending`.
 */
export async function runMapper(
  engine: MapperEngine,
  input: MapperInput,
  signal?: AbortSignal,
): Promise<MapperRun> {
  const when: SignInKind = input.identity ? 'login' : 'registration'
  const claims = readClaims(input.claims)
  if (!claims.ok) return ended({}, claims.error, when)
  const { text: claimsText, normalised } = claims.value
  const shown: MapperRun = normalised ? { claims: normalised } : {}
  if (input.identity && input.updateOnLogin === 'never') return leftAlone(shown, input.identity)

  const variables = mapperVariables(claimsText, input.identity)
  const { text, fileName } = input
  const evaluated = await engine.evaluate({ text, fileName, variables }, signal)
  if (!evaluated.ok) return evaluationFailed(shown, evaluated.error, when)
  const evaluation = evaluated.value

  const output = readOutput(evaluation.output, when)
  if (!output.ok) return ended({ ...shown, evaluation }, output.error, when)
  const mapped = output.value
  const schema = input.schema === undefined ? undefined : readSchema(input.schema)
  const identity = identityOf(input, mapped, schema)
  const run: MapperRun = {
    ...shown,
    evaluation,
    mapped,
    identity,
    ...(input.identity ? { signIn: signInOf(input.identity, identity) } : {}),
  }
  if (input.schema !== undefined)
    return checked(engine, input, { run, mapped, identity, schema }, signal)
  return mapped.lateMistake
    ? ended(run, mapped.lateMistake, when)
    : { ...run, ending: { at: 'session' } }
}

/** The claims as the mapper sees them, in JSON. */
export function readClaims(
  input: ClaimsInput,
): Result<{ text: string; normalised?: NormalisedClaims }, MapperError> {
  if (input.mode === 'exact') return success({ text: input.json })
  const { mode: _mode, kind, payload, ...sent } = input
  const normalised = normaliseClaims(kind, payload, sent)
  if (!normalised.ok) return normalised
  // Go's encoder ends the text with a newline, which counts in the size of the request.
  const text = `${encodeByGo(normalised.value.claims)}\n`
  return success({ text, normalised: normalised.value })
}

function ended(run: MapperRun, error: MapperError, when: SignInKind): MapperRun {
  const ending = endingOfError(error, when)
  const lines = error.form?.map(({ text }) => `${text}: ${goesBack[when]}`)
  return {
    ...run,
    error,
    ...(lines ? { consequences: lines } : {}),
    ...(ending ? { ending } : {}),
  }
}

const goesBack = {
  registration: 'goes back to the registration form, which cannot mend it',
  login: 'goes back to the sign-in page: the sign-in fails',
} as const

/** The log and the error page have the engine's text behind the name of the package that ran it. */
function evaluationFailed(run: MapperRun, error: MapperError, when: SignInKind): MapperRun {
  const failed = ended(run, error, when)
  const { ending } = failed
  if (ending?.at !== 'error') return failed
  const isEngines = error.code === 'mapper.syntax' || error.code === 'mapper.runtime'
  const text = isEngines ? evaluationText(ending.text) : ending.text
  return { ...failed, ending: { ...ending, text } }
}

/** Without `update_identity_on_login` the mapper is not run, and nothing of the identity changes. */
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

/** What Kratos holds against the schema. */
function identityOf(
  input: MapperInput,
  mapped: MappedIdentity,
  schema: JsonObject | undefined,
): MapperIdentity {
  const merged = input.identity
    ? updatedIdentity(knownIdentity(input.identity), mapped)
    : registered(input, mapped, schema)
  return schema ? { ...merged, traits: storedTraits(schema, merged.traits) } : merged
}

function registered(
  input: MapperInput,
  mapped: MappedIdentity,
  schema: JsonObject | undefined,
): MapperIdentity {
  const form = schema ? formTraits(schema, input.form) : (input.form ?? {})
  return {
    traits: mergeTraits(form, mapped.traits),
    metadata_public: mapped.metadataPublic ?? null,
    metadata_admin: mapped.metadataAdmin ?? null,
  }
}

function signInOf(known: NonNullable<MapperInput['identity']>, identity: MapperIdentity) {
  return { identity, changed: !sameIdentity(knownIdentity(known), identity), mapped: true }
}

interface Tried {
  readonly run: MapperRun
  readonly mapped: MappedIdentity
  readonly identity: MapperIdentity
  readonly schema: JsonObject | undefined
}

async function checked(
  engine: MapperEngine,
  input: MapperInput,
  { run, mapped, identity, schema }: Tried,
  signal: AbortSignal | undefined,
): Promise<MapperRun> {
  const when: SignInKind = input.identity ? 'login' : 'registration'
  const traits = JSON.stringify(identity.traits)
  const validated = await engine.validate({ schema: input.schema ?? '', traits }, signal)
  // A schema that cannot be used stops Kratos itself, so there is no page to speak of.
  if (!validated.ok) return { ...run, error: validated.error }
  const { problems: schemaProblems, addresses: kept } = validated.value
  const blocked = schema && when === 'registration' ? blockedTraits(schema) : []
  const consequences = schemaConsequences(schemaProblems, when, blocked)
  const found = { ...run, schemaProblems, consequences, ...(blocked.length > 0 ? { blocked } : {}) }
  if (consequences.length > 0) {
    const ending: Ending = { at: when, messages: pageMessages(schemaProblems) }
    return { ...found, ending, error: appError('mapper.schema', consequences.join('\n')) }
  }
  if (mapped.lateMistake) return ended(found, mapped.lateMistake, when)
  const known = input.identity?.addresses
  const addresses = identityAddresses(kept, identity.traits, verifiedBy(mapped, known))
  const changed = run.signIn && isChanged(run.signIn, addresses, known)
  const own = changed === true ? await ownValues(engine, input, signal) : []
  const isWritten = when === 'registration' || changed === true
  return {
    ...found,
    ...(run.signIn ? { signIn: { ...run.signIn, changed: changed === true } } : {}),
    addresses,
    ...(isWritten ? { conflicts: conflictsOf(addresses, when, own) } : {}),
    ending: { at: 'session' },
  }
}

/** Also what becomes verified is written. */
function isChanged(
  { changed }: SignIn,
  addresses: readonly IdentityAddress[],
  known: readonly IdentityAddress[] | undefined,
): boolean {
  if (changed || !known) return changed
  const verified = (list: readonly IdentityAddress[]) =>
    list
      .filter(({ verification }) => verification !== undefined)
      .map((one) => JSON.stringify([one.value, one.verification, one.verified]))
      .toSorted()
      .join()
  return verified(addresses) !== verified(known)
}

/** Values that the identity has already, so that nobody else can. */
async function ownValues(
  engine: MapperEngine,
  { identity, schema = '' }: MapperInput,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const { traits = {}, addresses = [] } = identity ?? {}
  const before = await engine.validate({ schema, traits: JSON.stringify(traits) }, signal)
  const kept = before.ok ? before.value.addresses : []
  return [...addresses, ...kept].map(({ value }) => value)
}

/** An address that counted as verified still does; else the mapper must name value and channel. */
function verifiedBy({ verifiedAddresses }: MappedIdentity, old: readonly IdentityAddress[] = []) {
  return (value: string, channel: string): boolean =>
    verifiedAddresses.some((one) => one.via === channel && one.value === value) ||
    old.some((one) => one.verification === channel && one.value === value && one.verified)
}

function readSchema(text: string): JsonObject | undefined {
  try {
    const schema: unknown = JSON.parse(text)
    return isJsonObject(schema) ? schema : undefined
  } catch {
    // The validator says what is wrong with it.
    return undefined
  }
}
