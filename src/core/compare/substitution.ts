import { z } from 'zod'
import { isJsonArray, type JsonValue } from '../model/json'

/** What a substitution replaces; each concerns certain fields only. */
export const substitutionKinds = ['issuer', 'tenant', 'domain-suffix', 'scope'] as const
export type SubstitutionKind = (typeof substitutionKinds)[number]

/** A rule by which values of one project become those of another, such as `preview.example` to `example`. */
export const substitutionSchema = z.object({
  what: z.enum(substitutionKinds),
  from: z.string().min(1).max(500),
  /** May be empty for a scope, which is then left out. */
  to: z.string().max(500),
})
export type Substitution = z.infer<typeof substitutionSchema>

/** A value after the rules, and those that changed it, by their position. */
export interface Substituted {
  readonly value: JsonValue | undefined
  readonly by: readonly number[]
}

const addresses = new Set(['issuer_url', 'auth_url', 'token_url', 'fedcm_config_url'])

/** A text in an address, where a rule without more around it must not hit a part of a longer word. */
function inSegments(address: string, from: string, to: string): string {
  return address
    .split('/')
    .map((part) => (part === from ? to : part))
    .join('/')
}

/** The same name with another end, where it ends so at a dot or as a whole. */
function withSuffix(domain: string, from: string, to: string): string {
  const [end, next] = [from, to].map((text) => text.toLowerCase().replace(/^\.+/, ''))
  const name = domain.toLowerCase()
  if (end === undefined || end === '' || next === undefined || next === '') return domain
  if (name === end) return next
  return name.endsWith(`.${end}`) ? `${domain.slice(0, -end.length)}${next}` : domain
}

/** A list after a change of its items; an item that became empty is left out, and none stands twice. */
function eachItem(list: readonly JsonValue[], change: (item: string) => string): JsonValue {
  const items = list.map((item) => (typeof item === 'string' ? change(item) : item))
  return [...new Set(items)].filter((item) => item !== '')
}

function applied(field: string, value: JsonValue, { what, from, to }: Substitution): JsonValue {
  switch (what) {
    case 'issuer':
      return addresses.has(field) && typeof value === 'string' && to !== ''
        ? value.replaceAll(from, to)
        : value
    case 'tenant':
      if (typeof value !== 'string' || to === '') return value
      if (field === 'microsoft_tenant') return value === from ? to : value
      return addresses.has(field) ? inSegments(value, from, to) : value
    case 'domain-suffix':
      return field === 'domains' && isJsonArray(value)
        ? eachItem(value, (item) => withSuffix(item, from, to))
        : value
    case 'scope':
      return field === 'scope' && isJsonArray(value)
        ? eachItem(value, (item) => (item === from ? to : item))
        : value
  }
}

const isSame = (left: JsonValue, right: JsonValue) =>
  left === right || JSON.stringify(left) === JSON.stringify(right)

/** A field's value after all rules, each on what the one before it left. */
export function substitute(
  field: string,
  value: JsonValue | undefined,
  rules: readonly Substitution[],
): Substituted {
  if (value === undefined || rules.length === 0) return { value, by: [] }
  let now = value
  const by: number[] = []
  for (const [index, rule] of rules.entries()) {
    const next = applied(field, now, rule)
    if (isSame(next, now)) continue
    now = next
    by.push(index)
  }
  return { value: now, by }
}
