import { errorNote } from '../../components/notes/error-texts'
import { useProject } from '../../project/use-project'
import { t } from '../../../core/language/translate'

/** Puts typed secrets into the keychain; the value is not stored here. */
export function useSecrets() {
  const project = useProject()
  const { put, drop } = project.secrets

  /** @returns what went wrong, for a person; `undefined` when the secret is kept. */
  async function putSecret(reference: string, value: string): Promise<string | undefined> {
    const result = await put(reference, value)
    if (!result.ok) {
      const { title, todo } = errorNote(result.error)
      return t('The secret was not stored: {title}. {todo}', { title, todo })
    }
    if (!project.ended) return undefined
    drop([reference])
    return t('Another project was opened meanwhile')
  }

  return { putSecret }
}
