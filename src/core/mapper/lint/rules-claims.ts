import { isClaimName } from '../kratos/claim-fields'
import { providerClaims } from '../kratos/provider-claims'
import type { ClaimUse } from './claims'
import type { Field } from './objects'
import type { LintFinding, LintFix, LintedMapper, Rule, TextEdit } from './rule'
import { plainString } from './tokens'

/** Kratos never runs a mapper without these. */
const alwaysThere = new Set(['iss', 'sub'])

/** `claims.groups`: a claim that Kratos' structure does not have is only in `raw_claims`. */
export const customClaim: Rule = (mapper) =>
  mapper.claims.uses
    .filter(({ raw, name }) => !raw && !isClaimName(name))
    .map((use) => {
      const { name } = use
      const lost = rawClaims(mapper) === false
      const message = lost
        ? `Ory does not pass on “${name}” from this provider at all`
        : `“${name}” is a custom claim: it is only in raw_claims`
      return found(
        mapper,
        'custom-claim',
        'error',
        message,
        use,
        lost ? undefined : toRaw(mapper, use),
      )
    })

/** A claim that is read without a test or a default: Ory leaves out what is empty or false. */
export const unguardedClaim: Rule = (mapper) =>
  mapper.claims.uses.flatMap((use) => {
    const { name, raw } = use
    const known = raw || (isClaimName(name) && name !== 'email_verified' && name !== 'raw_claims')
    if (!known || alwaysThere.has(name) || mapper.claims.guarded.has(keyOf(use))) return []
    const message = `The mapper fails when “${name}” is not sent`
    return [
      found(mapper, 'unguarded-claim', 'warning', message, use, guardField(mapper, use, use.raw)),
    ]
  })

/** `claims.email_verified` is absent when it is false. */
export const emailVerifiedDefault: Rule = (mapper) => {
  if (mapper.claims.guarded.has('email_verified')) return []
  const uses = mapper.claims.uses.filter(({ name, raw }) => name === 'email_verified' && !raw)
  return uses.map((use) => {
    const message = 'The mapper fails when the address is not verified: false is left out'
    return found(mapper, 'email-verified-default', 'error', message, use, addDefault(mapper))
  })
}

/** Demanding a claim that this provider never sends drops every address. */
export const emailVerifiedNeverSent: Rule = (mapper) => {
  const provider = mapper.situation.provider
  const kind = provider === undefined ? undefined : providerClaims.get(provider)
  if (!kind?.neverVerified) return []
  return mapper.claims.uses
    .filter(({ name }) => name === 'email_verified')
    .map((use) => {
      const message = 'This provider does not send email_verified, so no address is taken over'
      return found(mapper, 'email-verified-never-sent', 'warning', message, use)
    })
}

/** `raw_claims` of a provider that has none. */
export const rawClaimsUnavailable: Rule = (mapper) => {
  if (rawClaims(mapper) !== false) return []
  return mapper.claims.uses
    .filter(({ raw, name }) => raw || name === 'raw_claims')
    .map((use) => {
      const guarded = mapper.claims.guarded.has('raw_claims')
      const message = 'This provider has no raw_claims: Ory passes on its standard claims alone'
      return found(mapper, 'raw-claims-unavailable', guarded ? 'warning' : 'error', message, use)
    })
}

const oftenThin = new Set(['groups', 'roles', 'email', 'name', 'given_name', 'family_name'])

/** Some providers put only `sub` into the ID token. */
export const userinfoOnly: Rule = (mapper) => {
  const { provider, claimsSource } = mapper.situation
  if (provider !== 'generic' || claimsSource !== 'id_token') return []
  const use = mapper.claims.uses.find(({ name }) => oftenThin.has(name))
  if (!use) return []
  const message = `Where the ID token is thin, “${use.name}” comes only with claims_source userinfo`
  return [found(mapper, 'userinfo-only', 'info', message, use)]
}

/** An address of a foreign domain makes a member of the organization. */
export const foreignDomain: Rule = (mapper) => {
  const { domains = [] } = mapper.situation
  const use = mapper.claims.uses.find(({ name, raw }) => name === 'email' && !raw)
  const checksDomain = mapper.tokens.some(
    (token) => token.text === 'endsWith' || (token.kind === 'string' && token.text.includes('@')),
  )
  if (domains.length === 0 || !use || checksDomain) return []
  const message = `The address is taken over also when it is not of ${fewOf(domains)}`
  return [found(mapper, 'foreign-domain', 'info', message, use)]
}

/** An organization may have many domains, and a mapper many organizations. */
function fewOf(domains: readonly string[]): string {
  const few = domains.slice(0, 3).join(', ')
  return domains.length > 3 ? `${few} and ${domains.length - 3} more` : few
}

function rawClaims({ situation }: LintedMapper): boolean | undefined {
  return situation.provider === undefined
    ? undefined
    : providerClaims.get(situation.provider)?.rawClaims
}

const keyOf = ({ name, raw }: ClaimUse) => (raw ? `raw_claims.${name}` : name)

function found(
  { tokens }: LintedMapper,
  rule: LintFinding['rule'],
  severity: LintFinding['severity'],
  message: string,
  use: ClaimUse,
  fix?: LintFix,
): LintFinding {
  const { start } = tokens[use.from]!
  const { end } = tokens[use.to - 1]!
  return { rule, severity, message, start, end, ...(fix ? { fix } : {}) }
}

/** Moves one use, and every test of the same claim, into `raw_claims`. */
function toRaw(mapper: LintedMapper, use: ClaimUse): LintFix {
  const title = `Read ${use.name} from raw_claims`
  const tests = testsOf(mapper, use.name)
  if (tests.length === 0 && !mapper.claims.guarded.has(use.name)) {
    const guarded = guardField(mapper, use, true)
    if (guarded) return { title, edits: guarded.edits }
  }
  return { title, edits: [...tests, insertRaw(mapper, use)] }
}

function insertRaw({ tokens }: LintedMapper, use: ClaimUse): TextEdit {
  const at = tokens[use.to - 1]!.start
  return { start: at, end: at, text: 'raw_claims.' }
}

/** Edits of `'NAME' in claims` into a test of `raw_claims` and of the claim in it. */
const testsOf = (mapper: LintedMapper, name: string): readonly TextEdit[] =>
  allTests(mapper).get(name) ?? []

const allTests = oncePerMapper(({ tokens, claims }) => {
  const tests = new Map<string, TextEdit[]>()
  for (const [at, token] of tokens.entries()) {
    const [test, base] = [tokens[at + 1], tokens[at + 2]]
    const name = test?.text === 'in' ? plainString(token) : undefined
    if (name === undefined || !base || !claims.variables.has(base.text)) continue
    const text = `('raw_claims' in ${base.text} && ${token.text} in ${base.text}.raw_claims)`
    const edit = { start: token.start, end: base.end, text }
    tests.set(name, [...(tests.get(name) ?? []), edit])
  }
  return tests
})

/** Named fields by the index of the first token of their value. */
const namedFields = oncePerMapper(({ objects }) => {
  const fields = new Map<number, Field>()
  for (const field of objects.flatMap((object) => object.fields)) {
    if (field.name !== undefined) fields.set(field.value, field)
  }
  return fields
})

/** What is asked for at every use of a claim is made once: a long mapper has thousands. */
function oncePerMapper<Value>(make: (mapper: LintedMapper) => Value) {
  const known = new WeakMap<LintedMapper, Value>()
  return (mapper: LintedMapper): Value => {
    const value = known.get(mapper) ?? make(mapper)
    known.set(mapper, value)
    return value
  }
}

/** Turns `KEY: claims.NAME` into a field that is there only when the claim is. */
function guardField(mapper: LintedMapper, use: ClaimUse, raw: boolean): LintFix | undefined {
  const { tokens, text } = mapper
  const field = namedFields(mapper).get(use.from)
  if (field?.name === undefined || field.to !== use.to) return undefined
  const key = tokens[field.from]!
  const quoted = key.kind === 'string' ? key.text : `'${key.text}'`
  const inside = raw ? `${use.base}.raw_claims` : use.base
  const test = raw
    ? `'raw_claims' in ${use.base} && '${use.name}' in ${inside}`
    : `'${use.name}' in ${use.base}`
  const edits: TextEdit[] = [
    { start: key.start, end: key.end, text: `[if ${test} then ${quoted} else null]` },
  ]
  const value = text.slice(tokens[use.from]!.start, tokens[use.to - 1]!.end)
  if (raw && !use.raw && !value.includes('raw_claims')) edits.push(insertRaw(mapper, use))
  return { title: `Leave ${field.name} out when ${use.name} is not sent`, edits }
}

/** `local claims = std.extVar('claims');` gets a default for `email_verified`. */
function addDefault({ tokens }: LintedMapper): LintFix | undefined {
  const at = tokens.findIndex(
    (token, i) =>
      token.text === '=' &&
      tokens[i + 1]?.text === 'std' &&
      tokens[i + 3]?.text === 'extVar' &&
      plainString(tokens[i + 5]) === 'claims',
  )
  const place = tokens[at + 1]?.start
  if (at < 0 || place === undefined) return undefined
  const edit = { start: place, end: place, text: '{ email_verified: false } + ' }
  return { title: 'Take an absent email_verified for false', edits: [edit] }
}
