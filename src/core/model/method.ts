import { methodNode } from './connection'
import { isJsonObject, type JsonObject, type JsonValue } from './json'
import type { Snapshot } from './snapshot'

/** Path of each setting in the OIDC method's node. */
export const methodSettingPlaces: Readonly<Record<string, readonly string[]>> = {
  base_redirect_uri: ['config', 'base_redirect_uri'],
  enable_auto_link_policy: ['enable_auto_link_policy'],
}

/** The settings shared by all OIDC connections. */
export function methodSettings(snapshot: Snapshot): JsonObject {
  const node = methodNode(snapshot, 'oidc')
  const settings: Record<string, JsonValue> = {}
  for (const [name, place] of Object.entries(methodSettingPlaces)) {
    let value: JsonValue | undefined = node
    for (const part of place) value = isJsonObject(value) ? value[part] : undefined
    if (value !== undefined) settings[name] = value
  }
  return settings
}
