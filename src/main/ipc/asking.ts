import { AsyncLocalStorage } from 'node:async_hooks'

const asking = new AsyncLocalStorage<number>()

/**
 * Does the work of a request. Whatever it calls, through queues and services, can then know which
 * window asked, so that no service has to pass that on.
 *
 * @param windowId of the window's contents, as Electron numbers them
 */
export const askedBy = <Value>(windowId: number, work: () => Value): Value =>
  asking.run(windowId, work)

/** The window whose request is being done; `undefined` where main works by itself. */
export const askingWindow = (): number | undefined => asking.getStore()
