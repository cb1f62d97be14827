import type { EventPayload } from '../../core/ipc/contract'
import type { ApiWait } from '../api/client'

/** What the window is told of a wait: until when, so that it can count down by itself. */
export function waitingPayload(
  projectId: string,
  { milliseconds, ...wait }: ApiWait,
): EventPayload<'request.waiting'> {
  const until = new Date(Date.now() + milliseconds).toISOString()
  return { projectId, ...wait, until }
}
