import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { Change } from '../../../core/editing/changes'
import type { AppError } from '../../../core/errors/app-error'
import type { DraftCases } from '../../../core/ipc/mapper-lab'
import { request } from '../../bridge/request'
import { useDraftStore } from '../../stores/draft'

/** A change whose mapper has cases that fail. */
export interface FailingCases {
  readonly change: Change
  readonly cases: DraftCases
}

/** Typing elsewhere, undo and redo come in rows: the last of them counts. */
const quietMilliseconds = 200

/**
 * Runs the saved cases of each mapper that the draft changes, at once and again whenever one of them
 * changed. Nothing waits for it: until an answer comes the one before stands.
 */
export function useDraftCases() {
  const drafts = useDraftStore()
  const answers = shallowRef<ReadonlyMap<string, DraftCases>>(new Map())
  const error = shallowRef<AppError>()
  let running: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  /** What the draft makes of mappers, and of what their cases are told by. */
  const mappers = computed(() => {
    const connections = drafts.draft?.intents.connection ?? {}
    const edited = Object.entries(connections).flatMap(([key, { fields }]) =>
      fields['mapper_url'] ? [[key, fields['mapper_url'].to]] : [],
    )
    return edited.length === 0 ? '' : JSON.stringify([drafts.draft?.projectId, edited])
  })

  async function check(): Promise<void> {
    running?.abort()
    const { signal } = (running = new AbortController())
    // What is run is the draft on disk.
    await drafts.flush()
    const projectId = drafts.draft?.projectId
    if (signal.aborted || projectId === undefined) return
    const result = await request('case.check-draft', { projectId }, { signal })
    if (signal.aborted) return
    error.value = result.ok ? undefined : result.error
    const list = result.ok ? result.value.mappers : []
    answers.value = new Map(list.map((item) => [item.connectionKey, item]))
  }

  watch(
    mappers,
    (edited, before) => {
      clearTimeout(timer)
      if (edited === '') {
        running?.abort()
        answers.value = new Map()
        error.value = undefined
      } else if (before === undefined) void check()
      else timer = setTimeout(() => void check(), quietMilliseconds)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    running?.abort()
  })

  /** The failing cases of a change; `undefined` where none fails, or nobody knows. */
  function failingOf({ target, fields }: Change): DraftCases | undefined {
    const cases = target.kind === 'connection' ? answers.value.get(target.key) : undefined
    if (!cases || cases.failed.length === 0) return undefined
    return fields.some(({ field }) => field === 'mapper_url') ? cases : undefined
  }

  /** Those of some changes, in their order. */
  function failingAmong(changes: readonly Change[]): FailingCases[] {
    return changes.flatMap((change) => {
      const cases = failingOf(change)
      return cases ? [{ change, cases }] : []
    })
  }

  return { error, failingOf, failingAmong }
}
