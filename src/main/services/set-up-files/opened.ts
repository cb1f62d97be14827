import { success, type Result } from '../../../core/errors/result'
import type { RequestOutput } from '../../../core/ipc/contract'

type Opened = RequestOutput<'set-up.opened'>

/** Files opened with the app, until their window asks for them. */
export interface OpenedSetUps {
  /** Replaces a file the window hasn't asked for yet. */
  hold(windowId: number, path: string): void
  /** Reads the window's file once; empty without one. */
  take(windowId: number): Promise<Result<Opened>>
}

export function createOpenedSetUps(
  read: (path: string) => Promise<Result<Required<Opened>>>,
): OpenedSetUps {
  const held = new Map<number, string>()
  return {
    hold(windowId, path) {
      held.set(windowId, path)
    },
    async take(windowId) {
      const path = held.get(windowId)
      held.delete(windowId)
      return path === undefined ? success({}) : read(path)
    },
  }
}
