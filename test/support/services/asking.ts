import { askedBy } from '../../../src/main/ipc/asking'

/** Works as if the window asked for it. */
export const askedByWindow = <Value>(windowId: number, work: () => Value): Value =>
  askedBy({ windowId, name: 'draft.read', callId: 'a call', reports: 0 }, work)
