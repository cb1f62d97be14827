import { isSecretName } from '../../core/fields/secret-names'
import { projectServer } from '../../core/model/project-id'
import type { SecretsInUse } from '../scrub/secrets-in-use'
import { readBoundKey } from './bound-key'
import { projectOfAccount, type SecretStore } from './secret-store'

/** Secrets in a stored text: all of it, or its secret JSON members. */
function secretsOf(kept: string): string[] {
  let value: unknown
  try {
    value = JSON.parse(kept)
  } catch {
    // Not JSON: a secret as a whole.
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [kept]
  const named = Object.entries(value).flatMap(([name, item]: [string, unknown]) =>
    isSecretName(name) && typeof item === 'string' ? [item] : [],
  )
  return named.length > 0 ? named : [kept]
}

/** Server of an account, by its name or key. */
function serverOfAccount(account: string, kept: string): string | undefined {
  const projectId = projectOfAccount(account)
  if (projectId !== undefined) return projectServer(projectId)
  return readBoundKey(kept)?.origin
}

/** Registers every stored or read secret. */
export function noticingStore(store: SecretStore, secrets: Pick<SecretsInUse, 'add'>): SecretStore {
  const notice = (account: string, kept: string) =>
    secrets.add(serverOfAccount(account, kept), ...secretsOf(kept))
  return {
    ...store,
    async get(account) {
      const found = await store.get(account)
      if (found.ok && found.value !== undefined) notice(account, found.value)
      return found
    },
    set(account, secret) {
      notice(account, secret)
      return store.set(account, secret)
    },
  }
}
