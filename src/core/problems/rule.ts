import type { Edit } from '../draft/edits'
import type { ProjectId } from '../model/project-id'
import type { Severity } from '../model/severity'
import type { KnownProject, ProjectFacts, Subject } from './known-project'

/** What the button of a problem does: put the mended value into the draft, or lead to a place. */
export type Act =
  'mend' | 'open' | 'metadata' | 'check' | 'last-check' | 'mapper' | 'review' | 'project'

/** What mends a problem, to be put into the draft of its project as one step. */
export interface OfferedEdit {
  /** The step's label, and what the button does. */
  readonly label: string
  readonly edits: readonly Extract<Edit, { readonly kind: 'set-field' }>[]
}

/** What a rule finds. It is about the project as a whole where it has no target. */
export interface Found {
  readonly target?: Subject['target'] | undefined
  readonly name?: string
  readonly severity: Severity
  /** What was found, with the values that matter. */
  readonly message: string
  /** Wire name of the field it stands at. */
  readonly field?: string | undefined
  /** Tells apart what a rule finds more than once at the same place. */
  readonly detail?: string
  /** ISO 8601 time that it is about: the end of a certificate, the last check. */
  readonly when?: string | undefined
  /**
   * What it rests on beside rule, target and `detail`, such as the domains that are locked out; in no
   * language. A silence is about these: a further one is told.
   */
  readonly facts?: readonly string[] | undefined
  readonly edit?: OfferedEdit | undefined
}

/** What a rule is about, and how it finds it. */
export interface Rule<Id extends string = string> {
  /** Permanent: silences name it. */
  readonly id: Id
  /** Names all that it finds, such as `Locked out`. */
  readonly title: string
  /** The title with the whole days until the time that it is about, below 0 once that has passed. */
  readonly titleIn?: (days: number) => string
  /** The same in a word or a few, as a row has room for. */
  readonly badge: string | ((found: Pick<Found, 'severity' | 'when'>) => string)
  /** Why it matters, in one sentence. */
  readonly why: string
  /** What to do about it. */
  readonly remedy: string
  /** The same where the days until the time that it is about decide; `undefined` where the remedy says it. */
  readonly remedyIn?: (days: number) => string | undefined
  /** Where the place alone does not say what to do there. */
  readonly act?: Act
  /** Finds it in one project. What only a draft or a file can have is found where those are judged. */
  readonly inProject?: (project: KnownProject) => Found[]
  /**
   * Finds it between projects. It is always a note, since two projects may well be meant to differ: so what needs
   * attention in one project is known without the others.
   */
  readonly across?: (
    projects: readonly ProjectFacts[],
  ) => (Found & { readonly projectId: ProjectId; readonly severity: 'info' })[]
}

/** Keeps the id of a rule as its type. */
export const rule = <const Id extends string>(own: Rule<Id>): Rule<Id> => own
