import { appError } from '../../core/errors/app-error'
import { identityAddresses, type IdentityAddress } from '../../core/mapper/kratos/addresses'
import { conflictsOf } from '../../core/mapper/kratos/conflicts'
import type { Ending, SignInKind } from '../../core/mapper/kratos/ending'
import { blockedTraits } from '../../core/mapper/kratos/form-objects'
import type { MappedIdentity } from '../../core/mapper/kratos/output'
import { pageMessages } from '../../core/mapper/kratos/page-messages'
import { schemaConsequences, type SignIn } from '../../core/mapper/kratos/sign-in'
import type { MapperIdentity } from '../../core/mapper/kratos/variables'
import type { MapperInput, MapperRun } from '../../core/mapper/kratos/run'
import type { JsonObject } from '../../core/model/json'
import type { MapperEngine } from './engine'
import { ended } from './run-end'

interface Tried {
  readonly run: MapperRun
  readonly mapped: MappedIdentity
  readonly identity: MapperIdentity
  readonly schema: JsonObject | undefined
}

/** Validates the identity and adds its addresses and possible conflicts. */
export async function checkIdentity(
  engine: MapperEngine,
  input: MapperInput,
  { run, mapped, identity, schema }: Tried,
  signal: AbortSignal | undefined,
): Promise<MapperRun> {
  const when: SignInKind = input.identity ? 'login' : 'registration'
  const traits = JSON.stringify(identity.traits)
  const validated = await engine.validate({ schema: input.schema ?? '', traits }, signal)
  // Kratos fails with an unusable schema, so no page is shown.
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
  const old = changed === true ? await ownAddresses(engine, input, signal) : []
  const own = old.map(({ value }) => value)
  const isWritten = when === 'registration' || changed === true
  return {
    ...found,
    ...(run.signIn ? { signIn: { ...run.signIn, changed: changed === true } } : {}),
    addresses,
    ...(isWritten ? { conflicts: conflictsOf(addresses, when, own) } : {}),
    ending: { at: 'session' },
  }
}

/** Whether anything is written, including a verification. */
export function isChanged(
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

/** The identity's own addresses, which can't conflict; unverified ones from traits. */
export async function ownAddresses(
  engine: MapperEngine,
  { identity, schema = '' }: MapperInput,
  signal: AbortSignal | undefined,
): Promise<IdentityAddress[]> {
  const { traits = {}, addresses = [] } = identity ?? {}
  const before = await engine.validate({ schema, traits: JSON.stringify(traits) }, signal)
  const kept = before.ok ? before.value.addresses : []
  return [...addresses, ...identityAddresses(kept, traits, () => false)]
}

/** Verification persists; otherwise the mapper must name value and channel. */
export function verifiedBy(
  { verifiedAddresses }: MappedIdentity,
  old: readonly IdentityAddress[] = [],
) {
  return (value: string, channel: string): boolean =>
    verifiedAddresses.some((one) => one.via === channel && one.value === value) ||
    old.some((one) => one.verification === channel && one.value === value && one.verified)
}
