import type { EventName, EventPayload } from '../../core/ipc/contract'

/** Tells every window but the one whose request is being done; outside of a request, every window. */
export type TellOthers = <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void
