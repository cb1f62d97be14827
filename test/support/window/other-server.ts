import { demoState, startEmulator, type Emulator } from '../../emulator'

/** The workspace of a second server: another id and name, but the very same projects. */
export const otherWorkspace = '7d9f0c52-6a41-4d0e-8f7b-3f0f9d2b1c11'
export const otherName = 'Somebody Else'
export const otherKey = 'ory_wak_of_the_second_server_1'

/**
 * A second server that lists the same ids of projects as the first, such as a local copy or an impostor.
 * @param workspaceId of the first server, whose projects it lists as its own
 */
export function startOtherServer(workspaceId: string): Promise<Emulator> {
  const text = JSON.stringify(demoState()).replaceAll(workspaceId, otherWorkspace)
  const state = JSON.parse(text) as ReturnType<typeof demoState>
  for (const workspace of state.workspaces) {
    if (workspace.id === otherWorkspace) workspace.name = otherName
  }
  return startEmulator({ state, apiKeys: { [otherKey]: otherWorkspace } })
}
