import { success, type Result } from '../../core/errors/result'
import type { SecretLedger, SecretName } from '../files/secret-ledger'
import { draftAccount, draftAccountPrefix, type SecretStore } from '../secrets/secret-store'
import type { ProjectId } from '../../core/model/project-id'

/** Client secrets typed into drafts: in the keychain, referenced by the drafts. */
export interface DraftSecrets {
  put(projectId: ProjectId, reference: string, value: string): Promise<Result<void>>
  missing(projectId: ProjectId, references: readonly string[]): Promise<Result<string[]>>
  /** Deletes a canceled form's secrets, unless a file refers to them. */
  drop(projectId: ProjectId, references: readonly string[]): Promise<void>
  /** Deletes published secrets, unless a file still refers to them. */
  release(projectId: ProjectId, references: Iterable<string>): Promise<void>
  /** Deletes secrets even if a draft in the trash refers to them. */
  forget(projectId: ProjectId, references: Iterable<string>): Promise<Result<void>>
  /** Registers references on disk; a later draft without them deletes the secrets. */
  arrived(references: Iterable<string>): void
  /**
   * Deletes unreferenced secrets of this folder, except those typed since the start (open forms).
   */
  sweep(): Promise<void>
}

export interface DraftSecretsDeps {
  readonly secretStore: () => Promise<SecretStore>
  readonly ledger: SecretLedger
  /** References that occur in a file; `undefined` if unknown. */
  readonly held: (references: readonly string[]) => Promise<ReadonlySet<string> | undefined>
}

export function createDraftSecrets({ secretStore, ledger, held }: DraftSecretsDeps): DraftSecrets {
  /** References not yet in any draft on disk. */
  const unused = new Set<string>()

  async function remove(names: readonly SecretName[]): Promise<Result<void>> {
    if (names.length === 0) return success(undefined)
    const store = await secretStore()
    for (const { projectId, reference } of names) {
      // Versions without a server in the ID stored it under this name.
      const deleted = await store.delete(`draft:${projectId}:${reference}`)
      if (!deleted.ok) return deleted
      unused.delete(reference)
    }
    await ledger.remove(names)
    return success(undefined)
  }

  async function orphansAmong(names: readonly SecretName[]): Promise<readonly SecretName[]> {
    if (names.length === 0) return []
    const kept = await held(names.map(({ reference }) => reference))
    return kept ? names.filter(({ reference }) => !kept.has(reference)) : []
  }

  const namesOf = (projectId: string, references: Iterable<string>): SecretName[] =>
    [...references].map((reference) => ({ projectId, reference }))

  return {
    async put(projectId, reference, value) {
      unused.add(reference)
      await ledger.add({ projectId, reference })
      return (await secretStore()).set(draftAccount(projectId, reference), value)
    },

    async missing(projectId, references) {
      const accounts = await (await secretStore()).find(draftAccountPrefix(projectId))
      if (!accounts.ok) return accounts
      const kept = new Set(accounts.value)
      return success(references.filter((item) => !kept.has(draftAccount(projectId, item))))
    },

    async drop(projectId, references) {
      const owned = await ledger.list()
      const given = owned.filter(
        (item) => item.projectId === projectId && references.includes(item.reference),
      )
      await remove(await orphansAmong(given))
    },

    async release(projectId, references) {
      await remove(await orphansAmong(namesOf(projectId, references)))
    },

    async forget(projectId, references) {
      return remove(namesOf(projectId, references))
    },

    arrived(references) {
      for (const reference of references) unused.delete(reference)
    },

    async sweep() {
      const owned = await ledger.list()
      await remove(await orphansAmong(owned.filter(({ reference }) => !unused.has(reference))))
    },
  }
}
