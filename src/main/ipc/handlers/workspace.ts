import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function workspaceHandlers({ workspaces, electron, trash }: HandlerDeps) {
  return {
    'workspace.connect': (input, { signal }) => workspaces.connect(input, signal),
    'workspace.open-demo': (_input, { signal }) => workspaces.openDemo(signal),
    'workspace.replace-key': (input, { signal }) => workspaces.replaceKey(input, signal),
    'workspace.confirm-address': (input) => workspaces.confirmAddress(input),
    async 'workspace.accept-old-electron'({ workspaceId }) {
      const workspace = (await workspaces.list()).find(({ id }) => id === workspaceId)
      // One that is not connected has no server to ask about.
      const asked = workspace ? await electron.ask(workspace.apiAddress) : success(undefined)
      return asked.ok ? success({}) : asked
    },
    async 'workspace.disconnect'({ workspaceId }) {
      const result = await trash.removeWorkspace(workspaceId)
      return result.ok ? success({}) : result
    },
    'workspace.change': (input) => workspaces.change(input),
    'workspace.refresh': ({ workspaceId }, { signal }) => workspaces.refresh(workspaceId, signal),
  } satisfies Partial<Handlers>
}
