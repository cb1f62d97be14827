import { t } from '../../language/translate'
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json'
import { formPaths } from '../kratos/form-objects'
import type { LintFinding, Rule } from './rule'
import { traitSchema } from './rules-output'
import { tokenAt } from './tokens'

/**
 * A required trait that the mapper never sets. Kratos inserts `{}` for objects, so they are never
 * missing, but their own required members are, even where the object is optional.
 */
export const requiredTrait: Rule = ({ situation, traits, tokens, given }) => {
  const { schema } = situation
  const own = traitSchema(schema)
  if (!traits || !schema || !own) return []
  // Nobody fills in a form for who is provisioned.
  const paths = given === 'scim' ? [] : formPaths(schema)
  const put = new Set(
    paths.flatMap(({ path, isStructured }) => (isStructured ? [path.join('.')] : [])),
  )
  // A computed name or `+` may set any trait.
  const texts = tokens.slice(traits.open, traits.close).map(({ text }) => text)
  const mentioned = new Set(texts.map((text) => text.replaceAll(/["']/g, '')))
  const messages = [
    ...textsOf(own['required'])
      .filter((name) => !mentioned.has(name) && !put.has(name))
      .map((name) =>
        given === 'scim'
          ? t('The identity schema requires “{name}”: who gets none is not provisioned', { name })
          : t('The identity schema requires “{name}”: goes back to the registration form for it', {
              name,
            }),
      ),
    ...emptyObjects(own, put, mentioned),
  ]
  const { start, end } = tokenAt(tokens, traits.open)
  return messages.map((message): LintFinding => ({
    rule: 'required-trait',
    severity: 'warning',
    message,
    start,
    end,
  }))
}

/** The problems of `{}` for the objects that the mapper does not mention. */
function emptyObjects(
  { properties }: JsonObject,
  put: ReadonlySet<string>,
  mentioned: ReadonlySet<string>,
): string[] {
  if (!isJsonObject(properties)) return []
  return Object.entries(properties).flatMap(([name, node]) => {
    if (mentioned.has(name) || !put.has(name) || !isJsonObject(node)) return []
    const missing = textsOf(node['required']).filter((member) => !put.has(`${name}.${member}`))
    const { minProperties } = node
    if (missing.length === 0 && typeof minProperties === 'number' && minProperties > 0) {
      return [
        t(
          "Ory puts '{}' in for “{name}”, which must not be empty: goes back to the registration form " +
            'for it',
          { name },
        ),
      ]
    }
    return missing.map((member) =>
      t(
        "Ory puts '{}' in for “{name}”, where the identity schema requires “{member}”: goes back to " +
          'the registration form for it',
        { name, member },
      ),
    )
  })
}

const textsOf = (value: JsonValue | undefined): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
