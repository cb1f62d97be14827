import { appError, type AppError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import { createQueue } from '../concurrency/in-turn'
import { secretService, type SecretStore } from './secret-store'

export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
  findCredentials(service: string): Promise<{ account: string }[]>
}

const denied = /denied|cancel|not allowed|dismissed|locked|interaction|prompt/i

/** keytar has no codes, so judge by the system's message. */
function keychainError(error: unknown): AppError {
  const message = error instanceof Error ? error.message : String(error)
  const code = denied.test(message) ? 'secret.denied' : 'secret.unavailable'
  return appError(code, t('The keychain answered: {message}', { message }), { retry: true })
}

/**
 * The system keychain. Calls are queued: on Linux keytar crashes if an entry vanishes in a scan.
 */
export function createKeytarStore(keytar: Keytar, service = secretService): SecretStore {
  const queue = createQueue()

  const queued = <Value>(run: () => Promise<Value>): Promise<Result<Value>> =>
    queue.run(run).then(
      (value) => success(value),
      (error: unknown) => failure(keychainError(error)),
    )

  return {
    kind: 'keychain',
    get: (account) => queued(async () => (await keytar.getPassword(service, account)) ?? undefined),
    set: (account, secret) => queued(() => keytar.setPassword(service, account, secret)),
    delete: (account) =>
      queued(async () => {
        await keytar.deletePassword(service, account)
      }),
    find: (prefix) =>
      queued(async () =>
        (await keytar.findCredentials(service))
          .map(({ account }) => account)
          .filter((account) => account.startsWith(prefix)),
      ),
  }
}
