import { z } from 'zod'
import { isJsonArray, type JsonValue } from '../model/json'

/** What a substitution replaces; each concerns certain fields only. */
export const substitutionKinds = [
  'issuer',
  'tenant',
  'client',
  'label',
  'domain-suffix',
  'scope',
] as const
export type SubstitutionKind = (typeof substitutionKinds)[number]

/** Whether the text is left out where nothing takes its place; of the others nothing is replaced then. */
export const canBeLeftOut = (what: SubstitutionKind): boolean =>
  what === 'scope' || what === 'label'

/** A rule by which values of one project become those of another, such as `preview.example` to `example`. */
export const substitutionSchema = z.object({
  what: z.enum(substitutionKinds),
  from: z.string().min(1).max(500),
  /** May be empty where the text can be left out. */
  to: z.string().max(500),
})
export type Substitution = z.infer<typeof substitutionSchema>

/** A value after the rules, and those that changed it, by their position. */
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
/** The kinds of substitution that a field is about. */
export function kindsOf(field: string): readonly SubstitutionKind[] {
  if (addresses.has(field)) return ['issuer', 'tenant']
  const kind = kindOf[field]
  return kind === undefined ? [] : [kind]
}

/** A rule of one kind, with its position among all. */
type Rule = Substitution & { readonly at: number }
type Replace = (text: string, hit: (rule: Rule) => void) => string

const longest = (rules: readonly Rule[], fits: (rule: Rule) => boolean): Rule | undefined =>
  rules.reduce<Rule | undefined>(
    (best, rule) =>
      fits(rule) && (best === undefined || rule.from.length > best.from.length) ? rule : best,
    undefined,
  )

/** Replaces parts of a text, each once: what took the place of a part is no part for another rule. */
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

/** Replaces a text as a whole, where no part of a longer one is meant. */
const asWhole =
  (rules: readonly Rule[]): Replace =>
  (text, hit) => {
    const rule = rules.find(({ from }) => from === text)
    if (!rule) return text
    hit(rule)
    return rule.to
  }

const withoutDots = (text: string) => text.toLowerCase().replace(/^\.+/, '')

/** The same name with another end, where it ends so at a dot or as a whole. */
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

/** A list after a change of its items; an item that became empty is left out, and none stands twice. */
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

/** A field's value after the rules; of rules about the same text the longest counts, then the first. */
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
