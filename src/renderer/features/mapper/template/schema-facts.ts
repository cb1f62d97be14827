import { schemaTraits, type SchemaTrait } from '../../../../core/mapper/template/schema-traits'
import { isJsonObject, textMember, type JsonObject } from '../../../../core/model/json-value'

/** A trait of the schema as the form shows it. */
export interface ShownTrait extends SchemaTrait {
  /** What the schema calls it, for people. */
  readonly title?: string
}

/** The traits of a schema in its order, with their titles. */
export function shownTraits(schema: JsonObject | undefined): ShownTrait[] {
  if (!schema) return []
  return schemaTraits(schema).map((trait) => {
    const title = titleOf(schema, trait.path)
    return title === undefined ? trait : { ...trait, title }
  })
}

function titleOf(schema: JsonObject, path: readonly string[]): string | undefined {
  const own = path.reduce<JsonObject | undefined>(
    (inside, name) => (inside ? propertyOf(inside, name) : undefined),
    traitsOf(schema),
  )
  const title = own ? textMember(own, 'title')?.trim() : undefined
  return title === '' ? undefined : title
}

/** Whether a schema takes a trait of this path, by what it says in `properties`. */
export function takesTrait(schema: JsonObject | undefined, path: readonly string[]): boolean {
  let inside = schema && traitsOf(schema)
  for (const name of path) {
    if (!inside) return true
    const next = propertyOf(inside, name)
    if (!next) return inside['additionalProperties'] !== false
    inside = next
  }
  return true
}

/** Whether a schema takes traits that it does not name. */
export function takesMore(schema: JsonObject | undefined): boolean {
  const traits = schema && traitsOf(schema)
  return !traits || isOpen(traits, 0)
}

const deepest = 8

function isOpen(schema: JsonObject, depth: number): boolean {
  const { properties } = schema
  const isObject = isJsonObject(properties) || schema['type'] === 'object'
  if (!isObject || depth > deepest) return false
  if (schema['additionalProperties'] !== false) return true
  return (
    isJsonObject(properties) &&
    Object.values(properties).some((member) => isJsonObject(member) && isOpen(member, depth + 1))
  )
}

const traitsOf = (schema: JsonObject) => propertyOf(schema, 'traits')

function propertyOf({ properties }: JsonObject, name: string): JsonObject | undefined {
  if (!isJsonObject(properties) || !Object.hasOwn(properties, name)) return undefined
  const member = properties[name]
  return isJsonObject(member) ? member : undefined
}
