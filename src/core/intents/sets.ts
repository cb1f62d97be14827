import { anyCaseFields, setFields } from '../fields/fields'
import { sameJson, type JsonValue } from '../model/json'
import type { FieldIntent } from './intents'

type Value = JsonValue | undefined

const isList = (value: Value): boolean =>
  value === undefined ||
  (Array.isArray(value) && value.every((item: JsonValue) => typeof item === 'string'))

/** Whether the values of a field are unordered lists of texts, which can be merged. */
export function areSets(field: string, ...values: readonly Value[]): boolean {
  return setFields.has(field) && values.every(isList)
}

// Only for values that `areSets` has checked.
const itemsOf = (value: Value): string[] => (value === undefined ? [] : [...(value as string[])])

/** The form of an item that is compared. */
const itemKey = (field: string, item: string) =>
  anyCaseFields.has(field) ? item.trim().toLowerCase() : item

const keysOf = (field: string, value: Value) =>
  new Set(itemsOf(value).map((item) => itemKey(field, item)))

/** Three-way merge of unordered lists: theirs, without what was removed here, plus what was added. */
export function mergeSets(field: string, was: Value, mine: Value, theirs: Value): string[] {
  const before = new Set(itemsOf(was))
  const kept = new Set(itemsOf(mine))
  const merged = itemsOf(theirs).filter((item) => kept.has(item) || !before.has(item))
  const there = new Set(merged.map((item) => itemKey(field, item)))
  const added = itemsOf(mine).filter(
    (item) => !before.has(item) && !there.has(itemKey(field, item)),
  )
  return [...merged, ...added]
}

/** Whether two lists have the same items, in any order and with any repetition. */
export function sameItems(field: string, left: Value, right: Value): boolean {
  if (!areSets(field, left, right)) return sameJson(left, right)
  const [one, other] = [keysOf(field, left), keysOf(field, right)]
  return one.size === other.size && [...one].every((key) => other.has(key))
}

/** An intent's result on the current value; for an unordered list only its additions and removals count. */
export function meantValue(field: string, { from, to }: FieldIntent, theirs: Value): Value {
  if (sameJson(from, theirs) || !areSets(field, from, to, theirs)) return to
  const merged = mergeSets(field, from, to, theirs)
  if (sameItems(field, merged, theirs)) return theirs
  return merged.length === 0 && to === undefined ? undefined : merged
}

/** Whether a response has the result; in a list, all added and no removed items. */
export function isShown(field: string, { from, to }: FieldIntent, answered: Value): boolean {
  return (
    areSets(field, from, to, answered) &&
    sameItems(field, mergeSets(field, from, to, answered), answered)
  )
}

const textOf = (value: Value): Value =>
  typeof value === 'string' ? value.trim() || undefined : value

/**
 * Whether a response has the requested value, allowing for server normalization: trimmed text, lower-case unordered
 * unique lists, and empty equals absent.
 */
export function isAsAsked(field: string, asked: Value, shown: Value): boolean {
  const [one, other] = [textOf(asked), textOf(shown)]
  return sameItems(field, one, other)
}
