import type { ConnectionStates } from '../draft/organization-members'
import { connectionFields, requiresField } from '../fields/fields'
import { t } from '../language/translate'
import { textMember } from '../model/json-value'
import type { SetUp, SetUpConnection } from '../model/set-up'

/** A connection whose button a person gets on the sign-in page. */
export interface OfferedConnection {
  readonly connection: SetUpConnection
  /** Why the button leads to no sign-in, as far as the set-up itself tells; absent where it does. */
  readonly fault?: string
  /** What the fault is, for programs; there wherever it is. */
  readonly cause?: 'same-id' | 'empty-field'
  /** Wire name of the field that the fault stands at. */
  readonly field?: string
}

/** Why a connection of an organization is not on the sign-in page of its people. */
export type WithheldBecause = 'method-off' | 'disabled'

export interface WithheldConnection {
  readonly connection: SetUpConnection
  readonly because: WithheldBecause
}

/** What a sign-in page can show of some connections. */
export interface Offers {
  readonly offered: readonly OfferedConnection[]
  readonly withheld: readonly WithheldConnection[]
}

const isMissing = (value: unknown) => value === undefined || value === null || value === ''

/** The first field that the kind of connection cannot do without, of those that a server shows. */
function missingField({ protocol, fields }: SetUpConnection) {
  const provider = textMember(fields, 'provider') ?? ''
  return connectionFields(protocol).find(
    (field) =>
      !field.secret &&
      field.name !== 'label' &&
      requiresField(field, provider) &&
      isMissing(fields[field.name]),
  )
}

const idOf = ({ protocol, fields }: SetUpConnection) =>
  `${protocol}:${textMember(fields, 'id') ?? ''}`

/** Whether a connection is known to be disabled: by its own state as read, else by its document. */
export function isDisabled(
  { key, fields }: SetUpConnection,
  states: ConnectionStates | undefined,
): boolean {
  return (states?.[key] ?? textMember(fields, 'state')) === 'disabled'
}

/**
 * Sorts the connections of a set-up by what a sign-in page does with them.
 *
 * @param states whether each is enabled, by its key, where the server told
 */
export function offersOf(
  { connections, methods }: SetUp,
  states: ConnectionStates | undefined,
): (connections: readonly SetUpConnection[]) => Offers {
  /** Kratos looks a connection up by its id and takes the first. */
  const first = new Map<string, SetUpConnection>()
  for (const connection of connections) {
    if (!first.has(idOf(connection))) first.set(idOf(connection), connection)
  }

  function faultOf(connection: SetUpConnection): Omit<OfferedConnection, 'connection'> {
    if (first.get(idOf(connection)) !== connection) {
      const fault = t('A connection before it has the same ID, and Ory uses that one')
      return { fault, cause: 'same-id', field: 'id' }
    }
    const missing = missingField(connection)
    if (!missing) return {}
    const fault = t('It has no {field}', { field: missing.label })
    return { fault, cause: 'empty-field', field: missing.name }
  }

  function withheldBecause(connection: SetUpConnection) {
    if (!methods[connection.protocol].enabled) return 'method-off' as const
    return isDisabled(connection, states) ? ('disabled' as const) : undefined
  }

  return (some) => {
    const offered: OfferedConnection[] = []
    const withheld: WithheldConnection[] = []
    for (const connection of some) {
      const because = withheldBecause(connection)
      if (because !== undefined) {
        withheld.push({ connection, because })
        continue
      }
      offered.push({ connection, ...faultOf(connection) })
    }
    return { offered, withheld }
  }
}
