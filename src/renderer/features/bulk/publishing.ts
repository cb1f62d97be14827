import { computed, ref, shallowRef, type ShallowRef } from 'vue'
import { publishOrder } from '../../../core/bulk/publish-order'
import type { AppError } from '../../../core/errors/app-error'
import type { BulkPublished, BulkPublishPlan } from '../../../core/ipc/bulk'
import type { EventPayload } from '../../../core/ipc/contract'
import type { PublishEnd } from '../../../core/ipc/publish-outcome'
import type { Why } from '../../../core/publish/why'
import { isAsked, type Confirmed } from '../../../core/publish/confirmation'
import { request, subscribe } from '../../bridge/request'
import { readTold, type ReadTold } from '../../composables/read-told'
import type { ProjectId } from '../../../core/model/project-id'
import { runCases, type ProjectCases } from './mapper-cases'

/** The question about everything that is to be published, which stands until it is answered. */
export interface Question {
  readonly plans: readonly BulkPublishPlan[]
  /** What the saved cases say, project by project; nothing in it until they were run. */
  readonly cases: Readonly<ShallowRef<ReadonlyMap<ProjectId, ProjectCases> | undefined>>
  /** @param confirmed project by project; `undefined`: nothing is published */
  readonly answer: (confirmed: readonly Confirmed[] | undefined) => void
}

/** Publishes the drafts of several projects, one after the other, and says how far that is. */
export function createPublishing(deps: {
  /** Writes the last edits of what is open in this window. @returns why it could not, in words */
  readonly flush: (projectIds: readonly ProjectId[]) => Promise<string | undefined>
  readonly nameOf: (projectId: ProjectId) => string | undefined
}) {
  const projectIds = shallowRef<readonly ProjectId[]>([])
  const plans = shallowRef<ReadonlyMap<ProjectId, BulkPublishPlan>>(new Map())
  const planErrors = shallowRef<ReadonlyMap<ProjectId, AppError>>(new Map())
  const results = shallowRef<ReadonlyMap<ProjectId, BulkPublished>>(new Map())
  /** What is told of the publishes that ended, as far as it is read. */
  const told = shallowRef<ReadonlyMap<ProjectId, ReadTold>>(new Map())
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

  const endOf = (projectId: ProjectId) => results.value.get(projectId)?.end

  /** Reads what is told of the publish of a project that ended. */
  async function tell(projectId: ProjectId): Promise<void> {
    const end = endOf(projectId)
    if (!end) return
    const read = await readTold(projectId, end, deps.nameOf(projectId))
    // It may be published once more by now, or something else be begun.
    if (endOf(projectId)?.publishId !== end.publishId) return
    told.value = new Map(told.value).set(projectId, read)
  }

  function forgetTold(projectId: ProjectId): void {
    const next = new Map(told.value)
    next.delete(projectId)
    told.value = next
  }

  function putResult(result: BulkPublished): void {
    const { projectId, end } = result
    const isKnown = end !== undefined && endOf(projectId)?.publishId === end.publishId
    results.value = new Map(results.value).set(projectId, result)
    if (isKnown) return
    forgetTold(projectId)
    void tell(projectId)
  }

  /** The publish of one of the projects ended on its own, from its review. */
  function ended(projectId: ProjectId, kind: 'published' | 'stopped', end: PublishEnd): void {
    putResult({ projectId, kind, end })
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
    told.value = new Map()
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

  const ask = (all: readonly BulkPublishPlan[], cases: Question['cases']) =>
    new Promise<readonly Confirmed[] | undefined>((resolve) => {
      question.value = {
        plans: all,
        cases,
        answer(confirmed) {
          question.value = undefined
          resolve(confirmed)
        },
      }
    })

  /** @returns what the person confirmed, nothing where nothing was asked, and `undefined`: publish nothing */
  async function confirm(
    all: readonly BulkPublishPlan[],
    controller: AbortController,
  ): Promise<readonly Confirmed[] | undefined> {
    const cases = shallowRef<ReadonlyMap<ProjectId, ProjectCases>>()
    const ran = runCases(all, controller.signal).then((found) => (cases.value = found))
    if (!all.some(({ confirmation }) => isAsked(confirmation))) {
      const found = await ran
      if ([...found.values()].every(({ failing }) => failing.length === 0)) return []
    }
    if (controller.signal.aborted) return undefined
    const confirmed = await ask(all, cases)
    // Nobody waits for what is still being run.
    if (!confirmed) controller.abort()
    return confirmed
  }

  async function send(
    all: readonly BulkPublishPlan[],
    confirmed: readonly Confirmed[],
    signal: AbortSignal,
    why: Why | undefined,
  ): Promise<void> {
    const projects = all.map(({ projectId, shown, told }, index) => {
      const own = confirmed[index]
      return {
        projectId,
        shown,
        told,
        ...(own ? { confirmed: own } : {}),
        ...(why === undefined ? {} : { why }),
      }
    })
    const input = { projects, onFailure: onFailure.value }
    const result = await request('bulk.publish', input, { signal })
    if (result.ok) {
      result.value.results.forEach(putResult)
      return
    }
    const { error } = result
    for (const { projectId } of all) {
      if (results.value.has(projectId)) continue
      putResult({ projectId, kind: 'failed', error })
    }
  }

  /** What was published before, and is not again, stays so. */
  function forget(all: readonly BulkPublishPlan[]): void {
    results.value = new Map(
      [...results.value].filter(
        ([id, { kind }]) => kind === 'published' && all.every(({ projectId }) => projectId !== id),
      ),
    )
  }

  /**
   * Publishes everything that is ready, production last, after one question where it takes one.
   * @param why the same for each
   */
  async function publish(why?: Why): Promise<void> {
    if (running.value || ready.value.length === 0) return
    const controller = (running.value = new AbortController())
    const { signal } = controller
    const all = ready.value
    unsaved.value = await deps.flush(all.map(({ projectId }) => projectId))
    const isReady = unsaved.value === undefined && !signal.aborted
    const confirmed = isReady ? await confirm(all, controller) : undefined
    if (confirmed && !signal.aborted) {
      forget(all)
      await send(all, confirmed, signal, why)
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
    told,
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
    tell,
    ended,
    publish,
    cancel,
  }
}
