import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { t } from '../../../core/language/translate'
import type { AppError } from '../../../core/errors/app-error'
import type { Result } from '../../../core/errors/result'
import { mostRadarRows, type RadarList, type RadarRow } from '../../../core/ipc/radar'
import {
  everyProblem,
  type ProblemFilter,
  type ProblemGrouping,
} from '../../../core/problems/filter'
import { request, subscribe } from '../../bridge/request'
import { usePagedList } from '../../composables/use-paged-list'
import type { ProjectId } from '../../../core/model/project-id'

interface Asked {
  readonly filter: ProblemFilter
  readonly groupBy: ProblemGrouping
}
interface Progress {
  readonly done: number
  readonly of: number
}

/** Findings of one answer; the list is read on as it is scrolled. */
const page = 200

/** The radar of this window: what is shown of it stays while other screens are open. */
export const useRadarStore = defineStore('radar', () => {
  const filter = shallowRef(everyProblem)
  const groupBy = ref<ProblemGrouping>('severity')
  const error = shallowRef<AppError>()
  /** What was just done, in words. */
  const said = ref('')
  const looking = shallowRef<AbortController>()
  const refreshing = shallowRef<AbortController>()
  const looked = shallowRef<Progress>()
  const refreshed = shallowRef<Progress>()
  const findings = usePagedList<Asked, RadarList, RadarRow>({
    question: () => ({ filter: filter.value, groupBy: groupBy.value }),
    ask: (part, signal) => request('radar.list', part, { signal }),
    rowsOf: (answer) => answer.rows,
    keyOf: ({ id }) => id,
    stateOf: ({ lookedAt, groups }) => [lookedAt, groups],
    page,
    most: mostRadarRows,
    failed: (problem) => (error.value = problem ?? error.value),
  })
  const { answer: list, rows, chosenId, chosen, reload, readOn } = findings
  /** How what is shown is grouped: the chosen grouping may still be asked for. */
  const shownBy = computed(() => findings.shown.value?.groupBy ?? 'severity')
  const projects = computed(
    () => new Map((list.value?.projects ?? []).map((project) => [project.id, project])),
  )

  subscribe('radar.progress', (progress) => {
    if (looking.value) looked.value = progress
  })
  subscribe('radar.refreshed', (progress) => {
    if (refreshing.value) refreshed.value = progress
  })

  async function setFilter(next: Partial<ProblemFilter>): Promise<void> {
    filter.value = { ...filter.value, ...next }
    await reload()
  }

  async function setGrouping(next: ProblemGrouping): Promise<void> {
    groupBy.value = next
    await reload()
  }

  function failed(result: Result<unknown>): boolean {
    const cancelled = !result.ok && result.error.code === 'request.cancelled'
    error.value = result.ok || cancelled ? undefined : result.error
    return !result.ok
  }

  /** Looks at all projects as they are on this computer; nothing is asked of a server. */
  function look(): Promise<void> {
    if (!looking.value) underWay = lookNow()
    return underWay
  }
  let underWay = Promise.resolve()

  async function lookNow(): Promise<void> {
    const controller = new AbortController()
    looking.value = controller
    looked.value = undefined
    const result = await request('radar.look', {}, { signal: controller.signal })
    looking.value = undefined
    if (!failed(result)) await reload()
  }

  /** Reads all projects from the API, or those that a cancel left, and looks at them. */
  async function refresh(resume = false): Promise<void> {
    if (refreshing.value) return
    const controller = new AbortController()
    refreshing.value = controller
    refreshed.value = undefined
    said.value = ''
    const result = await request('radar.refresh', { resume }, { signal: controller.signal })
    refreshing.value = undefined
    failed(result)
    const problem = error.value
    if (result.ok) said.value = refreshedText(result.value.read, result.value.failed)
    // A look that began before they were read would tell of what they were.
    looking.value?.abort()
    await underWay
    await look()
    error.value ??= problem
  }

  function refreshedText(
    read: number,
    failures: readonly { readonly projectId: ProjectId; readonly message: string }[],
  ): string {
    const done = t('{count, plural, one {# project was} other {# projects were}} read.', {
      count: read,
    })
    const [first] = failures
    if (!first) return done
    const name = projects.value.get(first.projectId)?.name ?? first.projectId
    const values = { name, why: first.message }
    const notRead =
      failures.length === 1
        ? t('Not read: {name} ({why}).', values)
        : t('Not read: {name} and {n} more ({why}).', { ...values, n: failures.length - 1 })
    return `${done} ${notRead}`
  }

  async function change(result: Result<unknown>, what: string): Promise<boolean> {
    if (failed(result)) return false
    said.value = what
    chosenId.value = undefined
    await reload()
    return true
  }

  return {
    filter,
    groupBy,
    shownBy,
    list,
    rows,
    chosenId,
    chosen,
    projects,
    error,
    said,
    looking,
    refreshing,
    looked,
    refreshed,
    readOn,
    setFilter,
    setGrouping,
    look,
    refresh,
    cancel() {
      looking.value?.abort()
      refreshing.value?.abort()
    },
    silence: async ({ id, facts }: Pick<RadarRow, 'id' | 'facts'>, reason: string, until: string) =>
      change(
        await request('radar.silence', {
          id,
          reason,
          until,
          ...(facts === undefined ? {} : { facts: [...facts] }),
        }),
        t('Silenced until {day}.', { day: until }),
      ),
    unsilence: async (id: string) =>
      change(await request('radar.unsilence', { id }), t('The finding is shown again.')),
    seen: async (projectId: ProjectId) =>
      change(await request('radar.seen', { projectId }), t('Marked as seen.')),
  }
})
