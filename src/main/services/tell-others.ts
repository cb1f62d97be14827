import type { EventName, EventPayload } from '../../core/ipc/contract'

/** Sends an event to every window except the requesting one; without a request to all. */
export type TellOthers = <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void
