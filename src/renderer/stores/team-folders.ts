import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { AppError } from '../../core/errors/app-error'
import type { RequestOutput } from '../../core/ipc/contract'
import { request } from '../bridge/request'

/** Team folders of the workspaces, and their number of open changes. */
export const useTeamFoldersStore = defineStore('team-folders', () => {
  const folders = shallowRef<RequestOutput<'team.folders'>['folders']>([])
  let asked = 0

  async function refresh(): Promise<void> {
    asked += 1
    const own = asked
    const answer = await request('team.folders', {})
    // Errors show where the folder is used.
    if (answer.ok && own === asked) folders.value = answer.value.folders
  }

  /** Chooses a workspace's folder, or none. @returns the error */
  async function choose(
    workspaceId: string,
    folder: 'ask' | 'none',
  ): Promise<AppError | undefined> {
    const answer = await request('team.choose', { workspaceId, folder })
    if (answer.ok) await refresh()
    return answer.ok ? undefined : answer.error
  }

  return {
    folders,
    changed: computed(() => folders.value.reduce((sum, { changed }) => sum + changed, 0)),
    of: (workspaceId: string) => folders.value.find((each) => each.workspaceId === workspaceId),
    refresh,
    choose,
  }
})
