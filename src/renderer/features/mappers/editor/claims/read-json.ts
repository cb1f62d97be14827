import { t } from '../../../../../core/language/translate'
import { deepestWalked, isTooDeep } from '../../../../../core/model/json-depth'
import { isJsonObject, type JsonObject } from '../../../../../core/model/json'

export type ReadJson =
  | { readonly ok: true; readonly value: JsonObject }
  | { readonly ok: false; readonly message: string }

export const jsonText = (value: unknown): string => JSON.stringify(value, null, 2)

/** A JSON object from what a person typed. */
export function readObject(text: string): ReadJson {
  if (isTooDeep(text)) {
    return {
      ok: false,
      message: t('This is nested deeper than {levels} levels', { levels: deepestWalked }),
    }
  }
  try {
    const value: unknown = JSON.parse(text)
    if (isJsonObject(value)) return { ok: true, value }
    return { ok: false, message: t('This must be a JSON object: { … }') }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}
