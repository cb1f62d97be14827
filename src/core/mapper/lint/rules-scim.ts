import { t } from '../../language/translate'
import { mapperGivens } from '../given'
import { enterpriseUser, isUserAttribute, userAttributes } from '../scim/attributes'
import { isJsonObject, type JsonObject } from '../../model/json'
import { namedFields } from './claim-fixes'
import { slipsBetween } from './near-claims'
import { pathOf, type ScimRead, type ScimStep } from './scim'
import type { LintFinding, LintFix, LintedMapper, Rule } from './rule'
import { traitSchema } from './rules-output'
import { plainString, tokenAt } from './tokens'

/** Ory takes no user without these, or fills them. */
const alwaysThere = new Set(['userName', 'schemas', 'active'])

/** What stands in a user for what is a claim of a sign-in. */
const insteadOfClaims: ReadonlyMap<string, string> = new Map([
  ['email', 'emails'],
  ['mail', 'emails'],
  ['given_name', 'name.givenName'],
  ['first_name', 'name.givenName'],
  ['family_name', 'name.familyName'],
  ['last_name', 'name.familyName'],
  ['preferred_username', 'userName'],
  ['username', 'userName'],
  ['sub', 'externalId'],
  ['phone_number', 'phoneNumbers'],
  ['phone', 'phoneNumbers'],
  ['picture', 'photos'],
  ['zoneinfo', 'timezone'],
  ['nickname', 'nickName'],
  ['department', enterpriseUser],
  ['manager', enterpriseUser],
  ['employeeNumber', enterpriseUser],
])

const names = Object.keys(userAttributes)

/** The attribute that a name was meant to be. */
function meant(name: string): string | undefined {
  const lower = name.toLowerCase()
  const same = names.find((each) => each.toLowerCase() === lower)
  if (same !== undefined) return same
  const known = insteadOfClaims.get(name) ?? insteadOfClaims.get(lower)
  if (known !== undefined) return known
  return names.find((each) => each.length > 3 && slipsBetween(each.toLowerCase(), lower) === 1)
}

/** `scim.email`: a user has no attribute of this name. */
export const unknownAttribute: Rule = (mapper) =>
  mapper.scim.reads.flatMap((read) => {
    const [first] = read.steps
    if (!first || typeof first.name !== 'string' || isUserAttribute(first.name)) return []
    const { name } = first
    const other = meant(name)
    const message =
      other === undefined
        ? t('A SCIM user has no attribute “{name}”', { name })
        : t('A SCIM user has no attribute “{name}”. Did you mean “{meant}”?', {
            name,
            meant: other,
          })
    const isTested = mapper.scim.guarded.has(name)
    const fix =
      other !== undefined && isUserAttribute(other) ? renamed(mapper, read, other) : undefined
    // What is tested for does not fail, and Ory may know more by now than its documents say.
    const severity = isTested ? 'warning' : 'error'
    return [found(mapper, 'unknown-attribute', severity, message, read, first, fix)]
  })

/** Only where the value is used as it is: a list is none in place of a text. */
function renamed({ tokens }: LintedMapper, read: ScimRead, name: string): LintFix | undefined {
  const [first] = read.steps
  const isText = userAttributes[name]?.type === 'text'
  if (!first || !isText || tokens[first.to - 2]?.text !== '.') return undefined
  const { start, end } = tokenAt(tokens, first.to - 1)
  return { title: t('Read {name}', { name }), edits: [{ start, end, text: name }] }
}

/** The first step of a read that may lead to nothing. */
function unsafeStep(mapper: LintedMapper, { steps }: ScimRead): ScimStep | undefined {
  const { guarded, counted } = mapper.scim
  const [first, second] = steps
  if (!first || typeof first.name !== 'string') return undefined
  const attribute = isUserAttribute(first.name) ? userAttributes[first.name] : undefined
  if (!attribute) return undefined
  const { name } = first
  if (!alwaysThere.has(name) && !guarded.has(name) && !counted.has(name)) return first
  if (!second) return undefined
  if (typeof second.name === 'number') return counted.has(name) ? undefined : second
  const isInside = attribute.type === 'object' && attribute.inside?.includes(second.name)
  return isInside && !guarded.has(pathOf([first, second])) ? second : undefined
}

const unsafe = (mapper: LintedMapper) =>
  mapper.scim.reads.flatMap((read) => {
    const step = unsafeStep(mapper, read)
    const [first] = read.steps
    return step && first ? [{ read, step, first }] : []
  })

const isFirstEntry = ({ name: place }: ScimStep, { steps }: ScimRead): boolean =>
  typeof place === 'number' || typeof steps[1]?.name === 'number'

/** An attribute that is read without a test or a default: what is not sent is not there. */
export const unguardedAttribute: Rule = (mapper) =>
  unsafe(mapper).flatMap(({ read, step, first }) => {
    if (first.name === enterpriseUser || isFirstEntry(step, read)) return []
    const name = step === first ? String(first.name) : pathOf([first, step])
    const message = t('The mapper fails when “{name}” is not sent', { name })
    const fix = leftOut(mapper, read)
    return [found(mapper, 'unguarded-attribute', 'warning', message, read, step, fix)]
  })

/** The extension is sent by some products, and only for people who have something in it. */
export const enterpriseDefault: Rule = (mapper) =>
  unsafe(mapper).flatMap(({ read, step, first }) => {
    if (first.name !== enterpriseUser) return []
    const message = t('The mapper fails for everyone who is sent without the enterprise extension')
    const fix = leftOut(mapper, read)
    return [found(mapper, 'enterprise-default', 'warning', message, read, step, fix)]
  })

/** `scim.emails[0]`: the list may be missing or empty, and its first entry need not be the primary one. */
export const firstEntry: Rule = (mapper) =>
  unsafe(mapper).flatMap(({ read, step, first }) => {
    if (first.name === enterpriseUser || !isFirstEntry(step, read)) return []
    const message = t(
      'The mapper fails for who has no {name}, and the first need not be the primary one',
      {
        name: first.name,
      },
    )
    const place = read.steps[1] ?? step
    const fix = leftOut(mapper, read)
    return [found(mapper, 'first-entry', 'warning', message, read, place, fix)]
  })

/** Turns `KEY: scim.name.givenName` into a field that exists only where every step leads to something. */
function leftOut(mapper: LintedMapper, read: ScimRead): LintFix | undefined {
  const { tokens, text } = mapper
  const field = namedFields(mapper).get(read.from)
  if (field?.name === undefined || field.to !== read.to) return undefined
  const key = tokenAt(tokens, field.from)
  const quoted = key.kind === 'string' ? key.text : `'${key.text}'`
  const upTo = (step: ScimStep) =>
    text.slice(tokenAt(tokens, read.from).start, tokenAt(tokens, step.to - 1).end)
  const [first, second] = read.steps
  if (!first || typeof first.name !== 'string') return undefined
  const tests =
    typeof second?.name === 'number'
      ? [`std.length(std.get(${read.base}, '${first.name}', [])) > ${second.name}`]
      : [
          `std.get(${read.base}, '${first.name}') != null`,
          ...(second ? [`std.get(${upTo(first)}, '${second.name}') != null`] : []),
        ]
  const test = tests.join(' && ')
  const edits = [{ start: key.start, end: key.end, text: `[if ${test} then ${quoted} else null]` }]
  const named = { field: field.name, claim: String(first.name) }
  return { title: t('Leave {field} out when {claim} is not sent', named), edits }
}

/** `scim.active` in a condition: Entra ID and OneLogin send it as text, which is no boolean. */
export const scimActive: Rule = (mapper) =>
  mapper.scim.reads.flatMap((read) => {
    const [first] = read.steps
    const { tokens } = mapper
    if (first?.name !== 'active' || read.steps.length > 1) return []
    // `std.toString(scim.active)` takes both.
    if (tokens[read.from - 1]?.text === '(' && tokens[read.from - 2]?.text === 'toString') return []
    const message = t('active may be the text “False”, which fails as a condition')
    const start = tokenAt(tokens, read.from).start
    const { end } = tokenAt(tokens, read.to - 1)
    const text = `(std.asciiLower(std.toString(std.get(${read.base}, 'active', true))) == 'true')`
    const fix = { title: t('Take true and “True” for the same'), edits: [{ start, end, text }] }
    return [found(mapper, 'scim-active', 'warning', message, read, first, fix)]
  })

/** A trait for an address that takes `userName`, which need not be one. */
export const userNameAsAddress: Rule = (mapper) => {
  const { traits, tokens, scim, situation } = mapper
  if (!traits) return []
  const properties = traitSchema(situation.schema)?.['properties']
  const checks = tokens.some((token) => token.kind === 'string' && token.text.includes('@'))
  if (checks) return []
  return traits.fields.flatMap((field) => {
    const name = field.name ?? computedName(mapper, field.from, field.value)
    if (name === undefined || !isAddress(name, properties)) return []
    const read = scim.reads.find(
      ({ from, steps }) => from >= field.value && from < field.to && steps[0]?.name === 'userName',
    )
    const [first] = read?.steps ?? []
    if (!read || !first) return []
    const message = t(
      'userName need not be an address: it is a sign-in name, such as one without an inbox',
    )
    return [found(mapper, 'user-name-as-address', 'warning', message, read, first)]
  })
}

/** The name in `[if … then 'email' else null]`. */
export function computedName(
  { tokens }: LintedMapper,
  from: number,
  to: number,
): string | undefined {
  const at = tokens.slice(from, to).findIndex(({ text }) => text === 'then')
  return at < 0 ? undefined : plainString(tokens[from + at + 1])
}

function isAddress(name: string, properties: JsonObject[string] | undefined): boolean {
  const node =
    isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined
  if (isJsonObject(node) && typeof node['format'] === 'string') return node['format'] === 'email'
  return /^e-?mail/i.test(name)
}

/** `std.extVar('claims')` in a mapper for SCIM, and the other way round: Ory defines only one of them. */
export const otherVariable: Rule = ({ tokens, given }) =>
  tokens.flatMap((token, at): LintFinding[] => {
    const name = plainString(tokens[at + 4])
    const isCall =
      token.text === 'std' &&
      tokens[at + 1]?.text === '.' &&
      tokens[at + 2]?.text === 'extVar' &&
      tokens[at + 3]?.text === '('
    const isOther = mapperGivens.some((other) => other === name && other !== given)
    if (!isCall || !isOther) return []
    const { start, end } = tokenAt(tokens, at + 4)
    const message =
      given === 'scim'
        ? t('A mapper for SCIM is given scim: there are no claims, and it always fails')
        : t('A connection’s mapper is given claims: there is no scim, and it always fails')
    const fix = {
      title: t("Read std.extVar('{name}')", { name: given }),
      edits: [{ start, end, text: `'${given}'` }],
    }
    return [{ rule: 'other-variable', severity: 'error', message, start: token.start, end, fix }]
  })

function found(
  { tokens }: LintedMapper,
  rule: LintFinding['rule'],
  severity: LintFinding['severity'],
  message: string,
  read: ScimRead,
  last: ScimStep,
  fix?: LintFix,
): LintFinding {
  const { start } = tokenAt(tokens, read.from)
  const { end } = tokenAt(tokens, last.to - 1)
  return { rule, severity, message, start, end, ...(fix ? { fix } : {}) }
}
