import { t } from '../../language/translate'
import type { MapperInput, MapperRun } from './run'
import { unknownIssuer } from './issuer'

/** What a statement of the app about a sign-in is based on. */
export type Basis = 'run' | 'reading' | 'unknown'

/** One statement about a run and its basis. */
export interface BasisNote {
  readonly about: 'claims' | 'issuer' | 'form' | 'addresses'
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
 * What the statements about this run are based on; `docs/sign-ins.md` has all of it.
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
