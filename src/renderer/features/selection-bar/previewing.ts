import { computed, ref, shallowRef } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import {
  mostBulkRows,
  type AskedOperation,
  type BulkApplied,
  type BulkPrepared,
  type BulkPreviewRow,
} from '../../../core/ipc/bulk'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import { request } from '../../bridge/request'
import { usePagedList } from '../../composables/use-paged-list'

type Show = RequestInput<'bulk.rows'>['show']
type Asked = Omit<RequestInput<'bulk.rows'>, 'offset' | 'limit'>

const page = 200

/** What an operation would do, row by row, and what of it is taken out. */
export function createPreviewing() {
  const prepared = shallowRef<BulkPrepared>()
  const show = ref<Show>('all')
  const takenOut = shallowRef<ReadonlySet<string>>(new Set())
  const actionError = shallowRef<AppError>()
  const list = usePagedList<Asked, RequestOutput<'bulk.rows'>, BulkPreviewRow>({
    question: () => prepared.value && { planId: prepared.value.planId, show: show.value },
    ask: (part, signal) => request('bulk.rows', part, { signal }),
    rowsOf: (answer) => answer.rows,
    page,
    most: mostBulkRows,
  })
  const { rows, total, readOn } = list
  const error = computed(() => actionError.value ?? list.error.value)
  const preparing = shallowRef<AbortController>()
  const progress = shallowRef<{ readonly done: number; readonly of: number }>()
  const applying = ref(false)
  const count = computed(() => (prepared.value?.changes ?? 0) - takenOut.value.size)
  const leftOut = computed(() =>
    (prepared.value?.projects ?? []).reduce((sum, project) => sum + project.leftOut, 0),
  )

  /** @returns whether there is a preview now; the one before stays where it failed or was cancelled. */
  async function prepare(
    chosen: RequestInput<'bulk.prepare'>['chosen'],
    operation: AskedOperation,
  ): Promise<boolean> {
    preparing.value?.abort()
    const controller = (preparing.value = new AbortController())
    progress.value = undefined
    actionError.value = undefined
    list.error.value = undefined
    const input = { chosen, operation }
    const result = await request('bulk.prepare', input, {
      signal: controller.signal,
      onProgress(now) {
        if (preparing.value === controller) progress.value = now
      },
    })
    if (preparing.value !== controller) return false
    preparing.value = undefined
    if (!result.ok) {
      actionError.value = result.error.code === 'request.cancelled' ? undefined : result.error
      return false
    }
    prepared.value = result.value
    takenOut.value = new Set()
    show.value = 'all'
    list.clear()
    await list.reload()
    return true
  }

  async function setShow(next: Show): Promise<void> {
    show.value = next
    await list.reload()
  }

  function toggle({ id, leftOut: left }: BulkPreviewRow): void {
    if (left) return
    const next = new Set(takenOut.value)
    if (!next.delete(id)) next.add(id)
    takenOut.value = next
  }

  /** Puts the rows that are not taken out into the drafts. */
  async function apply(): Promise<readonly BulkApplied[] | undefined> {
    const planId = prepared.value?.planId
    if (planId === undefined || applying.value) return undefined
    applying.value = true
    const result = await request('bulk.apply', { planId, takenOut: [...takenOut.value] })
    applying.value = false
    actionError.value = result.ok ? undefined : result.error
    return result.ok ? result.value.projects : undefined
  }

  return {
    prepared,
    rows,
    total,
    show,
    takenOut,
    error,
    preparing,
    progress,
    applying,
    count,
    leftOut,
    readOn,
    prepare,
    cancel: () => preparing.value?.abort(),
    setShow,
    toggle,
    apply,
  }
}
