import { connectionFields, isEmptyValue, requiresField } from '../fields/fields'
import { t } from '../language/translate'
import type { Protocol } from '../model/connection'
import { textMember } from '../model/json'
import { remembering } from '../model/recent'
import type { SetUpConnection } from '../model/set-up'
import type { WayFacts } from './facts'

/** A connection whose button a person gets on the sign-in page. */
export interface OfferedConnection {
  readonly connection: SetUpConnection
  readonly isKnown: boolean
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

/** Fields that a kind of provider cannot do without, of those that a server shows. */
const requiredIn = (protocol: Protocol) =>
  remembering((provider) =>
    connectionFields(protocol).filter(
      (field) => !field.secret && field.name !== 'label' && requiresField(field, provider),
    ),
  )
const required = { oidc: requiredIn('oidc'), saml: requiredIn('saml') }

/** The first of them that a connection lacks. */
function missingField({ protocol, fields }: SetUpConnection) {
  const provider = textMember(fields, 'provider') ?? ''
  return required[protocol](provider).find(({ name }) => isEmptyValue(fields[name]))
}

/** Sorts connections by what a sign-in page does with them. */
export function offersOf(facts: WayFacts): (connections: readonly SetUpConnection[]) => Offers {
  function faultOf(
    connection: SetUpConnection,
  ): Pick<OfferedConnection, 'fault' | 'cause' | 'field'> {
    if (facts.firstKey(connection) !== connection.key) {
      const fault = t('A connection before it has the same ID, and Ory uses that one')
      return { fault, cause: 'same-id', field: 'id' }
    }
    const missing = missingField(connection)
    if (!missing) return {}
    const fault = t('It has no {field}', { field: missing.label })
    return { fault, cause: 'empty-field', field: missing.name }
  }

  function withheldBecause(connection: SetUpConnection) {
    if (!facts.isOn(connection.protocol)) return 'method-off' as const
    return facts.stateOf(connection) === 'disabled' ? ('disabled' as const) : undefined
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
      const isKnown = facts.stateOf(connection) === 'enabled'
      offered.push({ connection, isKnown, ...faultOf(connection) })
    }
    return { offered, withheld }
  }
}
