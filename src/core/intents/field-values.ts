import { contentFields } from '../fields/fields'
import { sameMapper } from '../model/mapper-text'
import { sameJson, type JsonValue } from '../model/json'
import { areSets } from './sets'

function sameSet(left: JsonValue, right: JsonValue): boolean {
  // `areSets` has checked that both are lists of texts.
  const [ones, others] = [left as string[], right as string[]]
  // Nearly all are written alike.
  if (ones.length === others.length && ones.every((item, at) => item === others[at])) return true
  const [one, other] = [new Set(ones), new Set(others)]
  return one.size === other.size && [...one].every((item) => other.has(item))
}

/** Equality as the server sees it: texts by content wherever stored, lists without order. */
export function sameField(
  field: string,
  left: JsonValue | undefined,
  right: JsonValue | undefined,
): boolean {
  if (contentFields.has(field) && typeof left === 'string' && typeof right === 'string') {
    return sameMapper(left, right)
  }
  if (left !== undefined && right !== undefined && areSets(field, left, right)) {
    return sameSet(left, right)
  }
  return sameJson(left, right)
}
