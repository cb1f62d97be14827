import { useTimeoutFn } from '@vueuse/core'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { changesMapper, type Change } from '../../../core/publish/changes'
import type { AppError } from '../../../core/errors/app-error'
import type { DraftCases } from '../../../core/ipc/mapper-editor'
import { request } from '../../bridge/request'
import { failingAmong, type FailingCases } from '../../components/notes/case-words'
import { useProject } from '../../project/use-project'

/** Edits, undo and redo come in bursts: the last of them counts. */
const quietMilliseconds = 200

/**
 * Runs the saved cases of each mapper that the draft changes, now and on each change. The previous result stays
 * until the next one; `checking` is true meanwhile.
 */
export function useDraftCases() {
  const project = useProject()
  const answers = shallowRef<ReadonlyMap<string, DraftCases>>(new Map())
  const error = shallowRef<AppError>()
  /** From the change of a mapper on, until the answer about it. */
  const checking = ref(false)
  let waiting: (() => void)[] = []
  let running: AbortController | undefined
  const quiet = useTimeoutFn(() => void check(), quietMilliseconds, { immediate: false })

  const mappers = computed(() => {
    const connections = project.draft.current?.intents.connection ?? {}
    const edited = Object.entries(connections).flatMap(([key, { fields }]) =>
      fields['mapper_url'] ? [[key, fields['mapper_url'].to]] : [],
    )
    return edited.length === 0 ? '' : JSON.stringify(edited)
  })

  function end(): void {
    checking.value = false
    const told = waiting
    waiting = []
    for (const tell of told) tell()
  }

  /** Resolves when nothing is being checked any more, or when the review is closed. */
  function whenChecked(): Promise<void> {
    return checking.value ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()
  }

  async function check(): Promise<void> {
    const { signal } = (running = new AbortController())
    // Main runs the cases of the draft on disk.
    const isSaved = await project.saving.flush()
    const { projectId } = project
    if (signal.aborted) return
    if (!isSaved) {
      answers.value = new Map()
      error.value = project.saving.error
      end()
      return
    }
    const result = await request('case.check-draft', { projectId }, { signal })
    if (signal.aborted) return
    error.value = result.ok ? undefined : result.error
    const list = result.ok ? result.value.mappers : []
    answers.value = new Map(list.map((item) => [item.connectionKey, item]))
    end()
  }

  watch(
    mappers,
    (edited, before) => {
      quiet.stop()
      // An answer about the mappers as they were is not the one that is waited for.
      running?.abort()
      if (edited === '') {
        answers.value = new Map()
        error.value = undefined
        end()
        return
      }
      checking.value = true
      if (before === undefined) void check()
      else quiet.start()
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    running?.abort()
    end()
  })

  /** Whether the cases of some of these changes are still being run. */
  function isPendingAmong(changes: readonly Change[]): boolean {
    return checking.value && changes.some(changesMapper)
  }

  /** The cases of a change, where some fail or were not run; `undefined` where all pass or none was checked. */
  function casesOf(change: Change): DraftCases | undefined {
    const cases = changesMapper(change) ? answers.value.get(change.target.key) : undefined
    return cases && (cases.failed.length > 0 || cases.unchecked !== undefined) ? cases : undefined
  }

  function failingOf(changes: readonly Change[]): FailingCases[] {
    const mappers = changes
      .filter(changesMapper)
      .map(({ target, label }) => ({ key: target.key, name: label }))
    return failingAmong(mappers, [...answers.value.values()])
  }

  return { error, checking, whenChecked, isPendingAmong, casesOf, failingOf }
}
