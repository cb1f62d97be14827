import type { EventPayload } from '../../core/ipc/contract'
import type { ApiWait } from '../api/client'
import type { ProjectId } from '../../core/model/project-id'

/** A wait as sent to the window: with its end, so that the window can count down. */
export function waitingPayload(
  projectId: ProjectId,
  { milliseconds, ...wait }: ApiWait,
): EventPayload<'request.waiting'> {
  const until = new Date(Date.now() + milliseconds).toISOString()
  return { projectId, ...wait, until }
}
