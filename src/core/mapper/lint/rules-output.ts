import { t } from '../../language/translate'
import { isJsonObject, type JsonObject } from '../../model/json'
import type { Field, ObjectLiteral } from './objects'
import { nearestName } from './near-claims'
import type { LintFinding, LintFix, LintedMapper, Rule } from './rule'
import { tokenAt } from './tokens'

/** A finding at the name of a field. */
export const fieldFinding = (
  { tokens }: LintedMapper,
  { from }: Field,
  finding: Omit<LintFinding, 'start' | 'end'>,
): LintFinding => ({
  ...finding,
  start: tokenAt(tokens, from).start,
  end: tokenAt(tokens, from).end,
})

/** A mapper that is a function: Kratos passes no arguments. */
export const topLevelFunction: Rule = ({ tokens, given }) => {
  const first = tokens[startOfResult(tokens.map(({ text }) => text))]
  if (first?.text !== 'function') return []
  const at = tokens.indexOf(first)
  const [open, name, close] = tokens.slice(at + 1, at + 4)
  const oneArgument = open?.text === '(' && name?.text === given && close?.text === ')'
  const text = `local ${given} = std.extVar('${given}');`
  return [
    {
      rule: 'top-level-function',
      severity: 'error',
      message: t('Ory does not call functions: the mapper must be the object itself'),
      start: first.start,
      end: first.end,
      ...(oneArgument
        ? {
            fix: {
              title:
                given === 'claims'
                  ? t("Read the claims with std.extVar('claims')")
                  : t("Read std.extVar('{name}')", { name: given }),
              edits: [{ start: first.start, end: close.end, text }],
            },
          }
        : {}),
    },
  ]
}

/** Index of the token after all leading `local …;`. */
function startOfResult(texts: readonly string[]): number {
  let at = 0
  while (texts[at] === 'local') {
    let depth = 0
    for (at++; at < texts.length && !(depth === 0 && texts[at] === ';'); at++) {
      const text = texts[at] ?? ''
      if ('{[('.includes(text)) depth++
      else if ('}])'.includes(text)) depth--
    }
    at++
  }
  return at
}

/** Without `identity.traits` no registration is possible. */
export const noTraits: Rule = ({ tokens }) => {
  const named = (name: string) => tokens.some(({ text }) => text.replaceAll(/["']/g, '') === name)
  const first = tokens[0]
  if (!first || (named('traits') && named('identity'))) return []
  const message = t('The mapper returns no identity.traits, which Ory requires, even if empty')
  return [{ rule: 'no-traits', severity: 'error', message, start: first.start, end: first.end }]
}

/** The part of an identity schema for the traits. */
export const traitSchema = (schema: JsonObject | undefined): JsonObject | undefined => {
  const properties = schema?.['properties']
  const traits = isJsonObject(properties) ? properties['traits'] : undefined
  return isJsonObject(traits) ? traits : undefined
}

/** A trait that is not in the identity schema. */
export const unknownTrait: Rule = (mapper) => {
  const schema = traitSchema(mapper.situation.schema)
  const known = schema?.['properties']
  if (!mapper.traits || !isJsonObject(known)) return []
  const refused = schema?.['additionalProperties'] === false
  // Only Ory's validator can match patterns, since its syntax differs.
  if (schema?.['patternProperties'] !== undefined) return []
  const written = new Set(mapper.traits.fields.map(({ name }) => name))
  return mapper.traits.fields.flatMap((field) => {
    if (field.name === undefined || field.hidden || Object.hasOwn(known, field.name)) return []
    const meant = nearestName(
      field.name,
      Object.keys(known).filter((name) => !written.has(name)),
    )
    const message = refused
      ? refusedWords(mapper, field.name)
      : t('The identity schema does not know “{name}”', { name: field.name })
    const asked =
      meant === undefined ? message : `${message}. ${t('Did you mean “{name}”?', { name: meant })}`
    const severity = refused ? 'error' : 'warning'
    // Where the schema takes the other name too, the value may not be what the trait wants.
    const fix = meant === undefined || !refused ? undefined : renamedField(mapper, field, meant)
    return [
      fieldFinding(mapper, field, {
        rule: 'unknown-trait',
        severity,
        message: asked,
        ...(fix ? { fix } : {}),
      }),
    ]
  })
}

const refusedWords = ({ given }: LintedMapper, name: string): string =>
  given === 'scim'
    ? t('The identity schema refuses “{name}”: nobody is provisioned', { name })
    : t('The identity schema refuses “{name}”: the registration loops', { name })

/** A field under another name; none where its name is worked out. */
function renamedField({ tokens }: LintedMapper, field: Field, name: string): LintFix | undefined {
  const { kind, start, end } = tokenAt(tokens, field.from)
  if (kind !== 'name' && kind !== 'string') return undefined
  return {
    title: t('Name it {name}', { name }),
    edits: [{ start, end, text: jsonnetString(name) }],
  }
}

/** JSON's strings are strings of Jsonnet too. */
const jsonnetString = (text: string) => (/^[\w-]+$/.test(text) ? `'${text}'` : JSON.stringify(text))

/** The same field twice in one object is a syntax error. */
export const duplicateField: Rule = (mapper) =>
  mapper.objects.flatMap(({ fields }) => {
    const first = new Map<string, Field>()
    return fields.flatMap((field) => {
      const { name } = field
      if (name === undefined) return []
      const earlier = first.get(name)
      if (!earlier) {
        first.set(name, field)
        return []
      }
      const message = t('“{name}” is there twice', { name })
      const same = valueText(mapper, earlier) === valueText(mapper, field)
      const fix = same ? { fix: removeField(mapper, field) } : {}
      return [
        fieldFinding(mapper, field, {
          rule: 'duplicate-field',
          severity: 'error',
          message,
          ...fix,
        }),
      ]
    })
  })

const valueText = ({ tokens }: LintedMapper, { value, to }: Field) =>
  tokens
    .slice(value, to)
    .map(({ text }) => text)
    .join(' ')

/** Removes a field with the comma before it; there is one, since the field is not the first. */
function removeField({ tokens }: LintedMapper, { from, to }: Field) {
  const edit = {
    start: tokenAt(tokens, from - 1).start,
    end: tokenAt(tokens, to - 1).end,
    text: '',
  }
  return { title: t('Remove the second'), edits: [edit] }
}

const used = ['traits', 'metadata_public', 'metadata_admin', 'verified_addresses', 'region']
/** Why Ory ignores a key, by the key's name; one sentence. */
const ignoredBecause = new Map<string, (key: string) => string>([
  ['transient_payload', (key) => t('Ory ignores {key}: it only comes from the form', { key })],
  ['organization_id', (key) => t('Ory ignores {key}: it comes from the connection', { key })],
  ['schema_id', (key) => t('Ory ignores {key}: it is the project’s default schema', { key })],
  ['id', (key) => t('Ory ignores {key}: Ory chooses it', { key })],
  ['state', (key) => t('Ory ignores {key}: a new identity is active', { key })],
  ['credentials', (key) => t('Ory ignores {key}: they come from the sign-in itself', { key })],
])

/** The same for a mapper for SCIM. */
const ignoredOfScim = new Map<string, (key: string) => string>([
  ['organization_id', (key) => t('Ory ignores {key}: it comes from the SCIM client', { key })],
  ['schema_id', (key) => t('Ory ignores {key}: it is the project’s default schema', { key })],
  ['id', (key) => t('Ory ignores {key}: Ory chooses it', { key })],
  ['state', (key) => t('Ory ignores {key}: it takes active from what is sent', { key })],
  ['password', (key) => t('Ory ignores {key}: it takes the password from the user', { key })],
  ['credentials', (key) => t('Ory ignores {key}: it takes the password from the user', { key })],
])

/** Keys that Ory ignores. */
export const ignoredKey: Rule = (mapper) => {
  const { identity, objects, tokens } = mapper
  if (!identity) return []
  const outer = objects.find((object) =>
    object.fields.some(({ name, value }) => name === 'identity' && value === identity.open),
  )
  const isResult = outer && outer.open === startOfResult(tokens.map(({ text }) => text))
  return [
    ...ignoredIn(mapper, identity, used, 'identity.'),
    ...(isResult ? ignoredIn(mapper, outer, ['identity'], '') : []),
  ]
}

function ignoredIn(
  mapper: LintedMapper,
  { fields }: ObjectLiteral,
  known: readonly string[],
  prefix: string,
): LintFinding[] {
  return fields.flatMap((field) => {
    const { name, hidden } = field
    if (name === undefined || hidden || known.includes(name)) return []
    const key = prefix + name
    const because = mapper.given === 'scim' ? ignoredOfScim : ignoredBecause
    const message = because.get(name)?.(key) ?? t('Ory ignores {key}', { key })
    return [fieldFinding(mapper, field, { rule: 'ignored-key', severity: 'warning', message })]
  })
}
