import { useThrottleFn } from '@vueuse/core'
import { onScopeDispose, proxyRefs, ref, shallowRef } from 'vue'
import type { AppError } from '../../core/errors/app-error'
import type { CheckReport, CheckReports } from '../../core/check/report'
import type { RequestOutput, RequestProgress } from '../../core/ipc/contract'
import { request } from '../bridge/request'
import type { ProjectSession } from '../project/project-session'
import { useProject } from '../project/use-project'
import { t } from '../../core/language/translate'

function doneWords(of: number, bad: number): string {
  if (bad === 0) {
    return t('{of, plural, one {# connection} other {# connections}} checked, no check failed.', {
      of,
    })
  }
  return t(
    '{of, plural, one {# connection} other {# connections}} checked, ' +
      '{bad, plural, one {# check failed} other {# checks failed}}.',
    { of, bad },
  )
}

function cancelledWords(checked: number, of: number, bad: number): string {
  if (bad === 0) {
    return t(
      'Cancelled. {checked} of {of, plural, one {# connection} other {# connections}} checked, ' +
        'no check failed.',
      { checked, of },
    )
  }
  return t(
    'Cancelled. {checked} of {of, plural, one {# connection} other {# connections}} checked, ' +
      '{bad, plural, one {# check failed} other {# checks failed}}.',
    { checked, of, bad },
  )
}

export function checkedWords({
  checked,
  of,
  bad,
  asks,
}: RequestOutput<'connection.check-all'>): string {
  const result = checked < of ? cancelledWords(checked, of, bad) : doneWords(of, bad)
  if (asks === 0) return result
  const left = t(
    '{count, plural, ' +
      'one {# connection leads into a private network: check each by itself.} ' +
      'other {# connections lead into a private network: check each by itself.}}',
    { count: asks },
  )
  return `${result} ${left}`
}

function createLastChecks(project: ProjectSession) {
  const { projectId } = project
  const reports = shallowRef<Readonly<CheckReports>>({})
  /** How far a run over several connections is; absent without one. */
  const progress = shallowRef<{ readonly done: number; readonly of: number }>()
  const error = shallowRef<AppError>()
  /** Results of the latest run by key, including those that need a confirmation and are not stored. */
  const ran = shallowRef<Readonly<CheckReports>>({})
  const said = ref('')
  let controller: AbortController | undefined

  /** Reads the stored reports; on failure there are none. */
  async function load(): Promise<void> {
    const result = await request('connection.checks', { projectId })
    if (!result.ok) return
    // A check that ended meanwhile is newer.
    reports.value = { ...result.value, ...reports.value }
  }

  function set(report: CheckReport): void {
    reports.value = { ...reports.value, [report.connectionKey]: report }
  }

  /** Reports not shown yet: thousands arrive, and the window updates a few times a second. */
  let arrived: Record<string, CheckReport> = {}
  function show(): void {
    ran.value = { ...ran.value, ...arrived }
    const isKept = ([, { verdict }]: [string, CheckReport]) => verdict !== 'asks'
    const kept = Object.fromEntries(Object.entries(arrived).filter(isKept))
    reports.value = { ...reports.value, ...kept }
    arrived = {}
  }
  const showSoon = useThrottleFn(show, 250, true)

  function onProgress({ report, ...now }: RequestProgress<'connection.check-all'>): void {
    progress.value = now
    if (report) arrived[report.connectionKey] = report
    void showSoon()
  }

  async function checkAll(keys?: readonly string[]): Promise<void> {
    if (controller) return
    controller = new AbortController()
    const { signal } = controller
    progress.value = { done: 0, of: 0 }
    error.value = undefined
    said.value = ''
    ran.value = {}
    try {
      if (!(await project.saving.flush())) {
        error.value = project.saving.error
        return
      }
      const input = keys ? { projectId, keys: [...keys] } : { projectId }
      const result = await request('connection.check-all', input, { signal, onProgress })
      if (result.ok) said.value = checkedWords(result.value)
      else if (result.error.code === 'request.cancelled') said.value = t('Cancelled.')
      else error.value = result.error
    } finally {
      controller = undefined
      progress.value = undefined
      show()
    }
  }

  /** Keys of connections being checked individually. */
  const running = shallowRef<ReadonlySet<string>>(new Set())

  /** Checks one connection with the saved draft. @returns `undefined` on failure; see `error` */
  async function checkOne(connectionKey: string): Promise<CheckReport | undefined> {
    if (running.value.has(connectionKey)) return undefined
    running.value = new Set([...running.value, connectionKey])
    error.value = undefined
    try {
      if (!(await project.saving.flush())) {
        error.value = project.saving.error
        return undefined
      }
      const result = await request('connection.check', { projectId, connectionKey })
      if (!result.ok) error.value = result.error
      else if (result.value.verdict !== 'asks') set(result.value)
      return result.ok ? result.value : undefined
    } finally {
      running.value = new Set([...running.value].filter((key) => key !== connectionKey))
    }
  }

  onScopeDispose(() => controller?.abort())
  void load()
  return proxyRefs({
    reports,
    ran,
    progress,
    error,
    said,
    set,
    running,
    checkOne,
    checkAll,
    cancel: () => controller?.abort(),
  })
}

const lastChecksKey = Symbol('last checks')

export type LastChecks = ReturnType<typeof createLastChecks>

export const lastChecksOf = (project: ProjectSession): LastChecks =>
  project.keep(lastChecksKey, () => createLastChecks(project))

export const useLastChecks = (): LastChecks => lastChecksOf(useProject())
