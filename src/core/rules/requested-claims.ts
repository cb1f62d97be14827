import { isJsonObject, type JsonValue } from '../model/json'

const places = ['userinfo', 'id_token']
const memberNames = ['essential', 'value', 'values']

function claimMessage(where: string, claim: JsonValue): string | undefined {
  if (claim === null) return undefined
  if (!isJsonObject(claim)) return `“${where}” has to be null or an object`
  const other = Object.keys(claim).find((name) => !memberNames.includes(name))
  if (other !== undefined) return `“${where}” has the member “${other}”, which is unknown`
  const { essential, values } = claim
  if (essential !== undefined && typeof essential !== 'boolean') {
    return `“essential” of “${where}” has to be true or false`
  }
  return values !== undefined && !Array.isArray(values)
    ? `“values” of “${where}” has to be a list`
    : undefined
}

/**
 * The problem of a `requested_claims` value; `undefined` if there is none. Source: Kratos' `OIDCClaims`
 * and the `claims` parameter of OpenID Connect Core 5.5.
 */
export function requestedClaimsMessage(value: JsonValue | undefined): string | undefined {
  if (value === undefined) return undefined
  if (!isJsonObject(value)) return 'This has to be a JSON object'
  for (const [place, claims] of Object.entries(value)) {
    if (!places.includes(place)) return `Only “userinfo” and “id_token” are allowed, not “${place}”`
    if (!isJsonObject(claims)) return `“${place}” has to be an object of claims`
    for (const [name, claim] of Object.entries(claims)) {
      const message = claimMessage(`${place}.${name}`, claim)
      if (message !== undefined) return message
    }
  }
  return undefined
}
