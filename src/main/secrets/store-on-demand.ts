import type { SecretsInUse } from '../scrub/secrets-in-use'
import { createMemoryStore } from './memory-store'
import { noticingStore } from './noticing-store'
import { openSecretStore } from './open-secret-store'
import type { SecretStore } from './secret-store'

/**
 * The store of keys and secrets, opened when it is first asked for.
 *
 * @param deps `inMemory`: the keychain is left alone; `secrets` learns what is read and written
 */
export function createStoreOnDemand(deps: {
  readonly inMemory: boolean
  readonly secrets: SecretsInUse
  readonly onUnavailable: (why: string) => void
}): () => Promise<SecretStore> {
  const { inMemory, secrets, onUnavailable } = deps
  let opening: Promise<SecretStore> | undefined
  const open = async () => (inMemory ? createMemoryStore() : openSecretStore({ onUnavailable }))
  return () => (opening ??= open().then((store) => noticingStore(store, secrets)))
}
