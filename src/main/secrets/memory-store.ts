import { success } from '../../core/errors/result'
import type { SecretStore } from './secret-store'

/** For machines without a keychain and for the demo; lost on exit. */
export function createMemoryStore(): SecretStore {
  const secrets = new Map<string, string>()
  return {
    kind: 'memory',
    get: (account) => Promise.resolve(success(secrets.get(account))),
    set(account, secret) {
      secrets.set(account, secret)
      return Promise.resolve(success(undefined))
    },
    delete(account) {
      secrets.delete(account)
      return Promise.resolve(success(undefined))
    },
    find: (prefix) =>
      Promise.resolve(success([...secrets.keys()].filter((name) => name.startsWith(prefix)))),
  }
}
