import { computed, ref, shallowRef, type ShallowRef, markRaw, proxyRefs } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { DraftPlan, DraftPublished, PublishEnd, PublishStep } from '../../../core/ipc/publish'
import type { RequestProgress } from '../../../core/ipc/contract'
import type { Why } from '../../../core/publish/why'
import type { Confirmed } from '../../../core/publish/confirmation'
import { isAsked } from '../../../core/publish/demand'
import { request } from '../../bridge/request'
import type { ProjectId } from '../../../core/model/project-id'
import { failingAmong, type FailingCases } from '../../components/notes/case-words'
import type { ReadTold } from '../../composables/read-told'

export interface EndedPublish {
  readonly projectId: ProjectId
  readonly name: string
  readonly end: PublishEnd
  readonly read?: ReadTold
}

/** The publishes of this session and what each leaves to be handed over, the newest first, until it is closed. */
function createToHandOver(nameOf: (projectId: ProjectId) => string | undefined) {
  const all = shallowRef<readonly EndedPublish[]>([])

  const has = (publishId: string) => all.value.some(({ end }) => end.publishId === publishId)

  async function tell({ projectId, name, end }: EndedPublish): Promise<void> {
    const { readTold } = await import('../../composables/read-told')
    const read = await readTold(projectId, end, name)
    all.value = all.value.map((item) =>
      item.end.publishId === end.publishId ? { ...item, read } : item,
    )
  }

  function add(projectId: ProjectId, end: PublishEnd): void {
    if (has(end.publishId)) return
    const item = { projectId, name: nameOf(projectId) ?? projectId, end }
    all.value = [item, ...all.value]
    void tell(item)
  }

  return markRaw(proxyRefs({ all, add, tell, close: () => void (all.value = []) }))
}

/** What the saved cases say of the mappers that a publish of one project changes. */
export interface ProjectCases {
  readonly failing: readonly FailingCases[]
  readonly error?: AppError
}

async function runCases(
  plans: readonly DraftPlan[],
  signal: AbortSignal,
): Promise<ReadonlyMap<ProjectId, ProjectCases>> {
  const found = new Map<ProjectId, ProjectCases>()
  for (const { projectId, mappers } of plans) {
    if (mappers.length === 0) continue
    const result = await request('case.check-draft', { projectId }, { signal })
    if (signal.aborted) return found
    if (!result.ok) {
      found.set(projectId, { failing: [], error: result.error })
      continue
    }
    found.set(projectId, { failing: failingAmong(mappers, result.value.mappers) })
  }
  return found
}

/** The question about everything that is to be published, which stands until it is answered. */
export interface Question {
  readonly plans: readonly DraftPlan[]
  /** What the saved cases say, project by project; nothing in it until they were run. */
  readonly cases: Readonly<ShallowRef<ReadonlyMap<ProjectId, ProjectCases> | undefined>>
  /** @param confirmed project by project; `undefined`: nothing is published */
  readonly answer: (confirmed: readonly Confirmed[] | undefined) => void
}

/** Publishes the drafts of several projects, one after the other, and says how far that is. */
export function createPublishing(deps: {
  readonly projectIds: () => readonly ProjectId[]
  readonly ticked: () => ReadonlySet<ProjectId>
  /** Saves the last edits of the open projects. @returns the error as text, if any */
  readonly flush: (projectIds: readonly ProjectId[]) => Promise<string | undefined>
  readonly nameOf: (projectId: ProjectId) => string | undefined
}) {
  const plans = shallowRef<ReadonlyMap<ProjectId, DraftPlan>>(new Map())
  const planErrors = shallowRef<ReadonlyMap<ProjectId, AppError>>(new Map())
  const results = shallowRef<ReadonlyMap<ProjectId, DraftPublished>>(new Map())
  const toHandOver = createToHandOver(deps.nameOf)
  const onFailure = ref<'stop' | 'go-on'>('stop')
  const running = shallowRef<AbortController>()
  const asked = ref(0)
  const now = ref<ProjectId>()
  const step = shallowRef<PublishStep>()
  const question = shallowRef<Question>()
  const unsaved = ref<string>()
  const reading = ref(false)

  function onProgress(progress: RequestProgress<'drafts.publish'>): void {
    if ('step' in progress) {
      step.value = progress
      return
    }
    const { projectId, result } = progress
    now.value = result ? undefined : projectId
    step.value = undefined
    if (result) putResult(result)
  }

  function putResult(result: DraftPublished): void {
    const { projectId, end } = result
    results.value = new Map(results.value).set(projectId, result)
    if (end) toHandOver.add(projectId, end)
  }

  /** The publish of one of the projects ended on its own, from its review over the drafts. */
  function ended(projectId: ProjectId, kind: 'published' | 'stopped', end: PublishEnd): void {
    putResult({ projectId, kind, end })
  }

  const ready = computed(() =>
    deps
      .projectIds()
      .flatMap((id) => (deps.ticked().has(id) ? (plans.value.get(id) ?? []) : []))
      .filter(({ requests, refusal }) => requests > 0 && refusal === undefined),
  )

  const stale = new Set<ProjectId>()
  let work: Promise<void> | undefined

  async function readStale(): Promise<void> {
    reading.value = true
    await deps.flush([...stale])
    for (let [next] = stale; next !== undefined; [next] = stale) {
      stale.delete(next)
      const result = await request('drafts.plan', { projectId: next })
      // Of what moved meanwhile, the newest answer alone is taken: what would be sent is checked against it.
      if (stale.has(next)) continue
      const [found, failed] = [new Map(plans.value), new Map(planErrors.value)]
      found.delete(next)
      failed.delete(next)
      if (result.ok) found.set(next, result.value)
      else failed.set(next, result.error)
      plans.value = found
      planErrors.value = failed
    }
    reading.value = false
  }

  /** Reads anew what a publish of these projects would send, one after the other. */
  function reload(projectIds: readonly ProjectId[] = deps.projectIds()): Promise<void> {
    for (const id of projectIds) stale.add(id)
    return (work ??= readStale().finally(() => (work = undefined)))
  }

  const ask = (all: readonly DraftPlan[], cases: Question['cases']) =>
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
    all: readonly DraftPlan[],
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
    all: readonly DraftPlan[],
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
    const result = await request('drafts.publish', input, { signal, onProgress })
    if (result.ok) {
      result.value.results.forEach(putResult)
      return
    }
    const { error } = result
    for (const { projectId } of all) {
      if (!results.value.has(projectId)) putResult({ projectId, kind: 'failed', error })
    }
  }

  /**
   * Publishes everything that is ready, production last, after one confirmation where one is needed. @returns
   * whether all of it was published
   */
  async function publish(why?: Why): Promise<boolean> {
    if (running.value || ready.value.length === 0) return false
    const controller = (running.value = new AbortController())
    const { signal } = controller
    // What is asked is about the drafts of now, and not about what was read before their last edit.
    await work
    const all = ready.value
    if (all.length === 0) {
      running.value = undefined
      return false
    }
    asked.value = all.length
    unsaved.value = await deps.flush(all.map(({ projectId }) => projectId))
    const isReady = unsaved.value === undefined && !signal.aborted
    const confirmed = isReady ? await confirm(all, controller) : undefined
    const isAgreed = confirmed !== undefined && !signal.aborted
    if (isAgreed) {
      results.value = new Map()
      await send(all, confirmed, signal, why)
    }
    now.value = undefined
    running.value = undefined
    await reload()
    return (
      isAgreed && all.every(({ projectId }) => results.value.get(projectId)?.kind === 'published')
    )
  }

  /** Stops before the next request; the current one completes. */
  function cancel(): void {
    running.value?.abort()
    question.value?.answer(undefined)
  }

  return {
    plans,
    planErrors,
    results,
    toHandOver,
    ready,
    onFailure,
    running,
    asked,
    now,
    step,
    question,
    unsaved,
    reading,
    reload,
    ended,
    publish,
    cancel,
  }
}
