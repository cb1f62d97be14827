import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { AppError } from '../../../../../core/errors/app-error'
import type { IdentitySchemaEntry } from '../../../../../core/ipc/mapper-editor'
import { request } from '../../../../bridge/request'
import { readObject } from './read-json'
import type { ProjectId } from '../../../../../core/model/project-id'

/** The identity schema that traits are held against: the project's default one, until another is chosen. */
export function useSchemas(projectId: () => ProjectId | undefined) {
  const entries = shallowRef<readonly IdentitySchemaEntry[]>([])
  const chosenId = ref<string>()
  const text = ref<string>()
  const error = shallowRef<AppError>()
  const reading = ref(false)
  const controller = new AbortController()
  const chosen = computed(() => entries.value.find(({ id }) => id === chosenId.value))
  const schema = computed(() => {
    const read = text.value === undefined ? undefined : readObject(text.value)
    return read?.ok ? read.value : undefined
  })

  async function read(): Promise<void> {
    const project = projectId()
    const id = chosenId.value
    text.value = undefined
    error.value = undefined
    reading.value = project !== undefined && id !== undefined
    if (project === undefined || id === undefined) return
    const input = { projectId: project, id }
    const result = await request('identity-schema.read', input, { signal: controller.signal })
    if (controller.signal.aborted || chosenId.value !== id || projectId() !== project) return
    reading.value = false
    if (result.ok) text.value = result.value.text
    else error.value = result.error
  }

  async function load(): Promise<void> {
    const project = projectId()
    reading.value = project !== undefined
    if (project === undefined) return
    const input = { projectId: project }
    const result = await request('identity-schema.list', input, { signal: controller.signal })
    if (controller.signal.aborted || projectId() !== project) return
    if (!result.ok) {
      reading.value = false
      error.value = result.error
      return
    }
    entries.value = result.value.schemas
    const standard = entries.value.find(({ isDefault }) => isDefault) ?? entries.value[0]
    await choose(standard?.id)
  }

  async function choose(id: string | undefined): Promise<void> {
    chosenId.value = id
    await read()
  }

  watch(projectId, () => void load(), { immediate: true })
  onScopeDispose(() => controller.abort())

  return { entries, chosenId, chosen, text, schema, error, reading, choose, load }
}
