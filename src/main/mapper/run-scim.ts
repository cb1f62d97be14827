import { appError } from '../../core/errors/app-error'
import type { Result } from '../../core/errors/result'
import { identityAddresses } from '../../core/mapper/kratos/addresses'
import type { Conflict } from '../../core/mapper/kratos/conflicts'
import type { IdentityAddress } from '../../core/mapper/kratos/addresses'
import type { Ending } from '../../core/mapper/kratos/ending'
import { storedAddress } from '../../core/mapper/kratos/mapper-address'
import type { MapperInput, MapperRun } from '../../core/mapper/kratos/run'
import { sameIdentity, updatedIdentity } from '../../core/mapper/kratos/sign-in'
import {
  knownIdentity,
  mapperVariables,
  type MapperIdentity,
} from '../../core/mapper/kratos/variables'
import type { MappedIdentity } from '../../core/mapper/kratos/output'
import { scimConflicts, scimProblemWords } from '../../core/mapper/scim/answer'
import { readScimOutput } from '../../core/mapper/scim/output'
import type { MapperError } from '../../core/mapper/engine'
import { isChanged, ownValues, verifiedBy } from './check-identity'
import type { MapperEngine } from './engine'
import { asStored, readSchema, type ReadClaims } from './run-input'

/** Ory's answer where its server fails, as with a mapper that does. */
const serverError = 500

/** Failures of the engine of the app say nothing of Ory. */
const ofMapper: ReadonlySet<string> = new Set([
  'mapper.syntax',
  'mapper.runtime',
  'mapper.output-shape',
  'mapper.size',
  'mapper.timeout',
  'mapper.memory',
])

/** A run that ends with this failure, and what the identity provider is answered. */
function refused(run: MapperRun, error: MapperError): MapperRun {
  if (!ofMapper.has(error.code)) return { ...run, error }
  const status = error.status ?? serverError
  return { ...run, error, ending: { at: 'refused', status, text: error.text ?? error.message } }
}

/**
 * Runs a mapper for SCIM as Ory's documents describe its server: the user is `scim`, a new one makes an identity and
 * a known one changes it. There is no form and no page: the identity provider gets an answer.
 */
export async function runScim(
  engine: MapperEngine,
  input: MapperInput,
  read: Result<ReadClaims, MapperError>,
  signal: AbortSignal | undefined,
): Promise<MapperRun> {
  const begun: MapperRun = { given: 'scim' }
  if (!read.ok) return refused(begun, read.error)
  const { text: user, normalised } = read.value
  const shown: MapperRun = normalised ? { ...begun, claims: normalised } : begun
  const variables = mapperVariables(user, input.identity, 'scim')
  const { text, fileName, address = storedAddress } = input
  const evaluated = await engine.evaluate({ text, fileName, address, variables }, signal)
  if (!evaluated.ok) return refused(shown, evaluated.error)
  const evaluation = evaluated.value
  const output = readScimOutput(evaluation.output)
  if (!output.ok) return refused({ ...shown, evaluation }, output.error)
  const mapped = output.value
  const identity = await asStored(written(input, mapped), readSchema(input.schema), input.schema)
  const known = input.identity && knownIdentity(input.identity)
  const run: MapperRun = {
    ...shown,
    evaluation,
    mapped,
    identity,
    ...(known
      ? { signIn: { identity, changed: !sameIdentity(known, identity), mapped: true } }
      : {}),
  }
  return input.schema === undefined
    ? { ...run, ending: provisioned(input) }
    : checked(engine, input, run, { mapped, identity }, signal)
}

const provisioned = ({ identity }: MapperInput): Ending => ({
  at: 'provisioned',
  status: identity ? 200 : 201,
})

/** The identity that the mapper makes, or what becomes of the one that is there. */
function written({ identity }: MapperInput, mapped: MappedIdentity): MapperIdentity {
  if (identity) return updatedIdentity(knownIdentity(identity), mapped)
  return {
    traits: mapped.traits,
    metadata_public: mapped.metadataPublic ?? null,
    metadata_admin: mapped.metadataAdmin ?? null,
  }
}

/** The run with its traits held against the identity schema. */
async function checked(
  engine: MapperEngine,
  input: MapperInput,
  run: MapperRun,
  { mapped, identity }: { readonly mapped: MappedIdentity; readonly identity: MapperIdentity },
  signal: AbortSignal | undefined,
): Promise<MapperRun> {
  const { schema = '' } = input
  const traits = JSON.stringify(identity.traits)
  const validated = await engine.validate({ schema, traits }, signal)
  if (!validated.ok) return { ...run, error: validated.error }
  const { problems: schemaProblems, addresses: kept } = validated.value
  const consequences = scimProblemWords(schemaProblems)
  const found = { ...run, schemaProblems, consequences }
  if (consequences.length > 0) {
    return { ...found, error: appError('mapper.schema', consequences.join('\n')) }
  }
  const known = input.identity?.addresses
  const addresses = identityAddresses(kept, identity.traits, verifiedBy(mapped, known))
  const changed = run.signIn && isChanged(run.signIn, addresses, known)
  const conflicts = await conflictsIn(engine, input, addresses, changed, signal)
  return {
    ...found,
    ...(run.signIn ? { signIn: { ...run.signIn, changed: changed === true } } : {}),
    addresses,
    ...(conflicts ? { conflicts } : {}),
    ending: provisioned(input),
  }
}

/** @returns nothing where nothing is written */
async function conflictsIn(
  engine: MapperEngine,
  input: MapperInput,
  addresses: readonly IdentityAddress[],
  changed: boolean | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly Conflict[] | undefined> {
  if (input.identity && changed !== true) return undefined
  const own = input.identity ? await ownValues(engine, input, signal) : []
  return scimConflicts(addresses, own)
}
