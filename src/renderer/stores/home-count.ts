import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { everyProblem } from '../../core/problems/problem-filter'
import { request, subscribe } from '../bridge/request'
import { useLatest } from '../composables/use-latest'
import { useAppStore } from './app'

/** Number of errors and warnings in Home, also while another screen is open. */
export const useHomeCountStore = defineStore('home-count', () => {
  const app = useAppStore()
  const found = ref(0)
  /** Another number once the list of Home is another. */
  const changes = ref(0)
  subscribe('radar.changed', () => (changes.value += 1))
  useLatest(
    changes,
    0,
    async (signal) => {
      const input = { filter: everyProblem, groupBy: 'severity', offset: 0, limit: 1 } as const
      const answer = await request('radar.list', input, { signal })
      return answer.ok ? answer.value.counts.severities : undefined
    },
    ({ error, warning }) => (found.value = error + warning),
  )
  return { count: computed(() => (app.workspaces.length > 0 ? found.value : 0)) }
})
