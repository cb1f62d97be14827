import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { isOwnMapperKey } from '../../../../../core/mapper/owners/owners'
import type { AppError } from '../../../../../core/errors/app-error'
import type { RequestOutput } from '../../../../../core/ipc/contract'
import { request } from '../../../../bridge/request'
import { useProject } from '../../../../project/use-project'
import { useAppStore } from '../../../../stores/app'
import { nameOf } from '../../mapper-words'

/** An edited text with the mapper whose place it is to take. */
export interface Edited {
  readonly id: string
  readonly before: string
  readonly name: string
  readonly text: string
}

/**
 * Where the text of the connection is used in all projects, and the way to put the edited one there too.
 *
 * @param deps `text` is the text in the editor; `flush` puts what was typed last into the draft
 */
export function useElsewhere(deps: {
  readonly connectionKey: string
  readonly text: () => string
  readonly flush: () => void
}) {
  const { connectionKey, text, flush } = deps
  const app = useAppStore()
  const project = useProject()
  const { projectId } = project
  const used = shallowRef<RequestOutput<'all-mappers.used'>>()
  /** What is to be put everywhere, while it is asked where. */
  const edited = shallowRef<Edited>()
  const error = shallowRef<AppError>()
  const asking = ref(false)
  const controller = new AbortController()
  const { signal } = controller
  onScopeDispose(() => controller.abort())

  /** Asks main again: drafts and projects may be others by now. */
  async function ask() {
    await project.saving.flush()
    const answer = await request('all-mappers.used', { projectId, connectionKey }, { signal })
    if (answer.ok) used.value = answer.value
    return answer
  }
  // A project alone has its connections in sight.
  if (app.projects.length > 1 && !isOwnMapperKey(connectionKey)) void ask()

  async function begin(): Promise<void> {
    if (asking.value) return
    asking.value = true
    error.value = undefined
    flush()
    const answer = await ask()
    const { id } = answer.ok ? answer.value : {}
    const read =
      id === undefined ? undefined : await request('all-mappers.read', { id }, { signal })
    asking.value = false
    if (signal.aborted) return
    if (!answer.ok) error.value = answer.error
    else if (read && !read.ok) error.value = read.error
    else if (read && id !== undefined) {
      const { row, text: before = '' } = read.value
      edited.value = { id, before, name: nameOf(row), text: text() }
    }
  }

  return {
    /** Absent where no other project uses the text. */
    places: computed(() => (used.value && used.value.projects > 1 ? used.value : undefined)),
    edited,
    error,
    asking,
    begin,
    end: () => (edited.value = undefined),
  }
}
