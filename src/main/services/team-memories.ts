import { success } from '../../core/errors/result'
import type { TeamMemory } from '../../core/team-folder/memory'
import type { AppFiles, StoredValue } from '../files/app-files'
import type { WorkspacesService } from './workspaces/workspaces'

/** Memory per workspace, forgotten on disconnect, since another server may reuse the ID. */
export type TeamMemories = (workspaceId: string) => StoredValue<TeamMemory>

export function createTeamMemories({
  files,
  workspaces,
}: {
  readonly files: Pick<AppFiles, 'teamFolder'>
  readonly workspaces: Pick<WorkspacesService, 'list'>
}): TeamMemories {
  const addressOf = async (workspaceId: string) =>
    (await workspaces.list()).find(({ id }) => id === workspaceId)?.apiAddress

  return (workspaceId) => {
    const file = files.teamFolder(workspaceId)
    return {
      async read() {
        const stored = await file.read()
        if (!stored.ok || stored.value?.apiAddress === undefined) return stored
        const isHere = stored.value.apiAddress === (await addressOf(workspaceId))
        return isHere ? stored : success(undefined)
      },
      async write(memory) {
        const apiAddress = await addressOf(workspaceId)
        return file.write(apiAddress === undefined ? memory : { ...memory, apiAddress })
      },
    }
  }
}
