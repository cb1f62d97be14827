import type { Fault, FaultRule } from './http/fault-rule'
import type { JsonObject } from './state/json'
import type { EmulatorState, RecordedRequest } from './state/types'

export interface Emulator {
  readonly apiAddress: string
  readonly storageAddress: string
  /** Workspace id to a key that opens it. */
  readonly demoApiKeys: Readonly<Record<string, string>>
  /** A copy of all it holds. */
  state: () => EmulatorState
  /** A copy of one project as GET would show it, but with secrets and `auto_link`. */
  project: (projectId: string) => JsonObject
  /** Another writer: changed projects get a new revision; `base64://` texts are stored. Nothing is checked. */
  edit: (change: (state: EmulatorState) => void) => void
  requests: () => RecordedRequest[]
  clearRequests: () => void
  fault: (rule: FaultRule) => Fault
  clearFaults: () => void
  close: () => Promise<void>
}
