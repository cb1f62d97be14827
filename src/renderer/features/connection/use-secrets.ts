import { request } from '../../bridge/request'
import { errorNote } from '../../components/error-texts'
import { useCatalogStore } from '../../stores/catalog'
import { useDraftStore } from '../../stores/draft'

/** Puts typed secrets into the keychain; the value passes through and is held nowhere. */
export function useSecrets() {
  const catalog = useCatalogStore()
  const drafts = useDraftStore()

  /** Takes secrets that no draft got out of the keychain again. */
  function dropSecrets(projectId: string | undefined, references: readonly string[]): void {
    if (projectId === undefined || references.length === 0) return
    void request('secret.drop', { projectId, references: [...references] })
  }

  /** @returns what went wrong, for a person; `undefined` when the secret is kept. */
  async function putSecret(reference: string, value: string): Promise<string | undefined> {
    const projectId = catalog.projectId
    const result = await drafts.putSecret(reference, value)
    if (!result.ok) {
      const { title, todo } = errorNote(result.error)
      return `The secret is not kept: ${title}. ${todo}`
    }
    if (catalog.projectId === projectId) return undefined
    dropSecrets(projectId, [reference])
    return 'Another project was opened meanwhile'
  }

  return { putSecret, dropSecrets }
}
