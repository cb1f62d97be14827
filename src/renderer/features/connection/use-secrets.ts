import { errorNote } from '../../components/error-texts'
import { useCatalogStore } from '../../stores/catalog'
import { useDraftStore } from '../../stores/draft'

/** Puts typed secrets into the keychain; the value passes through and is held nowhere. */
export function useSecrets() {
  const catalog = useCatalogStore()
  const drafts = useDraftStore()

  /** @returns what went wrong, for a person; `undefined` when the secret is kept. */
  async function putSecret(reference: string, value: string): Promise<string | undefined> {
    const projectId = catalog.projectId
    const result = await drafts.putSecret(reference, value)
    if (!result.ok) {
      const { title, todo } = errorNote(result.error)
      return `The secret is not kept: ${title}. ${todo}`
    }
    return catalog.projectId === projectId ? undefined : 'Another project was opened meanwhile'
  }

  return { putSecret }
}
