import { success, type Result } from '../../../core/errors/result'
import type { RequestOutput } from '../../../core/ipc/contract'

type Opened = RequestOutput<'set-up.opened'>

/** Files that the system opened with the app, until the window that shows them asks. */
export interface OpenedSetUps {
  /** The window is to show this file; one that it has not asked for yet is forgotten. */
  hold(windowId: number, path: string): void
  /** Reads the file for the window, once; empty where there is none. */
  take(windowId: number): Promise<Result<Opened>>
}

/** @param read reads a file that a person chose, whatever it holds */
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
