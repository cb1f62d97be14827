import { z } from 'zod'
import { isJsonArray, type JsonValue } from '../model/json'

/** Kinds of substitution; each applies to certain fields. */
export const substitutionKinds = [
  'issuer',
  'tenant',
  'client',
  'label',
  'domain-suffix',
  'scope',
] as const
export type SubstitutionKind = (typeof substitutionKinds)[number]

/** Whether an empty replacement removes the text; for other kinds it does nothing. */
export const canBeLeftOut = (what: SubstitutionKind): boolean =>
  what === 'scope' || what === 'label'

/** Replaces values of one project by those of another, such as `preview.example` by `example`. */
export const substitutionSchema = z.object({
  what: z.enum(substitutionKinds),
  from: z.string().min(1).max(500),
  /** Empty only if `canBeLeftOut`. */
  to: z.string().max(500),
})
export type Substitution = z.infer<typeof substitutionSchema>

export interface Substituted {
  readonly value: JsonValue | undefined
  readonly by: readonly number[]
}

const addresses = new Set(['issuer_url', 'auth_url', 'token_url', 'fedcm_config_url'])
const kindOf: Readonly<Partial<Record<string, SubstitutionKind>>> = {
  microsoft_tenant: 'tenant',
  client_id: 'client',
  apple_team_id: 'client',
  apple_private_key_id: 'client',
  label: 'label',
  domains: 'domain-suffix',
  scope: 'scope',
}
export function kindsOf(field: string): readonly SubstitutionKind[] {
  if (addresses.has(field)) return ['issuer', 'tenant']
  const kind = kindOf[field]
  return kind === undefined ? [] : [kind]
}

type Rule = Substitution & { readonly at: number }
type Replace = (text: string, hit: (rule: Rule) => void) => string

const longest = (rules: readonly Rule[], fits: (rule: Rule) => boolean): Rule | undefined =>
  rules.reduce<Rule | undefined>(
    (best, rule) =>
      fits(rule) && (best === undefined || rule.from.length > best.from.length) ? rule : best,
    undefined,
  )

/** Replaces parts of a text; replaced parts are not replaced again. */
const inParts =
  (rules: readonly Rule[]): Replace =>
  (text, hit) => {
    let after = ''
    for (let at = 0; at < text.length;) {
      const rule = longest(rules, ({ from }) => text.startsWith(from, at))
      if (rule) hit(rule)
      after += rule ? rule.to : text.charAt(at)
      at += rule ? rule.from.length : 1
    }
    return after
  }

/** Replaces a text only as a whole. */
const asWhole =
  (rules: readonly Rule[]): Replace =>
  (text, hit) => {
    const rule = rules.find(({ from }) => from === text)
    if (!rule) return text
    hit(rule)
    return rule.to
  }

const withoutDots = (text: string) => text.toLowerCase().replace(/^\.+/, '')

/** Replaces a host name's suffix, at a dot or as a whole. */
const atEnd =
  (rules: readonly Rule[]): Replace =>
  (domain, hit) => {
    const name = domain.toLowerCase()
    const rule = longest(rules, (each) => {
      const [end, next] = [withoutDots(each.from), withoutDots(each.to)]
      return end !== '' && next !== '' && (name === end || name.endsWith(`.${end}`))
    })
    if (!rule) return domain
    hit(rule)
    return `${domain.slice(0, domain.length - withoutDots(rule.from).length)}${withoutDots(rule.to)}`
  }

/** Maps list items, dropping empty and duplicate results. */
function eachItem(list: readonly JsonValue[], change: (item: string) => string): JsonValue {
  const items = list.map((item) => (typeof item === 'string' ? change(item) : item))
  return [...new Set(items)].filter((item) => item !== '')
}

function applied(
  field: string,
  value: JsonValue,
  rules: readonly Rule[],
  hit: (rule: Rule) => void,
): JsonValue {
  const [first] = rules
  if (!first) return value
  const whole = asWhole(rules)
  if (isJsonArray(value)) {
    if (first.what === 'scope') return eachItem(value, (item) => whole(item, hit))
    if (first.what === 'domain-suffix') return eachItem(value, (item) => atEnd(rules)(item, hit))
    return value
  }
  if (typeof value !== 'string') return value
  switch (first.what) {
    case 'issuer':
      return inParts(rules)(value, hit)
    case 'label':
      return inParts(rules)(value, hit).replaceAll(/ {2,}/g, ' ').trim()
    case 'tenant':
      if (!addresses.has(field)) return whole(value, hit)
      return value
        .split('/')
        .map((part) => whole(part, hit))
        .join('/')
    case 'client':
      return whole(value, hit)
    case 'domain-suffix':
    case 'scope':
      return value
  }
}

const isSame = (left: JsonValue, right: JsonValue) =>
  left === right || JSON.stringify(left) === JSON.stringify(right)

/** Applies the rules to a field's value; for the same text the longest rule wins, then the first. */
export function substitute(
  field: string,
  value: JsonValue | undefined,
  rules: readonly Substitution[],
): Substituted {
  if (value === undefined || rules.length === 0) return { value, by: [] }
  let now = value
  const by = new Set<number>()
  for (const kind of kindsOf(field)) {
    const own = rules.flatMap((rule, at) =>
      rule.what === kind && (rule.to !== '' || canBeLeftOut(kind)) ? [{ ...rule, at }] : [],
    )
    const hits = new Set<number>()
    const next = applied(field, now, own, ({ at }) => hits.add(at))
    if (hits.size === 0 || isSame(next, now)) continue
    now = next
    for (const at of hits) by.add(at)
  }
  return { value: now, by: [...by].toSorted((one, other) => one - other) }
}
