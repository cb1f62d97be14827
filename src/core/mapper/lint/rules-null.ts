import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json-value'
import { typesOf } from '../kratos/schema-nodes'
import { nullValue } from './null-value'
import type { ObjectLiteral } from './objects'
import type { LintFinding, LintedMapper, Rule } from './rule'
import { fieldFinding, traitSchema } from './rules-output'

const metadata = new Set(['metadata_public', 'metadata_admin'])

/** Kratos refuses metadata of null; omitting it is allowed, and keeps that of the identity. */
export const nullMetadata: Rule = (mapper) => {
  const { identity } = mapper
  if (!identity) return []
  return identity.fields.flatMap((field) => {
    const { name = '', hidden } = field
    const found = metadata.has(name) && !hidden ? nullValue(mapper, identity, field) : undefined
    if (!found) return []
    const message = found.always
      ? `Ory refuses null for ${name}`
      : `Here ${name} may become null, which Ory refuses`
    const fix = found.fix ? { fix: found.fix } : {}
    return [
      fieldFinding(mapper, field, { rule: 'null-metadata', severity: 'error', message, ...fix }),
    ]
  })
}

/** A trait of null is not omitted: Kratos validates the null. */
export const nullTrait: Rule = (mapper) => {
  const { traits, situation, objects } = mapper
  if (!traits) return []
  const literals = new Map(objects.map((object) => [object.open, object]))
  return nullsIn(mapper, literals, traits, traitSchema(situation.schema))
}

function nullsIn(
  mapper: LintedMapper,
  literals: ReadonlyMap<number, ObjectLiteral>,
  object: ObjectLiteral,
  schema: JsonObject | undefined,
): LintFinding[] {
  return object.fields.flatMap((field) => {
    if (field.name === undefined || field.hidden) return []
    const node = nodeOf(schema, field.name)
    const inside = literals.get(field.value)
    if (inside) return nullsIn(mapper, literals, inside, isJsonObject(node) ? node : undefined)
    const found = nullValue(mapper, object, field)
    const refusal = found && refusalOf(node, schema !== undefined)
    if (!found || refusal === undefined) return []
    const becomes = found.always ? 'is null' : 'may become null'
    const message = `“${field.name}” ${becomes}, ${refusal}`
    const fix = found.fix ? { fix: found.fix } : {}
    return [
      fieldFinding(mapper, field, { rule: 'null-trait', severity: 'warning', message, ...fix }),
    ]
  })
}

function nodeOf(schema: JsonObject | undefined, name: string): JsonValue | undefined {
  const properties = schema?.['properties']
  return isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined
}

/** Why Kratos refuses null there; one sentence. */
function refusalOf(node: JsonValue | undefined, hasSchema: boolean): string | undefined {
  if (!isJsonObject(node)) {
    // Another rule reports traits that are not in the schema.
    return hasSchema
      ? undefined
      : 'which identity schemas rarely allow: Ory does not omit the trait'
  }
  const { format } = node
  const types = typesOf(node)
  if (typeof format === 'string') return `which Ory refuses beside the format “${format}”`
  if (types.length === 0 || types.includes('null')) return undefined
  if (types.includes('object')) {
    return 'which Ory registers as {}, but a sign-in that updates the identity fails'
  }
  return `and the identity schema takes ${types.join(' or ')}`
}
