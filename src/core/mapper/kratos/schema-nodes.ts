import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../model/json'

/** The part of a schema that a `$ref` points to in the same document: a JSON pointer. */
export function referredNode(root: JsonObject, reference: JsonValue): JsonValue | undefined {
  if (typeof reference !== 'string' || !reference.startsWith('#')) return undefined
  const parts = reference.slice(1).split('/').slice(1)
  return parts.reduce<JsonValue | undefined>((node, part) => {
    const name = pointerName(part)
    if (isJsonArray(node)) return node[Number(name)]
    return isJsonObject(node) && Object.hasOwn(node, name) ? node[name] : undefined
  }, root)
}

/** Decodes a member's name from a JSON pointer in a URL fragment. */
function pointerName(part: string): string {
  const plain = part.replaceAll('~1', '/').replaceAll('~0', '~')
  try {
    return decodeURIComponent(plain)
  } catch {
    // A lone percent sign is part of the name.
    return plain
  }
}

/** The types that a part of a schema allows; empty where it does not say. */
export function typesOf({ type }: JsonObject): readonly string[] {
  if (typeof type === 'string') return [type]
  return Array.isArray(type) ? type.filter((item) => typeof item === 'string') : []
}

/** Keywords whose schemas apply to the same value, in the order in which Kratos lists them. */
export const sameValueKeywords = ['not', 'if', 'then', 'else'] as const
export const sameValueLists = ['allOf', 'anyOf', 'oneOf'] as const

export const nodesOf = (value: JsonValue | undefined): readonly JsonValue[] =>
  Array.isArray(value) ? value : []
