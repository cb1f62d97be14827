import { t } from '../../language/translate'
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json'
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
      ? t('Ory refuses null for {name}', { name })
      : t('Here {name} may become null, which Ory refuses', { name })
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
    const named = found && { name: field.name, always: found.always }
    const message =
      named &&
      refusalOf(named, node, { schema: schema !== undefined, form: mapper.given === 'claims' })
    if (!found || message === undefined) return []
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

/** A trait that is null, always or in some cases. */
interface NullTrait {
  readonly name: string
  readonly always: boolean
}

/** Why Kratos refuses null there; one sentence. */
function refusalOf(
  { name, always }: NullTrait,
  node: JsonValue | undefined,
  has: { readonly schema: boolean; readonly form: boolean },
): string | undefined {
  if (!isJsonObject(node)) {
    // Another rule reports traits that are not in the schema.
    if (has.schema) return undefined
    return always
      ? t('“{name}” is null, which identity schemas rarely allow: Ory does not omit the trait', {
          name,
        })
      : t(
          '“{name}” may become null, which identity schemas rarely allow: Ory does not omit the trait',
          { name },
        )
  }
  const { format } = node
  const types = typesOf(node)
  if (typeof format === 'string') {
    return always
      ? t('“{name}” is null, which Ory refuses beside the format “{format}”', { name, format })
      : t('“{name}” may become null, which Ory refuses beside the format “{format}”', {
          name,
          format,
        })
  }
  if (types.length === 0 || types.includes('null')) return undefined
  if (types.includes('object') && has.form) {
    return always
      ? t(
          "“{name}” is null, which Ory registers as '{}', but a sign-in that updates the identity fails",
          { name },
        )
      : t(
          "“{name}” may become null, which Ory registers as '{}', but a sign-in that updates the " +
            'identity fails',
          { name },
        )
  }
  const taken = types.join(` ${t('or')} `)
  return always
    ? t('“{name}” is null, and the identity schema takes {types}', { name, types: taken })
    : t('“{name}” may become null, and the identity schema takes {types}', { name, types: taken })
}
