import type { ImpactKind } from '../impact/line'
import type { Consequences } from './consequences'

/**
 * What is harm, so that its name has to be typed: people of a domain who sign in today cannot do so by anything
 * afterwards, or cannot if Ory takes them to the organization that lets nobody in. Everything else is pressed: it
 * leaves another way in, ends when an administrator enters an address, or is a deletion, which is listed by its name.
 * Where provisioning stops, everybody who signs in today can do so afterwards.
 * What is asked for at every second publish is typed without being read.
 */
const harmKinds: ReadonlySet<ImpactKind> = new Set(['locked-out', 'maybe-locked-out'])

/** What a publish takes from a person before it may go. */
export interface Demand {
  /** A person presses the button of a question, in production; elsewhere only harm is asked about. */
  readonly isProduction: boolean
  /** Names of what is harmed; the domains, the worst first. */
  readonly harmed: readonly string[]
}

/** Whether a person is asked before a publish goes. */
export const isAsked = ({ isProduction, harmed }: Demand): boolean =>
  isProduction || harmed.length > 0

/** What a publish with these consequences takes: the same for the window that asks and for main, which checks. */
export function demandOf({ before, impact }: Pick<Consequences, 'before' | 'impact'>): Demand {
  return {
    isProduction: before.project.environment === 'production',
    harmed: impact.lines.flatMap(({ kind, subject }) => (harmKinds.has(kind) ? [subject] : [])),
  }
}
