import type { JsonObject } from '../../model/json'
import { enterpriseUser } from '../scim/attributes'
import { conceptOf, plainName } from './concepts'
import { writeName, writeText, writeValue } from './literals'
import { schemaTraits, type SchemaTrait } from './schema-traits'

/** What a trait takes of a user: the name of a `local` that is null where nothing was sent. */
interface Source {
  readonly local: string
  /** Its Jsonnet, with the helpers below. */
  readonly value: string
  readonly needs: readonly (keyof typeof helpers)[]
  readonly type: 'string' | 'array'
}

/** Definitions that sources use, in the order in which they are written. */
const helpers = {
  text: [
    '// A text, or null where it was not sent or is empty.',
    'local text(object, name) =',
    '  local value = std.get(object, name);',
    "  if std.isString(value) && value != '' then value else null;",
  ],
  object: [
    'local object(name) =',
    '  local value = std.get(scim, name);',
    '  if std.isObject(value) then value else {};',
  ],
  entries: [
    '// The entries of a list that have a value.',
    'local entries(name) =',
    '  local list = std.get(scim, name);',
    '  [',
    '    entry',
    '    for entry in if std.isArray(list) then list else []',
    "    if std.isObject(entry) && std.isString(std.get(entry, 'value')) && entry.value != ''",
    '  ];',
  ],
  best: [
    '// Of a list the primary entry, else that of type work, else the first; null where there is none.',
    'local best(name) =',
    '  local all = entries(name);',
    "  local primary = [entry for entry in all if std.get(entry, 'primary') == true];",
    "  local work = [entry for entry in all if std.get(entry, 'type') == 'work'];",
    '  (primary + work + all + [{ value: null }])[0].value;',
  ],
  shown: [
    '// What the entries of a list are called; null where there are none.',
    'local shown(name) =',
    "  local names = [std.get(entry, 'display', entry.value) for entry in entries(name)];",
    '  if names == [] then null else names;',
  ],
} as const

const attribute = (local: string, name = local): Source => ({
  local,
  value: `text(scim, ${writeText(name)})`,
  needs: ['text'],
  type: 'string',
})
const inside = (local: string, object: string, name: string): Source => ({
  local,
  value: `text(object(${writeText(object)}), ${writeText(name)})`,
  needs: ['text', 'object'],
  type: 'string',
})
const ofName = (name: string) => inside(name, 'name', name)
const ofWork = (name: string) => inside(name, enterpriseUser, name)
const bestOf = (local: string, list: string): Source => ({
  local,
  value: `best(${writeText(list)})`,
  needs: ['entries', 'best'],
  type: 'string',
})
const listOf = (list: string): Source => ({
  local: list,
  value: `shown(${writeText(list)})`,
  needs: ['entries', 'shown'],
  type: 'array',
})

const email = bestOf('email', 'emails')
const phone = bestOf('phone', 'phoneNumbers')

/** What takes the place of a claim of a sign-in. */
const byClaim: ReadonlyMap<string, Source> = new Map([
  ['email', email],
  ['phone_number', phone],
  ['given_name', ofName('givenName')],
  ['family_name', ofName('familyName')],
  ['last_name', ofName('familyName')],
  ['middle_name', ofName('middleName')],
  ['name', attribute('displayName')],
  ['nickname', attribute('nickName')],
  ['preferred_username', attribute('userName')],
  ['profile', attribute('profileUrl')],
  ['picture', bestOf('photo', 'photos')],
  ['locale', attribute('locale')],
  ['zoneinfo', attribute('timezone')],
  ['sub', attribute('externalId')],
])

/** Attributes by the plain names of traits. */
const byName: ReadonlyMap<string, Source> = new Map([
  ['title', attribute('title')],
  ['jobtitle', attribute('title')],
  ['usertype', attribute('userType')],
  ['language', attribute('preferredLanguage')],
  ['preferredlanguage', attribute('preferredLanguage')],
  ['timezone', attribute('timezone')],
  ['externalid', attribute('externalId')],
  ['department', ofWork('department')],
  ['division', ofWork('division')],
  ['costcenter', ofWork('costCenter')],
  ['employeenumber', ofWork('employeeNumber')],
  ['employeeid', ofWork('employeeNumber')],
  ['company', ofWork('organization')],
  ['groups', listOf('groups')],
  ['roles', listOf('roles')],
  ['entitlements', listOf('entitlements')],
])

const addressAlone: SchemaTrait = {
  path: ['email'],
  type: 'string',
  required: true,
  identifier: false,
  listed: false,
}

/** A trait with the Jsonnet of its value, and the test for it; empty where it always has one. */
interface Line {
  readonly path: readonly string[]
  readonly value: string
  readonly test: string
}

/**
 * A mapper for a SCIM client to start from: each trait of the identity schema with the attribute that it likely
 * takes. It never fails on what is missing, null or empty; traits without a likely attribute are left out.
 *
 * @param schema the identity schema; without one the mapper has the e-mail address alone
 */
export function scimTemplate(schema?: JsonObject): string {
  const traits = schema ? schemaTraits(schema) : [addressAlone]
  const found = onceEach(
    traits.flatMap((trait) => {
      const source = sourceOf(trait)
      return source ? [{ trait, source }] : []
    }),
  )
  const sources = [...new Map(found.map(({ source }) => [source.local, source])).values()]
  const lines = [...found.map(lineOf), ...traits.flatMap(fixedLine)]
  const order = new Map(traits.map(({ path }, at) => [path.join('.'), at]))
  const placeOf = ({ path }: Line) => order.get(path.join('.')) ?? 0
  const sorted = lines.toSorted((left, right) => placeOf(left) - placeOf(right))
  return [
    ...headLines(sources),
    '{',
    '  identity: {',
    ...objectLines('traits', sorted, 4),
    '  },',
    '}',
    '',
  ].join('\n')
}

interface Found {
  readonly trait: SchemaTrait
  readonly source: Source
}

/** An address and a phone number go to one trait each: that of sign-ins and messages. */
function onceEach(found: readonly Found[]): Found[] {
  const best = [email, phone].map((source) => bestFor(found, source)?.trait)
  return found.filter(
    ({ trait, source }) => (source !== email && source !== phone) || best.includes(trait),
  )
}

function bestFor(found: readonly Found[], wanted: Source): Found | undefined {
  const score = ({ trait: { identifier, via, required } }: Found) =>
    (identifier ? 4 : 0) + (via ? 2 : 0) + (required ? 1 : 0)
  const candidates = found.filter(({ source }) => source === wanted)
  return candidates.toSorted((left, right) => score(right) - score(left))[0]
}

function headLines(sources: readonly Source[]): string[] {
  if (sources.length === 0) return []
  const needed = new Set(sources.flatMap(({ needs }) => needs))
  return [
    '// The user that the SCIM client sent: what is not sent is not there, or null.',
    "local scim = std.extVar('scim');",
    '',
    ...Object.entries(helpers).flatMap(([name, lines]) =>
      [...needed].some((each) => each === name) ? [...lines, ''] : [],
    ),
    ...sources.map(({ local, value }) => `local ${local} = ${value};`),
    '',
  ]
}

function sourceOf(trait: SchemaTrait): Source | undefined {
  if (trait.only !== undefined || trait.listed) return undefined
  const source = meant(trait)
  if (!source) return undefined
  const { type, items, format } = trait
  const takesText = type === undefined || type === 'string' || type === 'array'
  if (!takesText || (items !== undefined && items !== 'string')) return undefined
  if (source.type === 'array' && type === 'string') return undefined
  // Of other formats nothing says that the attribute has them.
  const isKnown = format === undefined || format === 'email' || format === 'tel'
  return isKnown ? source : undefined
}

function meant({ path, format, via, identifier }: SchemaTrait): Source | undefined {
  if (format === 'email' || via === 'email') return email
  if (format === 'tel' || via === 'sms') return phone
  const own = byName.get(plainName(path.at(-1) ?? ''))
  if (own) return own
  const concept = conceptOf(path)
  const claim = concept?.claims.find((name) => byClaim.has(name))
  if (claim !== undefined) return byClaim.get(claim)
  return identifier ? byClaim.get('preferred_username') : undefined
}

function lineOf({ trait, source }: Found): Line {
  const isOne = trait.type === 'array' && source.type === 'string'
  return {
    path: trait.path,
    value: isOne ? `[${source.local}]` : source.local,
    test: `${source.local} != null`,
  }
}

function fixedLine({ path, only, required }: SchemaTrait): Line[] {
  return only !== undefined && required ? [{ path, value: writeValue(only), test: '' }] : []
}

/** The members of an object, with the objects in it in the order of their first lines. */
function objectLines(name: string, lines: readonly Line[], indent: number): string[] {
  const space = ' '.repeat(indent)
  if (lines.length === 0) return [`${space}${writeName(name)}: {},`]
  const members = new Map<string, Line[]>()
  for (const line of lines) {
    const [first = '', ...rest] = line.path
    members.set(first, [...(members.get(first) ?? []), { ...line, path: rest }])
  }
  const written = [...members].flatMap(([member, inner]) => {
    const [only] = inner
    if (!only || only.path.length > 0) return objectLines(member, inner, indent + 2)
    const key =
      only.test === '' ? writeName(member) : `[if ${only.test} then ${writeText(member)} else null]`
    return [`${space}  ${key}: ${only.value},`]
  })
  return [`${space}${writeName(name)}: {`, ...written, `${space}},`]
}
