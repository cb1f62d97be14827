import { textListMember } from '../model/json'
import type { SetUpConnection } from '../model/set-up'
import { endOfDay, isoTime, milliseconds } from '../model/times'
import { isDisabled } from '../sign-in-ways/facts'
import { aConnection, type KnownProject, type Subject } from './known-project'
import { t } from '../language/translate'
import type { Severity } from '../model/severity'
import type { Found } from './rule'
import { z } from 'zod'

/**
 * Last days of the client secrets of one project, such as `2027-03-01`, by the connection's key: `oidc:ID`. Of a secret
 * that a draft has and the server has not, by its reference, a UUID.
 */
export const secretEndsSchema = z.record(z.string(), z.iso.date())
export type SecretEnds = z.infer<typeof secretEndsSchema>

/** The file of one project. */
export const keptEndsSchema = z.object({ secrets: secretEndsSchema })
export type KeptEnds = z.infer<typeof keptEndsSchema>

/** With another day, or none, for one connection or one new secret; in the order of the keys. */
export function withSecretEnd(ends: SecretEnds, key: string, day: string | undefined): SecretEnds {
  const { [key]: _before, ...others } = ends
  const next = day === undefined ? others : { ...others, [key]: day }
  return Object.fromEntries(
    Object.entries(next).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  )
}

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

/** What ends: the certificate that the identity provider signs with, or the client secret that Ory shows it. */
export type Ending = 'certificate' | 'secret'

/** What of a connection ends, and when. */
export interface End extends Subject {
  readonly of: Ending
  /** ISO 8601: the last moment at which it holds. */
  readonly when: string
  /** The same at every look and in every time zone, as long as it is the same end. */
  readonly detail: string
  /** Nobody can sign in with the connection anyway: it matters once somebody enables it. */
  readonly isOff: boolean
}

/** The days before an end at which it is told, the earliest first. */
export const endSteps = [90, 30, 7] as const
export type EndStep = (typeof endSteps)[number] | 'over'

const dayMilliseconds = 24 * 60 * 60 * 1000

/**
 * Whether an end comes within so many days, or has come.
 *
 * @param when ISO 8601
 * @param now ISO 8601
 */
export const endsWithin = (when: string, days: number, now: string): boolean =>
  milliseconds(when) - milliseconds(now) <= days * dayMilliseconds

/** The step that an end has reached, `over` once it has come; `undefined` while it is further away than the first. */
export function endStep(when: string, now: string): EndStep | undefined {
  if (milliseconds(when) < milliseconds(now)) return 'over'
  return endSteps.findLast((days) => endsWithin(when, days, now))
}

/**
 * Ends of a connection's signing certificates, in ISO 8601: as Ory tells them (`valid_to`), else as they
 * were read from its metadata.
 */
export function certificateEndsOf(
  { certificateEnds }: Pick<KnownProject, 'certificateEnds'>,
  { key, fields }: SetUpConnection,
): readonly string[] {
  const told = textListMember(fields, 'valid_to').flatMap((text) => isoTime(text) ?? [])
  return told.length > 0 ? told : (certificateEnds.get(key) ?? [])
}

/**
 * What of a project ends and when: of each connection the certificate that holds the longest, since sign-ins work as
 * long as it does, and the client secret whose last day a person noted. Those that are over are among them.
 */
export function endsOf(
  project: Pick<KnownProject, 'setUp' | 'certificateEnds' | 'secretEnds'>,
): End[] {
  const { setUp, secretEnds } = project
  return setUp.connections.flatMap((connection): End[] => {
    const last = certificateEndsOf(project, connection).toSorted().at(-1)
    const day = secretEnds?.get(connection.key)
    // Of thousands only a few have an end that is known.
    if (last === undefined && day === undefined) return []
    const subject = { ...aConnection(connection), isOff: isDisabled(connection) }
    const secretEnd = day === undefined ? undefined : endOfDay(day)
    return [
      ...(last === undefined
        ? []
        : [{ ...subject, of: 'certificate' as const, when: last, detail: last }]),
      ...(day === undefined || secretEnd === undefined
        ? []
        : [{ ...subject, of: 'secret' as const, when: secretEnd, detail: day }]),
    ]
  })
}

/** The end of something that nobody has to look at yet. */
export type NextEnd = Pick<End, 'target' | 'name' | 'of' | 'when'>

/** What ends next of the connections that people can use; `undefined` where no end in the future is known. */
export function nextEnd(project: KnownProject): NextEnd | undefined {
  let next: End | undefined
  for (const end of endsOf(project)) {
    if (end.isOff || end.when <= project.now) continue
    if (next === undefined || end.when < next.when) next = end
  }
  if (next === undefined) return undefined
  const { target, name, of, when } = next
  return { target, name, of, when }
}
