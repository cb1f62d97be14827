import { appError } from '../../core/errors/app-error'
import type { Result } from '../../core/errors/result'
import { identityAddresses } from '../../core/mapper/kratos/addresses'
import type { Conflict } from '../../core/mapper/kratos/conflicts'
import type { IdentityAddress } from '../../core/mapper/kratos/addresses'
import { storedAddress } from '../../core/mapper/kratos/mapper-address'
import type { MapperInput, MapperRun } from '../../core/mapper/kratos/run'
import { sameIdentity } from '../../core/mapper/kratos/sign-in'
import {
  knownIdentity,
  mapperVariables,
  type MapperIdentity,
} from '../../core/mapper/kratos/variables'
import type { MappedIdentity } from '../../core/mapper/kratos/output'
import { scimConflicts, scimProblemWords, taken } from '../../core/mapper/scim/answer'
import { existingAccount } from '../../core/mapper/kratos/existing-account'
import { readScimOutput } from '../../core/mapper/scim/output'
import type { MapperError } from '../../core/mapper/engine'
import { isChanged, ownAddresses, verifiedBy } from './check-identity'
import type { MapperEngine } from './engine'
import { asStored, readSchema, type ReadClaims } from './run-input'

/** Ory's status when a mapper fails. */
const serverError = 500

/** Engine failures say nothing about Ory. */
const ofMapper: ReadonlySet<string> = new Set([
  'mapper.syntax',
  'mapper.runtime',
  'mapper.output-shape',
  'mapper.size',
  'mapper.timeout',
  'mapper.memory',
])

function refused(run: MapperRun, error: MapperError): MapperRun {
  if (!ofMapper.has(error.code)) return { ...run, error }
  const status = error.status ?? serverError
  return { ...run, error, ending: { at: 'refused', status, text: error.text ?? error.message } }
}

/** Runs a SCIM mapper as Ory's documentation describes; the provider gets an answer, no page. */
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
    ? answered(input, run)
    : checked(engine, input, run, { mapped, identity }, signal)
}

/** Adds the effect on an existing account and Ory's answer, as far as addresses are known. */
function answered(
  { identity, domains }: MapperInput,
  run: MapperRun,
  sent?: readonly IdentityAddress[],
  known?: readonly IdentityAddress[],
): MapperRun {
  if (!identity) return { ...run, ending: { at: 'provisioned', status: 201 } }
  const existing = existingAccount(identity.membership ?? 'same', sent, known, domains)
  const { outcome } = existing
  if (outcome === 'depends') return { ...run, existing }
  const status = outcome === 'updated' ? 200 : 201
  if (outcome !== 'conflict' && outcome !== 'created') {
    return { ...run, existing, ending: { at: 'provisioned', status } }
  }
  // The account stays.
  const { signIn: _signIn, ...rest } = run
  const refusal = { at: 'refused', status: taken.id, text: taken.text } as const
  return {
    ...rest,
    existing,
    ending: outcome === 'conflict' ? refusal : { at: 'provisioned', status },
  }
}

/** Merges mapped parts into the identity. Undocumented: omitted metadata is assumed kept. */
function written({ identity }: MapperInput, mapped: MappedIdentity): MapperIdentity {
  const { metadata_public, metadata_admin } = knownIdentity(identity ?? {})
  return {
    traits: mapped.traits,
    metadata_public: mapped.metadataPublic ?? metadata_public,
    metadata_admin: mapped.metadataAdmin ?? metadata_admin,
  }
}

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
  const own = input.identity ? await ownAddresses(engine, input, signal) : []
  const conflicts = conflictsIn(input, addresses, changed, own)
  const done = {
    ...found,
    ...(run.signIn ? { signIn: { ...run.signIn, changed: changed === true } } : {}),
    addresses,
    ...(conflicts ? { conflicts } : {}),
  }
  return answered(input, done, addresses, known && own)
}

function conflictsIn(
  input: MapperInput,
  addresses: readonly IdentityAddress[],
  changed: boolean | undefined,
  own: readonly IdentityAddress[],
): readonly Conflict[] | undefined {
  if (input.identity && changed !== true) return undefined
  return scimConflicts(
    addresses,
    own.map(({ value }) => value),
  )
}
