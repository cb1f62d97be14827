import { isSecretName } from '../../core/fields/secret-names'
import type { SecretsInUse } from '../scrub/secrets-in-use'
import type { SecretStore } from './secret-store'

/** What of a kept text is secret: all of it, or of one in JSON the members that are named so. */
function secretsOf(kept: string): string[] {
  let value: unknown
  try {
    value = JSON.parse(kept)
  } catch {
    // A kept text that is no JSON is a secret as a whole.
    return [kept]
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [kept]
  const named = Object.entries(value).flatMap(([name, item]: [string, unknown]) =>
    isSecretName(name) && typeof item === 'string' ? [item] : [],
  )
  return named.length > 0 ? named : [kept]
}

/** A store that makes every secret known as one in use when it is put there or read. */
export function noticingStore(store: SecretStore, secrets: Pick<SecretsInUse, 'add'>): SecretStore {
  return {
    ...store,
    async get(account) {
      const found = await store.get(account)
      if (found.ok && found.value !== undefined) secrets.add(...secretsOf(found.value))
      return found
    },
    set(account, secret) {
      secrets.add(...secretsOf(secret))
      return store.set(account, secret)
    },
  }
}
