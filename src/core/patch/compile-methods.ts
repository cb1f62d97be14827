import { methodNode, methodPointer } from '../model/connection'
import { inFieldOrder } from '../fields/fields'
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json'
import { methodSettingPlaces } from '../model/method'
import type { Snapshot } from '../model/snapshot'
import type { Intents } from '../intents/intents'
import { memberOperation, type PatchOperation } from './patch'

/** A method's node in the form that the server accepts without any connection. */
function emptyNode(settings: Readonly<Record<string, JsonValue>>): JsonObject {
  const { base_redirect_uri: base, ...others } = settings
  const config = { providers: [], ...(base === undefined ? {} : { base_redirect_uri: base }) }
  return { enabled: false, ...others, config }
}

/**
 * Operations that only change single settings of the oidc method.
 *
 * @param intents of which each changes the snapshot (`currentIntents`)
 */
export function compileMethods(snapshot: Snapshot, intents: Intents['method']): PatchOperation[] {
  const fields = inFieldOrder('method', Object.entries(intents['oidc']?.fields ?? {})).flatMap(
    ([name, { to }]) => {
      const place = methodSettingPlaces[name]
      return place ? [{ name, place, to }] : []
    },
  )
  if (fields.length === 0) return []
  const pointer = methodPointer('oidc')
  const node = methodNode(snapshot, 'oidc')
  if (!node) {
    const set = fields.flatMap(({ name, to }) => (to === undefined ? [] : [[name, to] as const]))
    return [{ op: 'add', path: pointer, value: emptyNode(Object.fromEntries(set)) }]
  }
  const { config } = node
  const needsConfig = !isJsonObject(config) && fields.some(({ place }) => place[0] === 'config')
  const made: PatchOperation[] = needsConfig
    ? [{ op: 'add', path: `${pointer}/config`, value: { providers: [] } }]
    : []
  const operations = fields.flatMap(({ place, to }) => {
    const parent = place.length > 1 ? (isJsonObject(config) ? config : {}) : node
    const member = place.at(-1) ?? ''
    return memberOperation(`${pointer}/${place.join('/')}`, Object.hasOwn(parent, member), to)
  })
  return [...made, ...operations]
}
