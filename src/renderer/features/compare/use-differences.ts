import { shallowRef, watch } from 'vue'
import type { RequestOutput } from '../../../core/ipc/contract'
import { request } from '../../bridge/request'
import { useTeamStore } from './team-store'

/** What differs in the chosen row, in words; read anew when the folder was. */
export function useDifferences() {
  const team = useTeamStore()
  const differences = shallowRef<RequestOutput<'team.differences'>>()

  watch(
    [() => team.chosenId, () => team.reading?.readingId],
    async ([id, readingId], [before]) => {
      // Of the same row they stay until those of now are known, so that nothing jumps.
      if (id !== before) differences.value = undefined
      const item = team.chosen?.item
      if (!item || readingId === undefined) {
        differences.value = undefined
        return
      }
      const result = await request('team.differences', { readingId, item: { ...item } })
      if (team.chosenId === id && team.reading?.readingId === readingId && result.ok) {
        differences.value = result.value
      }
    },
    { immediate: true },
  )
  return differences
}
