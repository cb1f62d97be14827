import { substitute, type Substitution } from '../compare/substitution'
import { isNothing } from '../compare/same-value'
import { contentFields } from '../fields/fields'
import { isSafeValue } from '../set-up-file/secrets'
import { inlineMapperBytes, mapperHash, toMapperUrl } from '../model/mapper-text'
import type { JsonValue } from '../model/json'

/** Text by stored address. */
export type Texts = ReadonlyMap<string, string>

/** A value prepared for the target. */
export type Carried =
  | {
      readonly kind: 'value'
      readonly value: JsonValue | undefined
      readonly by: readonly number[]
    }
  /** Skipped: it may hold a secret, or its text could not be read. */
  | { readonly kind: 'stays'; readonly why: 'secret' | 'text' }

/** Whether the value addresses a text in its own project's storage. */
export function isStoredText(field: string, value: JsonValue | undefined): value is string {
  return (
    contentFields.has(field) &&
    typeof value === 'string' &&
    mapperHash(value) !== undefined &&
    inlineMapperBytes(value) === undefined
  )
}

/** A field's value for the target, with stored texts inlined and substitutions applied. */
export function carried(
  field: string,
  value: JsonValue | undefined,
  substitutions: readonly Substitution[],
  texts: Texts | 'addresses',
): Carried {
  if (value === undefined || isNothing(value)) return { kind: 'value', value: undefined, by: [] }
  if (!isSafeValue(value)) return { kind: 'stays', why: 'secret' }
  if (texts !== 'addresses' && isStoredText(field, value)) {
    const text = texts.get(value)
    if (text === undefined) return { kind: 'stays', why: 'text' }
    return { kind: 'value', value: toMapperUrl(text), by: [] }
  }
  return { kind: 'value', ...substitute(field, value, substitutions) }
}
