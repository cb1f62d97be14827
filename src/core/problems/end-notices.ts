import { z } from 'zod'
import { t } from '../language/translate'
import { plainLine } from '../model/plain-line'
import { milliseconds } from '../model/times'
import type { ProjectId } from '../model/project-id'
import { attentionState } from './attention'
import { endStep, type EndStep, endSteps, severityAt } from './ends'
import type { ProjectProblem } from './problem'
import type { RuleId } from './rules'

/** The rules whose problems are about an end. */
export const endRules: readonly RuleId[] = [
  'certificate-expired',
  'certificate-expiring',
  'secret-expired',
  'secret-expiring',
]

/** The nearest first. */
const steps: readonly EndStep[] = ['over', ...endSteps.toReversed()]

/** Which ends were told by a notification of the system, by the problem's `id`: no name and no secret. */
const toldSchema = z.record(
  z.string(),
  z.object({
    /** The nearest step that was told. */
    step: z.union([z.literal('over'), ...endSteps.map((days) => z.literal(days))]),
    /** ISO 8601: the end itself. */
    when: z.string(),
  }),
)
export type ToldEnds = z.infer<typeof toldSchema>

/** The file of them. */
export const keptToldSchema = z.object({ told: toldSchema })
export type KeptTold = z.infer<typeof keptToldSchema>

/** What a notification says, and where a click on it leads. */
export interface EndNotice {
  readonly title: string
  readonly body: string
  /** The only connection that it is about; absent where there are several, which Home has. */
  readonly place?: {
    readonly projectId: ProjectId
    readonly target: { readonly kind: 'connection'; readonly key: string }
  }
}

const dayMilliseconds = 24 * 60 * 60 * 1000
/** An end that was missed is told for so long: later everybody knows, by the sign-ins that failed or did not. */
const toldAfter = 7 * dayMilliseconds
/** An end is forgotten so long after it came. */
const keptAfter = 30 * dayMilliseconds

type Due = ProjectProblem & { readonly when: string; readonly step: EndStep }

/** Ends that people can be late for. Of a disabled connection none is told: Home has it as a note. */
function dueEnds(problems: readonly ProjectProblem[], now: string): Due[] {
  return problems.flatMap((problem): Due[] => {
    const { when, rule, severity } = problem
    const step = when === undefined || !endRules.includes(rule) ? undefined : endStep(when, now)
    if (when === undefined || step === undefined || severity !== severityAt(step)) return []
    const isLongOver = milliseconds(now) - milliseconds(when) > toldAfter
    return isLongOver ? [] : [{ ...problem, when, step }]
  })
}

/** Whether a step is nearer to the end than another. */
const isNearer = (step: EndStep, than: EndStep) => steps.indexOf(step) < steps.indexOf(than)

/**
 * Which ends are to be told now: each once for each step, and only the step that it has reached.
 *
 * @param problems what was found, without what is silenced
 * @param now ISO 8601
 * @returns what is to be told, and what has been told once that is
 */
export function endsToTell(
  problems: readonly ProjectProblem[],
  told: ToldEnds,
  now: string,
): { readonly due: readonly ProjectProblem[]; readonly told: ToldEnds } {
  const due = dueEnds(problems, now).filter(({ id, step }) => {
    const before = told[id]
    return before === undefined || isNearer(step, before.step)
  })
  const kept = Object.entries(told).filter(
    ([, { when }]) => milliseconds(now) - milliseconds(when) <= keptAfter,
  )
  const next = due.map(({ id, step, when }) => [id, { step, when }] as const)
  return { due, told: Object.fromEntries([...kept, ...next]) }
}

/**
 * A name of others in a notification: in one line, and without the marks of HTML, which desktops on Linux draw. They would
 * show a link of others as one of the app. Written as entities they would stand there as such on the other systems.
 */
const drawn = (name: string) => plainLine(name).replaceAll('<', '‹').replaceAll('>', '›')

/** So many lines a notification has; systems cut more. */
const mostLines = 4

/**
 * One notification about all that is to be told, the most urgent first: several would cover the screen.
 *
 * @param nameOf of a project
 * @param now ISO 8601
 * @returns `undefined` where nothing is to be told
 */
export function endNotice(
  due: readonly ProjectProblem[],
  nameOf: (projectId: ProjectId) => string,
  now: string,
): EndNotice | undefined {
  const byEnd = due.toSorted((one, other) => ((one.when ?? '') < (other.when ?? '') ? -1 : 1))
  const [first, ...more] = byEnd
  if (!first) return undefined
  const place = ({ name, customer, projectId }: ProjectProblem) => {
    const whose = customer === undefined || customer === name ? name : `${name}, ${customer}`
    return t('{name} in {project}', { name: drawn(whose), project: drawn(nameOf(projectId)) })
  }
  if (more.length === 0) {
    const { projectId, target } = first
    const said = { title: attentionState(first, now).title, body: place(first) }
    if (target?.kind !== 'connection') return said
    return { ...said, place: { projectId, target: { kind: target.kind, key: target.key } } }
  }
  const lines = byEnd
    .slice(0, mostLines)
    .map((problem) => `${attentionState(problem, now).title}: ${place(problem)}`)
  const left = byEnd.length - lines.length
  return {
    title: t(
      '{count, plural, one {# certificate or secret} other {# certificates or secrets}} to renew',
      {
        count: byEnd.length,
      },
    ),
    body: [
      ...lines,
      ...(left > 0 ? [t('and {count, plural, one {# more} other {# more}}', { count: left })] : []),
    ].join('\n'),
  }
}
