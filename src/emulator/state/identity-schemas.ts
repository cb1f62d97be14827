import { contentHash, toStorageUrl, toStoredAddress, type Content } from './content'
import { refuse } from './field-checks'
import { isObject, memberAt, type JsonObject, type JsonValue } from './json'

/** The identity schemas of the identity service's configuration, not copied; `[]` without any. */
function schemaEntries(config: JsonObject): JsonObject[] {
  const list = memberAt(config, 'identity', 'schemas')
  return Array.isArray(list) ? list.filter(isObject) : []
}

const place = 'services/identity/config/identity'

/** A project must have a default schema, and so at least one. */
export function checkSchemas(config: JsonObject): void {
  const id = memberAt(config, 'identity', 'default_schema_id')
  if (typeof id !== 'string' || id === '') refuse(`${place}/default_schema_id`, 'can not be empty')
  const list = memberAt(config, 'identity', 'schemas')
  if (!Array.isArray(list) || list.length === 0)
    refuse(`${place}/schemas`, 'minimum 1 items allowed, but found 0 items')
}

/**
 * Stores schemas that a client sent as text; each then has the hash of its content as id, which the
 * default schema refers to. Ory's presets keep their names.
 */
export function storeSchemas(config: JsonObject, content: Content): void {
  const identity = memberAt(config, 'identity')
  if (!isObject(identity)) return
  const ids = new Map<JsonValue, string>()
  schemaEntries(config).forEach((entry, index) => {
    const { id, url } = entry
    if (typeof url !== 'string' || !/^(?:base64|https?):\/\//.test(url)) return
    const stored = toStoredAddress(content, url, 'json', `${place}/schemas/${index}/url`)
    entry['url'] = stored
    const hash = contentHash(stored)
    if (hash === undefined || isPreset(id)) return
    if (id !== undefined && !ids.has(id)) ids.set(id, hash)
    entry['id'] = hash
  })
  const usual = ids.get(identity['default_schema_id'] ?? null)
  if (usual !== undefined) identity['default_schema_id'] = usual
}

const isPreset = (id: JsonValue | undefined) => typeof id === 'string' && id.startsWith('preset://')

/** Replaces addresses by the form in answers. */
export function showSchemas(services: JsonObject, storageAddress: string): void {
  const config = memberAt(services, 'identity', 'config')
  if (!isObject(config)) return
  for (const entry of schemaEntries(config)) {
    if (typeof entry['url'] === 'string') entry['url'] = toStorageUrl(entry['url'], storageAddress)
  }
}
