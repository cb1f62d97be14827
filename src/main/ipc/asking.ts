import { AsyncLocalStorage } from 'node:async_hooks'

const asking = new AsyncLocalStorage<number>()

/**
 * Handles a request in a context that names the window. Code called from it, also through queues and
 * services, can read that window without passing it on.
 *
 * @param windowId id of the window's contents in Electron
 */
export const askedBy = <Value>(windowId: number, work: () => Value): Value =>
  asking.run(windowId, work)

/** Runs work as if no window had asked for it: its events about drafts and projects go to every window. */
export const askedByNobody = <Value>(work: () => Value): Value => asking.exit(work)

/** The window whose request is being handled; `undefined` outside of a request. */
export const askingWindow = (): number | undefined => asking.getStore()
