import type { EvaluateMapper } from './test-flow'
import type { PeopleOf } from './people'
import type { EmulatorState } from './types'

export type SecretsReadAs = 'absent' | 'empty' | 'masked'
export type SecretsWrittenBack = 'as-sent' | 'refused' | 'kept' | 'emptied' | 'masked'
export type UnshownWrittenBack = 'lost' | 'kept'
export type DisabledInDocument = 'shown' | 'hidden-state' | 'absent'
export type ScimClientsWithoutId = 'matched' | 'new'

/**
 * How connections and SCIM clients are read and written back where Ory's behaviour is open. Only tests set these. They
 * stand here all the same, while the other open questions lie around the operations in `test/emulator`:
 * what is kept of an entry is decided after a patch was applied and before the entry is checked, and what
 * a read shows decides which indexes a patch may use, so that there is no place outside to do it.
 */
export interface Variants {
  /** How a stored secret is read. Default `absent`. */
  secretsReadAs?: SecretsReadAs
  /**
   * What happens to a stored secret when its connection is written back as a whole without it, or with
   * the form in which it was read: the write is refused, the secret is kept, or the empty text or the mask
   * replaces it. Ory does not document it. Default `as-sent`: the written value becomes the secret.
   */
  secretsWrittenBack?: SecretsWrittenBack
  /** What a connection written back without `state` or `auto_link` loses. Default `lost`. */
  unshownWrittenBack?: UnshownWrittenBack
  /** How the project document shows a disabled connection; default `hidden-state`: without `state`. */
  disabledInDocument?: DisabledInDocument
  /**
   * A SCIM client written without the `id` of its row: whether the server takes it for the stored one with
   * the same `client_id`, and so keeps its secret. Default `matched`: Ory's provider says that the `id` makes
   * the match strict.
   */
  scimClientsWithoutId?: ScimClientsWithoutId
  /** Which filters the SCIM server takes. Default `indexed`, as documented: `eq` on a few attributes. */
  scimFilters?: 'indexed' | 'any'
}

export interface ServerOptions extends Variants {
  /** 0 or absent: any free port. */
  port?: number
  storagePort?: number
  /** Default: `demoState()`. It is copied. */
  state?: EmulatorState
  /** Keys with their workspaces. Default: one key for each workspace. */
  apiKeys?: Readonly<Record<string, string | readonly string[]>>
  /** Runs mappers in test sign-ins and of SCIM clients; without it they are not run, and a test sign-in says so. */
  evaluateMapper?: EvaluateMapper
  /** The people of a project. Default: invented ones for the demo's projects, the same with each start. */
  people?: PeopleOf
  /** Milliseconds after which the token of a page of people is no longer taken. Default: an hour. */
  peopleTokensLast?: number
  /** Called with a copy after every change. */
  onChange?: (state: EmulatorState) => void
}
