import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json'
import type { KeptAddress } from '../engine'

/** One address or name of an identity, as Kratos stores it, with its uses. */
export interface IdentityAddress {
  readonly value: string
  /** The channel by which it is verified: `email` or `sms`. */
  readonly verification?: string
  /** Whether it counts as verified; only with `verification`. */
  readonly verified: boolean
  /** The channel by which an account is recovered with it. */
  readonly recovery?: string
  /** Whether it can be used to sign in, with a password, security key or code. */
  readonly signIn: boolean
  /** Member names that lead to its trait; absent where only the identity has it. */
  readonly path?: readonly string[]
}

/**
 * The addresses and sign-in names of an identity, one entry for each value with all its uses.
 *
 * @param kept the result of the validation
 * @param isVerified whether an address of this channel is verified
 */
export function identityAddresses(
  kept: readonly KeptAddress[],
  traits: JsonObject,
  isVerified: (value: string, channel: string) => boolean,
): IdentityAddress[] {
  const entries: IdentityAddress[] = []
  for (const one of kept) {
    const next = entryOf(one, traits, isVerified)
    const at = entries.findIndex((known) => known.value === next.value && fits(known, next))
    const known = entries[at]
    if (!known) entries.push(next)
    else {
      const verified = known.verified || next.verified
      entries[at] = { ...next, ...known, verified, signIn: known.signIn || next.signIn }
    }
  }
  return entries
}

function entryOf(
  { raw, use, via = 'email', value }: KeptAddress,
  traits: JsonObject,
  isVerified: (value: string, channel: string) => boolean,
): IdentityAddress {
  const path = pathOf(traits, raw)
  const base = { value, verified: false, signIn: false, ...(path ? { path } : {}) }
  if (use === 'verification') {
    return { ...base, verification: via, verified: isVerified(value, via) }
  }
  return use === 'recovery' ? { ...base, recovery: via } : { ...base, signIn: true }
}

/** The path of the first trait with this value. */
function pathOf(value: JsonValue, text: string): readonly string[] | undefined {
  if (!Array.isArray(value) && !isJsonObject(value)) {
    return (typeof value === 'string' ? value : JSON.stringify(value)) === text ? [] : undefined
  }
  // `Object.entries` also works on a list, with indexes as names.
  for (const [name, member] of Object.entries(value as Readonly<Record<string, JsonValue>>)) {
    const inside = pathOf(member, text)
    if (inside) return [name, ...inside]
  }
  return undefined
}

/** Entries of different channels are not merged. */
const fits = (left: IdentityAddress, right: IdentityAddress): boolean =>
  (['verification', 'recovery'] as const).every(
    (use) => left[use] === undefined || right[use] === undefined || left[use] === right[use],
  )
