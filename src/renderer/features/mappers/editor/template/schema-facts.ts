import { schemaTraits, type SchemaTrait } from '../../../../../core/mapper/template/schema-traits'
import {
  isJsonObject,
  textMember,
  type JsonObject,
  type JsonValue,
} from '../../../../../core/model/json'

/** A trait of the schema as the form shows it. */
export interface ShownTrait extends SchemaTrait {
  /** What the schema calls it, for people. */
  readonly title?: string
}

/** Traits of a schema in its order. */
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

/** Whether a schema allows a trait of this path. */
export function takesTrait(schema: JsonObject | undefined, path: readonly string[]): boolean {
  const traits = schema && traitsOf(schema)
  return !traits || takes(traits, path)
}

function takes(schema: JsonValue, path: readonly string[]): boolean {
  if (!isJsonObject(schema)) return schema !== false
  const [name, ...rest] = path
  if (name === undefined) return true
  const members = schemasOf(schema, name)
  if (members.length === 0) return schema['additionalProperties'] !== false
  return members.every((member) => takes(member, rest))
}

/** All schemas that apply to a member. */
function schemasOf({ properties, patternProperties }: JsonObject, name: string): JsonValue[] {
  const own = isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : null
  const patterns = isJsonObject(patternProperties) ? Object.entries(patternProperties) : []
  const fitting = patterns.filter(([pattern]) => fits(pattern, name)).map(([, member]) => member)
  return own === null || own === undefined ? fitting : [own, ...fitting]
}

function fits(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(name)
  } catch {
    // A pattern that only Go reads counts as matching: a remark must not be wrong.
    return true
  }
}

/** Whether a schema allows traits that it does not name. */
export function takesMore(schema: JsonObject | undefined): boolean {
  const traits = schema && traitsOf(schema)
  return !traits || isOpen(traits, 0)
}

const deepest = 8

function isOpen(schema: JsonObject, depth: number): boolean {
  const { properties, patternProperties } = schema
  const isObject = isJsonObject(properties) || schema['type'] === 'object'
  if (!isObject || depth > deepest) return false
  if (schema['additionalProperties'] !== false || isJsonObject(patternProperties)) return true
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
