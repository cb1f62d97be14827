import { proxyRefs, shallowRef } from 'vue'
import type { CheckReport } from '../../../core/check/report'
import { request } from '../../bridge/request'
import { useProject } from '../../project/use-project'

function createLastChecks(projectId: string) {
  const reports = shallowRef<Readonly<Record<string, CheckReport>>>({})

  /** What cannot be read is none. */
  async function load(): Promise<void> {
    const result = await request('connection.checks', { projectId })
    if (!result.ok) return
    // A check that ended meanwhile knows better.
    reports.value = { ...result.value, ...reports.value }
  }

  function set(report: CheckReport): void {
    reports.value = { ...reports.value, [report.connectionKey]: report }
  }

  void load()
  return proxyRefs({ reports, set })
}

const lastChecksKey = Symbol('last checks')

/** The last check of each connection of the project around, as the main process keeps them. */
export function useLastChecks() {
  const project = useProject()
  return project.keep(lastChecksKey, () => createLastChecks(project.projectId))
}
