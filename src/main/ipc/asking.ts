import { AsyncLocalStorage } from 'node:async_hooks'
import type { RequestName } from '../../core/ipc/contract'

/** A request as a window made it. */
export interface AskingCall {
  /** ID of the window's contents in Electron. */
  readonly windowId: number
  readonly name: RequestName
  readonly callId: string
  /** Number of progress reports sent so far. */
  reports: number
}

const asking = new AsyncLocalStorage<AskingCall>()

/**
 * Handles a request in a context that names the call. Code called from it, also through queues and
 * services, can read that call without passing it on.
 */
export const askedBy = <Value>(call: AskingCall, work: () => Value): Value => asking.run(call, work)

/** Runs work as if no window had asked for it: its events about drafts and projects go to every window. */
export const askedByNobody = <Value>(work: () => Value): Value => asking.exit(work)

/** The request that is being handled; `undefined` outside of one. */
export const askingCall = (): AskingCall | undefined => asking.getStore()

/** The window whose request is being handled; `undefined` outside of a request. */
export const askingWindow = (): number | undefined => askingCall()?.windowId
