import { computed, ref, shallowRef } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import {
  type AskedOperation,
  type BulkApplied,
  type BulkPrepared,
  type BulkPreviewRow,
} from '../../../core/ipc/bulk'
import type { RequestInput } from '../../../core/ipc/contract'
import { request, subscribe } from '../../bridge/request'

type Show = RequestInput<'bulk.rows'>['show']

const page = 200

/** What an operation would do, row by row, and what of it is taken out. */
export function createPreviewing() {
  const prepared = shallowRef<BulkPrepared>()
  const rows = shallowRef<readonly BulkPreviewRow[]>([])
  const total = ref(0)
  const show = ref<Show>('all')
  const takenOut = shallowRef<ReadonlySet<string>>(new Set())
  const error = shallowRef<AppError>()
  const preparing = shallowRef<AbortController>()
  const progress = shallowRef<{ readonly done: number; readonly of: number }>()
  const applying = ref(false)
  const count = computed(() => (prepared.value?.changes ?? 0) - takenOut.value.size)
  const leftOut = computed(() =>
    (prepared.value?.projects ?? []).reduce((sum, project) => sum + project.leftOut, 0),
  )

  subscribe('bulk.progress', (told) => {
    if (preparing.value) progress.value = told
  })

  let question = 0
  async function ask(offset: number) {
    const planId = prepared.value?.planId
    if (planId === undefined) return undefined
    const number = (question += 1)
    const result = await request('bulk.rows', { planId, show: show.value, offset, limit: page })
    if (number !== question) return undefined
    if (!result.ok) error.value = result.error
    return result.ok ? result.value : undefined
  }

  async function reload(): Promise<void> {
    const answer = await ask(0)
    if (answer) ({ rows: rows.value, total: total.value } = answer)
  }

  let readingOn = false
  async function readOn(): Promise<void> {
    if (readingOn || rows.value.length >= total.value) return
    readingOn = true
    const answer = await ask(rows.value.length)
    readingOn = false
    if (answer) rows.value = [...rows.value, ...answer.rows]
  }

  /** @returns whether there is a preview now; the one before stays where it failed or was cancelled. */
  async function prepare(
    chosen: RequestInput<'bulk.prepare'>['chosen'],
    operation: AskedOperation,
  ): Promise<boolean> {
    preparing.value?.abort()
    const controller = (preparing.value = new AbortController())
    progress.value = undefined
    error.value = undefined
    const input = { chosen, operation }
    const result = await request('bulk.prepare', input, { signal: controller.signal })
    if (preparing.value !== controller) return false
    preparing.value = undefined
    if (!result.ok) {
      error.value = result.error.code === 'request.cancelled' ? undefined : result.error
      return false
    }
    prepared.value = result.value
    takenOut.value = new Set()
    show.value = 'all'
    rows.value = []
    await reload()
    return true
  }

  async function setShow(next: Show): Promise<void> {
    show.value = next
    await reload()
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
    error.value = result.ok ? undefined : result.error
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
