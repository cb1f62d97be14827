import type { EventName, EventPayload } from '../../core/ipc/contract'

/** Sends an event to every window except the one whose request is handled; outside of one, to all. */
export type TellOthers = <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void
