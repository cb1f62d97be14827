import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { CheckReport } from '../../../core/check/report'
import { request } from '../../bridge/request'

/** The last check of each connection of one project, as the main process keeps them. */
export const useChecksStore = defineStore('checks', () => {
  const projectId = shallowRef<string>()
  const reports = shallowRef<Readonly<Record<string, CheckReport>>>({})

  /** Reads them where another project's, or none, are here. What cannot be read is none. */
  async function load(id: string): Promise<void> {
    if (projectId.value === id) return
    projectId.value = id
    reports.value = {}
    const result = await request('connection.checks', { projectId: id })
    if (projectId.value !== id || !result.ok) return
    // A check that ended meanwhile knows better.
    reports.value = { ...result.value, ...reports.value }
  }

  function set(id: string, report: CheckReport): void {
    if (projectId.value !== id) return
    reports.value = { ...reports.value, [report.connectionKey]: report }
  }

  return { reports, load, set }
})
