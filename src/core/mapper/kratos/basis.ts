import type { MapperInput, MapperRun } from './run'
import { unknownIssuer } from './issuer'

/** What the app's word about a sign-in rests on. */
export type Basis = 'run' | 'reading' | 'unknown'

/** One thing that was said of a run, and what it rests on. */
export interface BasisNote {
  readonly about: 'claims' | 'issuer' | 'form' | 'addresses'
  readonly known: Basis
  /** In words, a sentence. */
  readonly text: string
}

/** As the documentation names it. */
export const basisNames: Readonly<Record<Basis, string>> = {
  run: 'from a run',
  reading: 'from reading',
  unknown: 'not known',
}

/** Kinds that were signed in with through a real Kratos; the others are known from its source. */
const tried: ReadonlySet<string> = new Set(['generic'])

export const basisOfKind = (kind: string): Basis => (tried.has(kind) ? 'run' : 'reading')

/**
 * What is said of this run rests on these; `docs/sign-ins.md` has the whole of it.
 *
 * @param provider what the kind of provider is called
 */
export function basisNotes(
  { claims, form, identity }: Pick<MapperInput, 'claims' | 'form' | 'identity'>,
  run: Pick<MapperRun, 'claims' | 'conflicts'>,
  provider: string,
): BasisNote[] {
  const notes: BasisNote[] = []
  // Claims that are taken as they are say nothing about a provider.
  if (claims.mode === 'provider') {
    const known = basisOfKind(claims.kind)
    const how = known === 'run' ? 'was seen in a run' : 'is known from its source, not from a run'
    notes.push({ about: 'claims', known, text: `How Ory reads the claims of ${provider} ${how}.` })
  }
  if (run.claims?.issuerFrom === 'unknown') {
    const text = `Ory takes iss from the ID token, whose issuer is not known here: ${unknownIssuer} stands for it.`
    notes.push({ about: 'issuer', known: 'unknown', text })
  }
  if (form && !identity && Object.keys(form).length > 0) {
    const text =
      'That values typed in the form win over the mapper is known from Ory’s source, not from a run.'
    notes.push({ about: 'form', known: 'reading', text })
  }
  if (run.conflicts && run.conflicts.length > 0) {
    const text = 'Whether another identity has one of these addresses is not known here.'
    notes.push({ about: 'addresses', known: 'unknown', text })
  }
  return notes
}
