import { onBeforeUnmount } from 'vue'
import { useProject } from '../../project/use-project'
import { useSecrets } from './use-secrets'

/**
 * Secrets of a form that is not part of the draft yet. They go to the keychain at once, and leave it with the
 * form unless the draft refers to them by then.
 *
 * @param onKept a secret of a field is in the keychain under a reference
 * @returns keeps a secret, and says why it is not kept; once the form is gone it drops it
 */
export function useNewSecrets(onKept: (field: string, reference: string) => void) {
  const project = useProject()
  const { putSecret } = useSecrets()
  /** References of all secrets that were sent to the keychain. */
  const put = new Set<string>()
  let isGone = false

  /** Of a cancelled form, or replaced by another one. */
  function dropUnused(): void {
    project.secrets.drop([...put].filter((reference) => !project.secrets.holds(reference)))
  }

  async function keep(
    field: string,
    reference: string,
    value: string,
  ): Promise<string | undefined> {
    // A secret that arrives after the form closed is dropped.
    if (isGone) return undefined
    put.add(reference)
    const failed = await putSecret(reference, value)
    if (isGone) dropUnused()
    else if (failed === undefined) onKept(field, reference)
    return failed
  }

  onBeforeUnmount(() => {
    isGone = true
    dropUnused()
  })
  return keep
}
