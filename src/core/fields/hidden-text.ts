import { t } from '../language/translate'
import { isJsonArray, isJsonObject, type JsonValue } from '../model/json'
import { fieldName } from './value-words'

/** Replaces a secret in every text that leaves the main process. */
export const hidden = '[hidden]'

/** The field that an operation's JSON Pointer names, without positions in lists. */
const fieldOf = (path: string) => path.split('/').findLast((part) => !/^(?:\d+|-)$/.test(part))

/** Field of the first text with `hidden` in a body or in its operations; empty where it is in none. */
function hiddenField(value: JsonValue, field = ''): string | undefined {
  if (typeof value === 'string') return value.includes(hidden) ? field : undefined
  const { path } = isJsonObject(value) ? value : {}
  const items: [string, JsonValue][] = isJsonArray(value)
    ? value.map((item) => [field, item])
    : Object.entries(isJsonObject(value) ? value : {})
  for (const [name, item] of items) {
    const inside = name === 'value' && typeof path === 'string' ? (fieldOf(path) ?? name) : name
    const found = hiddenField(item, inside)
    if (found !== undefined) return found
  }
  return undefined
}

/** A body with `hidden` would overwrite a secret with that text. Returns `undefined` for a safe body. */
export function hiddenReason(body: JsonValue): string | undefined {
  const field = hiddenField(body)
  return field === undefined
    ? undefined
    : t(
        '“{field}” contains “{hidden}”. The app writes that in place of a secret, so it is never sent. Enter another text.',
        { field: fieldName(field), hidden },
      )
}
