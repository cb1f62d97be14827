import { computed, ref, shallowRef, watch } from 'vue'
import type { AppError } from '../../core/errors/app-error'
import { metadataForm } from '../../core/saml/metadata-value'
import { request } from '../bridge/request'
import { useProject } from '../project/use-project'

/** Metadata outside the project document. Ory's storage is read at once; an identity provider's address only on request. */
export function useMetadata(source: () => { readonly key: string; readonly value: string }) {
  const project = useProject()
  const text = ref<string>()
  const reading = ref(false)
  const error = shallowRef<AppError>()
  const form = computed(() => metadataForm(source().value))

  /** Number of the newest request; earlier answers are dropped. */
  let asked = 0

  async function read(): Promise<void> {
    const { projectId } = project
    const { key } = source()
    const question = (asked += 1)
    reading.value = true
    error.value = undefined
    // Main reads the address from the saved draft.
    const isSaved = await project.saving.flush()
    if (question !== asked) return
    if (!isSaved) {
      reading.value = false
      error.value = project.saving.error
      return
    }
    const result = await request('metadata.read', { projectId, connectionKey: key })
    if (question !== asked) return
    reading.value = false
    text.value = result.ok ? result.value.text : undefined
    error.value = result.ok ? undefined : result.error
  }

  watch(
    () => `${source().key}\n${source().value}`,
    () => {
      asked += 1
      reading.value = false
      text.value = undefined
      error.value = undefined
      if (form.value === 'stored') void read()
    },
    { immediate: true },
  )

  return { text, reading, error, form, read }
}
