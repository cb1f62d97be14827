import type { SecretsInUse } from '../scrub/secrets-in-use'
import { createMemoryStore } from './memory-store'
import { noticingStore } from './noticing-store'
import { openSecretStore } from './open-secret-store'
import type { SecretStore } from './secret-store'

/** Opens the store on first use; with `inMemory` the keychain is never touched. */
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
