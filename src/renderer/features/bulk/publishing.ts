import { computed, ref, shallowRef } from 'vue'
import { publishOrder } from '../../../core/bulk/publish-order'
import type { AppError } from '../../../core/errors/app-error'
import type { BulkPublished, BulkPublishPlan } from '../../../core/ipc/bulk'
import type { EventPayload } from '../../../core/ipc/contract'
import type { Why } from '../../../core/publish/why'
import { request, subscribe } from '../../bridge/request'
import type { ProjectId } from '../../../core/model/project-id'

/** What a person confirms before one production project is published. */
export interface Confirmed {
  readonly slug: string
  readonly lockOuts: readonly string[]
}

/** A question about one project that stands until it is answered. */
export interface Question {
  readonly plan: BulkPublishPlan
  /** `undefined`: the project is left out. */
  readonly answer: (confirmed: Confirmed | undefined) => void
}

/** Publishes the drafts of several projects, one after the other, and says how far that is. */
export function createPublishing(deps: {
  /** Writes the last edits of what is open in this window. @returns why it could not, in words */
  readonly flush: (projectIds: readonly ProjectId[]) => Promise<string | undefined>
}) {
  const projectIds = shallowRef<readonly ProjectId[]>([])
  const plans = shallowRef<ReadonlyMap<ProjectId, BulkPublishPlan>>(new Map())
  const planErrors = shallowRef<ReadonlyMap<ProjectId, AppError>>(new Map())
  const results = shallowRef<ReadonlyMap<ProjectId, BulkPublished>>(new Map())
  /** Projects that the person keeps back. */
  const keptBack = shallowRef<ReadonlySet<ProjectId>>(new Set())
  const onFailure = ref<'stop' | 'go-on'>('stop')
  const running = shallowRef<AbortController>()
  const now = ref<ProjectId>()
  const step = shallowRef<EventPayload<'publish.progress'>>()
  const question = shallowRef<Question>()
  const unsaved = ref<string>()
  const reading = ref(false)

  subscribe('bulk.publishing', ({ projectId, result }) => {
    if (!running.value) return
    now.value = result ? undefined : projectId
    step.value = undefined
    if (result) putResult(result)
  })
  subscribe('publish.progress', (progress) => {
    if (running.value && progress.projectId === now.value) step.value = progress
  })

  function putResult(result: BulkPublished): void {
    results.value = new Map(results.value).set(result.projectId, result)
  }

  const plansInOrder = computed(() =>
    publishOrder(projectIds.value.flatMap((id) => plans.value.get(id) ?? [])),
  )
  /** What the next publish takes. */
  const ready = computed(() =>
    plansInOrder.value.filter(
      ({ projectId, requests, refusal }) =>
        requests > 0 && refusal === undefined && !keptBack.value.has(projectId),
    ),
  )

  /** How often it was asked for: the newest answer alone is taken, since what would be sent is checked against it. */
  let rounds = 0

  /** Reads anew what a publish of each project would send. */
  async function reload(): Promise<void> {
    const round = (rounds += 1)
    reading.value = true
    await deps.flush(projectIds.value)
    const found = new Map<ProjectId, BulkPublishPlan>()
    const failed = new Map<ProjectId, AppError>()
    for (const projectId of projectIds.value) {
      const result = await request('bulk.publish-plan', { projectId })
      if (result.ok) found.set(projectId, result.value)
      else failed.set(projectId, result.error)
    }
    if (round !== rounds) return
    reading.value = false
    plans.value = found
    planErrors.value = failed
  }

  async function begin(ids: readonly ProjectId[]): Promise<void> {
    projectIds.value = ids
    results.value = new Map()
    keptBack.value = new Set()
    unsaved.value = undefined
    await reload()
  }

  function keepBack(projectId: ProjectId, isKept: boolean): void {
    const next = new Set(keptBack.value)
    if (isKept) next.add(projectId)
    else next.delete(projectId)
    keptBack.value = next
  }

  const ask = (plan: BulkPublishPlan) =>
    new Promise<Confirmed | undefined>((resolve) => {
      question.value = {
        plan,
        answer(confirmed) {
          question.value = undefined
          resolve(confirmed)
        },
      }
    })

  const skip = ({ projectId }: BulkPublishPlan) =>
    putResult({ projectId, kind: 'skipped', requests: 0, dropped: 0, warnings: [] })

  async function send(
    some: readonly BulkPublishPlan[],
    signal: AbortSignal,
    why: Why | undefined,
    confirmed?: Confirmed,
  ): Promise<boolean> {
    const more = {
      ...(confirmed
        ? { confirmedSlug: confirmed.slug, confirmedLockOuts: [...confirmed.lockOuts] }
        : {}),
      ...(why === undefined ? {} : { why }),
    }
    const projects = some.map(({ projectId, shown, told }) => ({ projectId, shown, told, ...more }))
    const input = { projects, onFailure: onFailure.value }
    const result = await request('bulk.publish', input, { signal })
    if (result.ok) {
      result.value.results.forEach(putResult)
      return result.value.results.every(({ kind }) => kind === 'published')
    }
    const { error } = result
    for (const { projectId } of some) {
      if (results.value.has(projectId)) continue
      putResult({ projectId, kind: 'failed', requests: 0, dropped: 0, warnings: [], error })
    }
    return false
  }

  /**
   * Publishes everything that is ready: production last, and each of it after a question of its own.
   * @param why the same for each
   */
  async function publish(why?: Why): Promise<void> {
    if (running.value || ready.value.length === 0) return
    const controller = (running.value = new AbortController())
    const { signal } = controller
    const all = ready.value
    // What was published before, and is not again, stays so.
    results.value = new Map(
      [...results.value].filter(
        ([id, { kind }]) => kind === 'published' && all.every(({ projectId }) => projectId !== id),
      ),
    )
    unsaved.value = await deps.flush(all.map(({ projectId }) => projectId))
    if (unsaved.value === undefined) {
      const isProduction = (plan: BulkPublishPlan) => plan.environment === 'production'
      const others = all.filter((plan) => !isProduction(plan))
      let goesOn = true
      if (others.length > 0)
        goesOn = (await send(others, signal, why)) || onFailure.value === 'go-on'
      for (const plan of all.filter(isProduction)) {
        const confirmed = goesOn && !signal.aborted ? await ask(plan) : undefined
        if (!confirmed) skip(plan)
        else goesOn = (await send([plan], signal, why, confirmed)) || onFailure.value === 'go-on'
      }
    }
    now.value = undefined
    running.value = undefined
    await reload()
  }

  /** Ends the publish before the next request; what is on its way is waited for. */
  function cancel(): void {
    running.value?.abort()
    question.value?.answer(undefined)
  }

  return {
    projectIds,
    plans: plansInOrder,
    planErrors,
    results,
    keptBack,
    ready,
    onFailure,
    running,
    now,
    step,
    question,
    unsaved,
    reading,
    begin,
    reload,
    keepBack,
    publish,
    cancel,
  }
}
