import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { ProjectHost } from '../../../core/links/project-host'
import { isProjectId, type ProjectId } from '../../../core/model/project-id'
import { bindKey, readBoundKey } from '../../secrets/bound-key'
import { peopleAccount, peopleAccountPrefix, type SecretStore } from '../../secrets/secret-store'

/** Project keys in the keychain, each bound to its host. */
export interface PeopleKeys {
  /** Key for this host; `people.no-key`, or `secret.other-address` if kept for another host. */
  read(projectId: ProjectId, host: ProjectHost): Promise<Result<string>>
  has(projectId: ProjectId): Promise<boolean>
  all(): Promise<ProjectId[]>
  keep(projectId: ProjectId, host: ProjectHost, key: string): Promise<Result<void>>
  forget(projectId: ProjectId): Promise<Result<void>>
}

const addressOf = ({ origin, base }: ProjectHost) => `${origin}${base}`

export function createPeopleKeys(secretStore: () => Promise<SecretStore>): PeopleKeys {
  return {
    async read(projectId, host) {
      const secret = await (await secretStore()).get(peopleAccount(projectId))
      if (!secret.ok) return secret
      const kept = secret.value === undefined ? undefined : readBoundKey(secret.value)
      if (!kept) {
        return failure(appError('people.no-key', t('No key of the project is kept')))
      }
      if (kept.origin === addressOf(host)) return success(kept.key)
      const message = t('The key was kept for {address}, and the project is at {other} now', {
        address: kept.origin,
        other: addressOf(host),
      })
      return failure(appError('secret.other-address', message, { subject: addressOf(host) }))
    },

    async has(projectId) {
      const secret = await (await secretStore()).get(peopleAccount(projectId))
      return secret.ok && secret.value !== undefined
    },

    async all() {
      const found = await (await secretStore()).find(peopleAccountPrefix)
      const ids = found.ok ? found.value.map((name) => name.slice(peopleAccountPrefix.length)) : []
      return ids.filter(isProjectId)
    },

    keep: async (projectId, host, key) =>
      (await secretStore()).set(peopleAccount(projectId), bindKey(addressOf(host), key)),

    forget: async (projectId) => (await secretStore()).delete(peopleAccount(projectId)),
  }
}
