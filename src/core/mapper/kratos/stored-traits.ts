import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../model/json'
import { identifierKeyword } from './identifier-keyword'
import { phoneNumber } from './phone-number'
import { nodesOf, referredNode, sameValueKeywords, sameValueLists } from './schema-nodes'

/** The largest number of schema parts to visit, since a schema may refer to itself in many ways. */
const most = 20_000

/**
 * The traits as Kratos stores them: before validation it converts every phone number that the schema
 * declares to E.164. Invalid numbers are not changed. Source: `identity/validator.go`.
 */
export function storedTraits(schema: JsonObject, traits: JsonObject): JsonObject {
  let left = most
  let stored: JsonValue = traits

  /** As in Kratos, a part inside itself is not visited again. */
  const open = new Set<JsonObject>()

  function visit(node: JsonValue | undefined, value: JsonValue, path: readonly string[]): void {
    if (!isJsonObject(node) || left <= 0 || open.has(node)) return
    left -= 1
    open.add(node)
    look(node, value, path)
    open.delete(node)
  }

  function look(node: JsonObject, value: JsonValue, path: readonly string[]): void {
    if (Object.hasOwn(node, '$ref')) {
      // In Draft 7, members next to a `$ref` are ignored.
      visit(referredNode(schema, node['$ref'] ?? null), value, path)
      return
    }
    if (isPhone(node)) {
      const number = typeof value === 'string' ? phoneNumber(value.trim()) : undefined
      if (number !== undefined) stored = replaceAt(stored, path, number)
      return
    }
    for (const keyword of sameValueKeywords) visit(node[keyword], value, path)
    for (const keyword of sameValueLists) {
      for (const part of nodesOf(node[keyword])) visit(part, value, path)
    }
    inside(node, value, path)
  }

  function inside(node: JsonObject, value: JsonValue, path: readonly string[]): void {
    const { properties, items } = node
    if (isJsonObject(value) && isJsonObject(properties)) {
      for (const [name, part] of Object.entries(properties)) {
        const member = Object.hasOwn(value, name) ? value[name] : undefined
        if (member !== undefined) visit(part, member, [...path, name])
      }
    }
    for (const [at, item] of nodesOf(value).entries()) {
      visit(Array.isArray(items) ? nodesOf(items)[at] : items, item, [...path, String(at)])
    }
  }

  const { properties } = schema
  if (isJsonObject(properties)) visit(properties['traits'], traits, [])
  return isJsonObject(stored) ? stored : traits
}

const member = (object: JsonObject, name: string): JsonObject => {
  const value = Object.hasOwn(object, name) ? object[name] : undefined
  return isJsonObject(value) ? value : {}
}

/** Whether the trait is used as a phone number. */
function isPhone(node: JsonObject): boolean {
  const mark = member(node, identifierKeyword)
  const code = member(member(mark, 'credentials'), 'code')
  return (
    (code['identifier'] === true && code['via'] === 'sms') ||
    member(mark, 'recovery')['via'] === 'sms' ||
    member(mark, 'verification')['via'] === 'sms'
  )
}

function replaceAt(value: JsonValue, [name, ...rest]: readonly string[], next: string): JsonValue {
  if (name === undefined) return next
  const change = (item: JsonValue, key: string) =>
    key === name ? replaceAt(item, rest, next) : item
  if (isJsonArray(value)) {
    return value.map((item, at) => change(item, String(at)))
  }
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item, key)]))
}
