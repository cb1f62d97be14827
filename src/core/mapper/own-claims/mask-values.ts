import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../model/json'

/** Claims about the sign-in, and what of a SCIM user says how to read it, whose own values stay. */
const kept = new Set(
  (
    'iss aud azp tid client_id appid exp iat nbf auth_time acr amr authnmethodsreferences ' +
    'authnclassreference authenticationmethod ver locale zoneinfo ' +
    'schemas type resourcetype timezone preferredlanguage'
  ).split(' '),
)
/** Claims that hold the domain of an address. */
const domains = new Set(['hd', 'domain'])

type Numbered = (kind: string, value: string) => number

/** What stands for a text, by its form; the first that fits. */
const masks: readonly [form: RegExp, mask: (text: string, numbered: Numbered) => string][] = [
  // Providers that send no booleans.
  [/^(?:true|false|)$/i, (text) => text],
  [/^[^\s@]+@[^\s@]+$/, maskAddress],
  [/^[a-z][a-z\d+.-]*:\/\//i, (text, n) => `https://example.com/${n('url', text)}`],
  [
    /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
    (text, n) => `00000000-0000-4000-8000-${String(n('guid', text)).padStart(12, '0')}`,
  ],
  [/^\d{4}-\d\d-\d\d$/, () => '2000-01-01'],
  [/^\d{4}-\d\d-\d\dT\d\d:\d\d/, () => '2000-01-01T00:00:00Z'],
  [/^\+[\d ().\-/]{6,30}$/, (text, n) => `+1555010${String(n('phone', text)).padStart(4, '0')}`],
  [/^\d+$/, (text, n) => String(n('number', text))],
  [/^/, (text, n) => `masked-${n('text', text)}`],
]

/**
 * The payload with every value masked that may tell of a person: an address becomes
 * `person1@domain1.example`, a name `masked-1`. What mappers look at stays: names and types of members, the
 * form of addresses, identifiers, dates and telephone numbers, which values are equal but for capitals,
 * booleans, and claims about the sign-in itself, such as issuer and times.
 *
 * Masks are numbered by the order of the values and say nothing of them, so nobody can test a guess.
 */
export function withMaskedValues(payload: JsonObject): JsonObject {
  const numbers = new Map<string, number>()
  const counts = new Map<string, number>()
  const numbered: Numbered = (kind, value) => {
    const key = `${kind} ${value.toLowerCase()}`
    const known = numbers.get(key)
    if (known !== undefined) return known
    const number = (counts.get(kind) ?? 0) + 1
    counts.set(kind, number)
    numbers.set(key, number)
    return number
  }

  function mask(value: JsonValue, name: string): JsonValue {
    if (isJsonArray(value)) return value.map((item) => mask(item, name))
    // A claim that stays has no members of its own: what is below its name is another's.
    if (isJsonObject(value)) return maskObject(value)
    // A zero stands for nothing, and Ory leaves it out.
    if (kept.has(name) || value === 0) return value
    if (typeof value === 'number') return numbered('number', String(value))
    if (typeof value !== 'string') return value
    if (domains.has(name)) return maskDomain(value, numbered)
    return masks.find(([form]) => form.test(value))?.[1](value, numbered) ?? ''
  }

  // `fromEntries` defines members, so that one may be named `__proto__`.
  const maskObject = (object: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(object).map(([name, value]) => [name, mask(value, lastPart(name))]),
    )
  return maskObject(payload)
}

/** A name may be a URL, as in SAML. */
const lastPart = (name: string) =>
  name.slice(Math.max(...['/', ':'].map((mark) => name.lastIndexOf(mark))) + 1).toLowerCase()

const maskDomain = (domain: string, numbered: Numbered) =>
  `domain${numbered('domain', domain)}.example`

function maskAddress(address: string, numbered: Numbered): string {
  const at = address.lastIndexOf('@')
  const domain = maskDomain(address.slice(at + 1), numbered)
  return `person${numbered('person', address.slice(0, at))}@${domain}`
}
