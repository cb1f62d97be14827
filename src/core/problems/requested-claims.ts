import { t } from '../language/translate'
import { isJsonObject, type JsonValue } from '../model/json'

const places = ['userinfo', 'id_token']
const memberNames = ['essential', 'value', 'values']

function claimMessage(where: string, claim: JsonValue): string | undefined {
  if (claim === null) return undefined
  if (!isJsonObject(claim)) return t('“{claim}” has to be null or an object', { claim: where })
  const other = Object.keys(claim).find((name) => !memberNames.includes(name))
  if (other !== undefined)
    return t('“{claim}” has the member “{member}”, which is unknown', {
      claim: where,
      member: other,
    })
  const { essential, values } = claim
  if (essential !== undefined && typeof essential !== 'boolean') {
    return t('“essential” of “{claim}” has to be true or false', { claim: where })
  }
  return values !== undefined && !Array.isArray(values)
    ? t('“values” of “{claim}” has to be a list', { claim: where })
    : undefined
}

/**
 * The problem of a `requested_claims` value; `undefined` if there is none. Source: Kratos' `OIDCClaims`
 * and the `claims` parameter of OpenID Connect Core 5.5.
 */
export function requestedClaimsMessage(value: JsonValue | undefined): string | undefined {
  if (value === undefined) return undefined
  if (!isJsonObject(value)) return t('This has to be a JSON object')
  for (const [place, claims] of Object.entries(value)) {
    if (!places.includes(place))
      return t('Only “userinfo” and “id_token” are allowed, not “{member}”', { member: place })
    if (!isJsonObject(claims))
      return t('“{member}” has to be an object of claims', { member: place })
    for (const [name, claim] of Object.entries(claims)) {
      const message = claimMessage(`${place}.${name}`, claim)
      if (message !== undefined) return message
    }
  }
  return undefined
}
