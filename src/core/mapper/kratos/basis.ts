import { t } from '../../language/translate'
import { partsOf } from './go-json'
import { isAudienceUnknown, isUserInfo } from './id-token'
import { unknownIssuer } from './issuer'
import { providerClaims } from './provider-claims'
import type { ClaimsInput, MapperInput, MapperRun } from './run'

/** What a statement of the app about a sign-in is based on. */
export type Basis = 'run' | 'reading' | 'unknown'

/** One statement about a run and its basis. */
export interface BasisNote {
  readonly about: 'claims' | 'audience' | 'subject' | 'issuer' | 'form' | 'addresses' | 'scim'
  readonly known: Basis
  /** One sentence. */
  readonly text: string
}

/** The names used in the documentation. */
export const basisNames: Readonly<Record<Basis, string>> = {
  run: 'from a run',
  reading: 'from reading',
  unknown: 'not known',
}

/** Kinds of provider tried with a real Kratos; the others are known from its source only. */
const tried: ReadonlySet<string> = new Set(['generic'])

export const basisOfKind = (kind: string): Basis => (tried.has(kind) ? 'run' : 'reading')

/**
 * What the statements about this run are based on; `npm run docs` lists all of it.
 *
 * @param provider the name of the kind of provider
 */
export function basisNotes(
  { claims, form, identity }: Pick<MapperInput, 'claims' | 'form' | 'identity'>,
  run: Pick<MapperRun, 'claims' | 'conflicts'>,
  provider: string,
): BasisNote[] {
  const notes: BasisNote[] = []
  // Exact claims do not depend on a provider.
  if (claims.mode === 'provider') {
    const known = basisOfKind(claims.kind)
    const text =
      known === 'run'
        ? t('How Ory reads the claims of {provider} was seen in a run.', { provider })
        : t('How Ory reads the claims of {provider} is known from its source, not from a run.', {
            provider,
          })
    notes.push({ about: 'claims', known, text })
    notes.push(...tokenNotes(claims))
  }
  if (run.claims?.issuerFrom === 'unknown') {
    const text = t(
      'Ory takes iss from the ID token, whose issuer is not known here: {issuer} is used instead.',
      { issuer: unknownIssuer },
    )
    notes.push({ about: 'issuer', known: 'unknown', text })
  }
  if (form && !identity && Object.keys(form).length > 0) {
    const text = t(
      'That values typed in the form win over the mapper is known from Ory’s source, not from a run.',
    )
    notes.push({ about: 'form', known: 'reading', text })
  }
  if (run.conflicts && run.conflicts.length > 0) {
    const text = t('Whether another identity has one of these addresses is not known here.')
    notes.push({ about: 'addresses', known: 'unknown', text })
  }
  return notes
}

/** What Ory checks of a token or a userinfo answer that cannot be seen in the payload. */
function tokenNotes({
  kind,
  payload,
  json = JSON.stringify(payload),
  clientId,
}: Extract<ClaimsInput, { mode: 'provider' }>): BasisNote[] {
  if (providerClaims.get(kind)?.token !== true) return []
  const members = partsOf(json)
  if (isUserInfo(members)) {
    if (typeof payload['sub'] !== 'string') return []
    const text = t(
      'Ory refuses claims from userinfo whose sub is another than that of the ID token, which is not known here.',
    )
    return [{ about: 'subject', known: 'unknown', text }]
  }
  if (!isAudienceUnknown(members, { clientId })) return []
  const text = t(
    'Ory refuses a token whose aud does not hold the client ID of the connection, which is not known here.',
  )
  return [{ about: 'audience', known: 'unknown', text }]
}
