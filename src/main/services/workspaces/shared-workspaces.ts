import type { Result } from '../../../core/errors/result'
import type { Workspace } from '../../../core/model/project'
import type { TellOthers } from '../tell-others'
import type { WorkspacesService } from './workspaces'

/** Notifies other windows when workspaces change. */
export function sharedWorkspaces(
  own: WorkspacesService,
  tellOthers: TellOthers,
): WorkspacesService {
  const tell = (changed: readonly Workspace[], removed: readonly string[] = []) =>
    tellOthers('workspaces.changed', { changed: [...changed], removed: [...removed] })

  async function toldOne(work: Promise<Result<Workspace>>): Promise<Result<Workspace>> {
    const result = await work
    if (result.ok) tell([result.value])
    return result
  }

  async function toldAll(work: Promise<Result<Workspace[]>>): Promise<Result<Workspace[]>> {
    const result = await work
    if (result.ok) tell(result.value)
    return result
  }

  async function toldBack(work: Promise<Result<void>>, workspaceId: string): Promise<Result<void>> {
    const result = await work
    if (result.ok) tell((await own.list()).filter(({ id }) => id === workspaceId))
    return result
  }

  return {
    ...own,
    connect: (input, signal) => toldAll(own.connect(input, signal)),
    openDemo: (signal) => toldAll(own.openDemo(signal)),
    replaceKey: (input, signal) => toldOne(own.replaceKey(input, signal)),
    refresh: (workspaceId, signal) => toldOne(own.refresh(workspaceId, signal)),
    change: (input) => toldOne(own.change(input)),
    putBack: (workspace) => toldBack(own.putBack(workspace), workspace.id),
    putBackProject: (project) => toldBack(own.putBackProject(project), project.workspaceId),
    async disconnect(workspaceId) {
      const result = await own.disconnect(workspaceId)
      if (result.ok) tell([], [workspaceId])
      return result
    },
  }
}
