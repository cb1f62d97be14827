import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { RequestOutput } from '../../../core/ipc/contract'
import { request } from '../../bridge/request'
import { useCompareStore } from './compare-store'

type Impact = RequestOutput<'compare.impact'>

/** Lines that are asked for at a time; few read on. */
const page = 100

/** What the comparison that is shown would do to people, anew with each one that is made. */
export function useImpact() {
  const compare = useCompareStore()
  const impact = shallowRef<Impact>()
  const error = shallowRef<AppError>()
  const busy = ref(false)
  let controller = new AbortController()

  async function ask(offset: number): Promise<Impact | undefined> {
    controller.abort()
    controller = new AbortController()
    const { signal } = controller
    if (!compare.sides) return undefined
    busy.value = true
    const input = { ...compare.sides, offset, limit: page }
    const result = await request('compare.impact', input, { signal })
    if (signal.aborted) return undefined
    busy.value = false
    error.value = result.ok ? undefined : result.error
    return result.ok ? result.value : undefined
  }

  async function load(): Promise<void> {
    const answer = await ask(0)
    if (answer ?? error.value) impact.value = answer
  }

  async function readOn(): Promise<void> {
    const before = impact.value
    if (!before) return
    const answer = await ask(before.lines.length)
    if (answer) impact.value = { ...answer, lines: [...before.lines, ...answer.lines] }
  }

  watch(
    () => compare.list,
    // Without a list it is being compared, and there is one soon.
    (list) => (list ? void load() : (impact.value = undefined)),
    { immediate: true },
  )
  onScopeDispose(() => controller.abort())
  return { impact, error, busy, readOn }
}
