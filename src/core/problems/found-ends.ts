import { t } from '../language/translate'
import type { Severity } from '../model/severity'
import { endsOf, endStep, endSteps, type End, type Ending, type EndStep } from './ends'
import type { KnownProject } from './known-project'
import type { Found } from './rule'

/** How bad it is that something ends, by how near that is: the first step is to know, and to plan. */
export const severityAt = (step: EndStep): Severity =>
  step === 'over' ? 'error' : step === endSteps[0] ? 'info' : 'warning'

/**
 * What a silence of an end rests on. Being nearer by a step is told again: from the first to the second it is worse,
 * and the last is a fact of its own.
 */
const factsAt = (step: EndStep): Pick<Found, 'facts'> =>
  step === endSteps[2] ? { facts: [`within ${endSteps[2]} days`] } : {}

/** How an end of one kind is told. */
interface EndWords {
  readonly of: Ending
  /** Wire name of the field that is renewed. */
  readonly field: string
  /** When it ends, as a sentence without its full stop. @param now ISO 8601 */
  readonly sentence: (end: End, now: string) => string
}

/** The ends of one kind that have come, or those that will within the first step. */
export function foundEnds(
  project: KnownProject,
  { of, field, sentence }: EndWords,
  which: 'over' | 'to come',
): Found[] {
  const { now } = project
  return endsOf(project).flatMap((end): Found[] => {
    const step = endStep(end.when, now)
    if (end.of !== of || step === undefined || (step === 'over') !== (which === 'over')) return []
    const { target, name, when, detail, isOff } = end
    // Of a disabled connection it matters once somebody enables it, and at the first step not yet.
    if (isOff && step === endSteps[0]) return []
    const words = sentence(end, now)
    return [
      {
        target,
        name,
        severity: isOff ? 'info' : severityAt(step),
        message: isOff ? `${words}. ${t('The connection is disabled')}` : words,
        field,
        detail,
        when,
        ...factsAt(step),
      },
    ]
  })
}
