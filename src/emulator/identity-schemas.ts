import { toStorageUrl, toStoredAddress, type Content } from './content'
import { isObject, memberAt, type JsonObject } from './json'

/** The identity schemas in the identity service's configuration, live; `[]` without any. */
function schemaEntries(config: JsonObject): JsonObject[] {
  const list = memberAt(config, 'identity', 'schemas')
  return Array.isArray(list) ? list.filter(isObject) : []
}

/** Stores schemas that a client sent as text; Ory's presets stay names. */
export function storeSchemas(config: JsonObject, content: Content): void {
  schemaEntries(config).forEach((entry, index) => {
    const { url } = entry
    if (typeof url !== 'string' || !/^(?:base64|https?):\/\//.test(url)) return
    const where = `services/identity/config/identity/schemas/${index}/url`
    entry['url'] = toStoredAddress(content, url, 'json', where)
  })
}

/** Puts the addresses in place that answers show. */
export function showSchemas(services: JsonObject, storageAddress: string): void {
  const config = memberAt(services, 'identity', 'config')
  if (!isObject(config)) return
  for (const entry of schemaEntries(config)) {
    if (typeof entry['url'] === 'string') entry['url'] = toStorageUrl(entry['url'], storageAddress)
  }
}
