import { t } from '../../language/translate'
import { isClaimName } from '../kratos/claim-fields'
import { foldedName } from '../kratos/decode-claim'
import { providerClaims } from '../kratos/provider-claims'
import { addDefault, guardField, rename, toRaw } from './claim-fixes'
import type { ClaimUse } from './claims'
import { meantClaim } from './near-claims'
import type { LintFinding, LintFix, LintedMapper, Rule } from './rule'
import { tokenAt } from './tokens'

/** Kratos never runs a mapper without these. */
const alwaysThere = new Set(['iss', 'sub'])

/** Claims outside `raw_claims` that are not in Kratos' structure. */
const unknownUses = ({ claims }: LintedMapper) =>
  claims.uses.filter(({ raw, name }) => !raw && !isClaimName(name))

/** `claims.groups`: a claim that is not in Kratos' structure is only in `raw_claims`. */
export const customClaim: Rule = (mapper) =>
  unknownUses(mapper)
    .filter(({ name }) => meantName(mapper, name) === undefined)
    .map((use) => {
      const { name } = use
      const standard = standardName(mapper, name)
      if (standard !== undefined) {
        const message = t('Ory names this claim “{name}”, in whichever case it was sent', {
          name: standard,
        })
        const fix = rename(mapper, use, standard)
        return found(mapper, 'custom-claim', 'error', message, use, fix)
      }
      const lost = rawClaims(mapper) === false
      const message = lost
        ? t('Ory does not pass on “{name}” from this provider at all', { name })
        : t('“{name}” is a custom claim: it is only in raw_claims', { name })
      return found(
        mapper,
        'custom-claim',
        'error',
        message,
        use,
        lost ? undefined : toRaw(mapper, use),
      )
    })

/** `claims.emial`: nearly the name of a standard claim, so likelier a slip than a claim of its own. */
export const mistypedClaim: Rule = (mapper) =>
  unknownUses(mapper).flatMap((use) => {
    const meant = meantName(mapper, use.name)
    if (meant === undefined) return []
    const names = { name: use.name, meant }
    const message = t('Ory has no claim “{name}”. Did you mean “{meant}”?', names)
    const fix = rename(mapper, use, meant)
    return [found(mapper, 'mistyped-claim', 'error', message, use, fix)]
  })

const hasExactNames = ({ situation }: LintedMapper) =>
  providerClaims.get(situation.provider ?? '')?.exactNames === true

/** Go decodes names without case; for SAML, Ory has chosen the claims before. */
function standardName(mapper: LintedMapper, name: string): string | undefined {
  const folded = foldedName(name)
  return !hasExactNames(mapper) && isClaimName(folded) ? folded : undefined
}

/** The claim that a mistyped name was meant to be; of SAML's attributes Ory passes on only the address so. */
function meantName(mapper: LintedMapper, name: string): string | undefined {
  if (standardName(mapper, name) !== undefined) return undefined
  const meant = meantClaim(foldedName(name))
  return meant === 'email' || !hasExactNames(mapper) ? meant : undefined
}

/** A claim that is read without a test or a default: Ory omits empty and false ones. */
export const unguardedClaim: Rule = (mapper) =>
  mapper.claims.uses.flatMap((use) => {
    const { name, raw } = use
    const known = raw || (isClaimName(name) && name !== 'email_verified' && name !== 'raw_claims')
    if (!known || alwaysThere.has(name) || mapper.claims.guarded.has(keyOf(use))) return []
    const message = t('The mapper fails when “{name}” is not sent', { name })
    return [
      found(mapper, 'unguarded-claim', 'warning', message, use, guardField(mapper, use, use.raw)),
    ]
  })

/** `claims.email_verified` is absent when it is false. */
export const emailVerifiedDefault: Rule = (mapper) => {
  const kind = providerClaims.get(mapper.situation.provider ?? '')
  const isFixed = kind?.profile?.email_verified && 'fixed' in kind.profile.email_verified
  if (isFixed || mapper.claims.guarded.has('email_verified')) return []
  const uses = mapper.claims.uses.filter(({ name, raw }) => name === 'email_verified' && !raw)
  return uses.map((use) => {
    const message = kind?.neverVerified
      ? t('The mapper always fails: this provider does not send email_verified')
      : t('The mapper fails when the address is not verified: false is left out')
    return found(mapper, 'email-verified-default', 'error', message, use, addDefault(mapper))
  })
}

/** Requiring a claim that this provider never sends drops every address. */
export const emailVerifiedNeverSent: Rule = (mapper) => {
  const provider = mapper.situation.provider
  const kind = provider === undefined ? undefined : providerClaims.get(provider)
  if (!kind?.neverVerified) return []
  return mapper.claims.uses
    .filter(({ name }) => name === 'email_verified')
    .map((use) => {
      const message = t('This provider does not send email_verified, so no address is stored')
      return found(mapper, 'email-verified-never-sent', 'warning', message, use)
    })
}

/** `raw_claims` for a provider that has none. */
export const rawClaimsUnavailable: Rule = (mapper) => {
  if (rawClaims(mapper) !== false) return []
  return mapper.claims.uses
    .filter(({ raw, name }) => raw || name === 'raw_claims')
    .map((use) => {
      const guarded = mapper.claims.guarded.has('raw_claims')
      const message = t('This provider has no raw_claims: Ory only passes on its standard claims')
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
  const message = t(
    'Where the ID token holds few claims, “{name}” comes only with claims_source userinfo',
    { name: use.name },
  )
  return [found(mapper, 'userinfo-only', 'info', message, use)]
}

/** An address of a foreign domain can make a person a member of the organization. */
export const foreignDomain: Rule = (mapper) => {
  const { domains = [] } = mapper.situation
  const use = addressUse(mapper)
  const checksDomain = mapper.tokens.some(
    (token) => token.text === 'endsWith' || (token.kind === 'string' && token.text.includes('@')),
  )
  if (domains.length === 0 || !use || checksDomain) return []
  return [found(mapper, 'foreign-domain', 'info', foreignWords(domains), use)]
}

/** The first place where the address is read. */
function addressUse({ claims, scim }: LintedMapper): Pick<ClaimUse, 'from' | 'to'> | undefined {
  return (
    claims.uses.find(({ name, raw }) => name === 'email' && !raw) ??
    scim.reads.find(({ steps: [first] }) => first?.name === 'emails' || first?.name === 'userName')
  )
}

/** Lists only some domains: an organization may have many. */
function foreignWords(all: readonly string[]): string {
  const domains = all.slice(0, 3).join(', ')
  return all.length > 3
    ? t('The address is stored even when it does not belong to {domains} and {count} more', {
        domains,
        count: all.length - 3,
      })
    : t('The address is stored even when it does not belong to {domains}', { domains })
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
  use: Pick<ClaimUse, 'from' | 'to'>,
  fix?: LintFix,
): LintFinding {
  const { start } = tokenAt(tokens, use.from)
  const { end } = tokenAt(tokens, use.to - 1)
  return { rule, severity, message, start, end, ...(fix ? { fix } : {}) }
}
