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
} from '../../../core/problems/problem-filter'
import { request } from '../../bridge/request'
import { lastChecksOf, type LastChecks } from '../../composables/use-last-checks'
import { usePagedList } from '../../composables/use-paged-list'
import { useProjectsStore } from '../../stores/projects'
import { useReadingStore } from '../../stores/reading'
import type { ProjectId } from '../../../core/model/project-id'

interface Asked {
  readonly filter: ProblemFilter
  readonly groupBy: ProblemGrouping
}
interface Progress {
  readonly done: number
  readonly of: number
}

const page = 200

/** Home in this window: what is shown of it stays while other places are open. */
export const useHomeStore = defineStore('home', () => {
  const projectsOfWindow = useProjectsStore()
  const reading = useReadingStore()
  const filter = shallowRef(everyProblem)
  const groupBy = ref<ProblemGrouping>('environment')
  const actionError = shallowRef<AppError>()
  const said = ref('')
  const looking = shallowRef<AbortController>()
  const looked = shallowRef<Progress>()
  /** The checks of a project that were asked for last. */
  const checks = shallowRef<LastChecks>()
  const problems = usePagedList<Asked, RadarList, RadarRow>({
    question: () => ({ filter: filter.value, groupBy: groupBy.value }),
    ask: (part, signal) => request('radar.list', part, { signal }),
    rowsOf: (answer) => answer.rows,
    keyOf: ({ id }) => id,
    stateOf: ({ lookedAt, counts }) => [lookedAt, counts],
    page,
    most: mostRadarRows,
  })
  const { answer: list, rows, chosenId, chosen, reload, readOn } = problems
  const error = computed(() => actionError.value ?? problems.error.value)
  /** How what is shown is grouped: the chosen grouping may still be asked for. */
  const shownBy = computed(() => problems.shown.value?.groupBy ?? 'environment')
  /** The filter that what is shown passed: another one may still be asked for. */
  const shownFilter = computed(() => problems.shown.value?.filter ?? everyProblem)
  const projects = computed(
    () => new Map((list.value?.projects ?? []).map((project) => [project.id, project])),
  )
  const only = computed(() => {
    const [first, ...others] = filter.value.projectIds
    return others.length === 0 ? first : undefined
  })

  async function setFilter(next: Partial<ProblemFilter>): Promise<void> {
    filter.value = { ...filter.value, ...next }
    await reload()
  }

  /** The project that something else than the filter's own fields narrowed Home to, such as the bell of a project. */
  let narrowedTo: ProjectId | undefined

  async function showOnly(projectId: ProjectId): Promise<void> {
    narrowedTo = projectId
    await setFilter({ ...everyProblem, projectIds: [projectId] })
  }

  /** Undoes `showOnly`; a project that a person chose since in the filter stays. */
  function showAllAgain(): void {
    const isNarrowed = narrowedTo !== undefined && only.value === narrowedTo
    narrowedTo = undefined
    if (isNarrowed) void setFilter({ projectIds: [] })
  }

  async function setGrouping(next: ProblemGrouping): Promise<void> {
    groupBy.value = next
    await reload()
  }

  function failed(result: Result<unknown>): boolean {
    const cancelled = !result.ok && result.error.code === 'request.cancelled'
    actionError.value = result.ok || cancelled ? undefined : result.error
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
    const result = await request(
      'radar.look',
      {},
      { signal: controller.signal, onProgress: (progress) => (looked.value = progress) },
    )
    looking.value = undefined
    if (!failed(result)) await reload()
  }

  /** Looks at what was just read or checked: a look that began before would tell of what was. */
  async function lookAgain(): Promise<void> {
    looking.value?.abort()
    await underWay
    await look()
  }

  /** Shows what was found last at once, and what is to be found now; reads what is missing or old. */
  async function begin(): Promise<void> {
    void reload()
    const found = look()
    if (await reading.readUnasked()) await lookAgain()
    else await found
  }

  async function read(which: Parameters<typeof reading.read>[0]): Promise<void> {
    said.value = ''
    await reading.read(which)
    said.value = reading.said
    await lookAgain()
  }

  /** From the press on, before the checks of the project are known. */
  let isChecking = false

  /** Checks all connections of a project with its saved draft, also once another place is shown. */
  async function checkAll(projectId: ProjectId): Promise<void> {
    if (isChecking) return
    isChecking = true
    try {
      const visit = await projectsOfWindow.visit(projectId)
      checks.value = lastChecksOf(visit.session)
      await checks.value.checkAll()
      said.value = checks.value.said
      actionError.value = checks.value.error
      await visit.end()
    } finally {
      checks.value = undefined
      isChecking = false
    }
    await lookAgain()
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
    shownFilter,
    list,
    rows,
    chosenId,
    chosen,
    projects,
    only,
    error,
    said,
    looking,
    looked,
    checks,
    readOn,
    setFilter,
    showOnly,
    showAllAgain,
    setGrouping,
    begin,
    look,
    lookAgain,
    read,
    checkAll,
    cancel() {
      looking.value?.abort()
      reading.cancel()
      checks.value?.cancel()
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
    /** Saves what ends as a calendar file: of the only project that is shown, else of all. */
    async saveCalendar(): Promise<void> {
      said.value = ''
      const projectId = only.value
      const result = await request('radar.save-calendar', projectId ? { projectId } : {})
      if (failed(result) || !result.ok) return
      const { name, count } = result.value
      if (count === 0) said.value = t('No end of a certificate or client secret is known.')
      else if (name !== undefined) {
        said.value = t(
          '{count, plural, one {# expiry date} other {# expiry dates}} saved to {name}.',
          { count, name },
        )
      }
    },
    unsilence: async (id: string) =>
      change(await request('radar.unsilence', { id }), t('The finding is shown again.')),
    seen: async (projectId: ProjectId) =>
      change(await request('radar.seen', { projectId }), t('Marked as seen.')),
  }
})
