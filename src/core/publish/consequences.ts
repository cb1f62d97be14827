import { setUpOf } from '../draft/set-up-of'
import { tellingStoredTexts, workingOutImpact, type Impact } from '../impact/impact'
import type { ImpactLine } from '../impact/line'
import { metadataToRead, type TextAt } from '../impact/metadata'
import { noIntents, type Intents } from '../intents/intents'
import { withoutPauses } from '../model/pauses'
import type { SetUp } from '../model/set-up'
import type { Snapshot } from '../model/snapshot'

/** Both states of a project, and what going from one to the other does to people. */
export interface Consequences {
  readonly before: SetUp
  readonly after: SetUp
  readonly impact: Impact
}

type Of = readonly [
  snapshot: Snapshot,
  intents: Intents,
  /** ISO 8601 time, for what is said of the ends of certificates. */
  nowIso: string,
]

/**
 * What a publish of these intents does to people: worked out alike for the review, for several projects at once,
 * before every sending and for the history. It can be paused wherever it yields.
 */
export function* workingOutConsequences(
  ...[snapshot, intents, nowIso]: Of
): Generator<void, Consequences> {
  const before = setUpOf(snapshot, noIntents)
  yield
  const after = setUpOf(snapshot, intents)
  yield
  return { before, after, impact: yield* workingOutImpact(before, after, { nowIso }) }
}

/** `workingOutConsequences` in one go. */
export const consequencesOf = (...of: Of): Consequences =>
  withoutPauses(workingOutConsequences(...of))

/** The most texts that are read to explain one publish: nobody reads more lines closely. */
const mostTexts = 20

/** Addresses in Ory's storage of texts with which more can be told. */
export const textsToRead = ({ before, after }: Consequences): string[] =>
  metadataToRead(before, after).slice(0, mostTexts)

/**
 * The same as a person is told it, with the stored texts that are at hand. What is compared before a sending
 * (`toldText`) is without them, since they may be at hand in one place alone; what they say follows from what is sent.
 * It can be paused wherever it yields.
 */
export function* tellingWithTexts(
  consequences: Consequences,
  textAt: TextAt,
  nowIso: string,
): Generator<void, Consequences> {
  const lines = yield* tellingStoredTexts(consequences, { textAt, nowIso })
  return { ...consequences, impact: { ...consequences.impact, lines } }
}

/** `tellingWithTexts` in one go. */
export const toldWithTexts = (...of: Parameters<typeof tellingWithTexts>): Consequences =>
  withoutPauses(tellingWithTexts(...of))

/** What is said of a line for as long as nothing changes: of a certificate, the time that it has left goes by. */
function lasting({ id, kind, words, before, after }: ImpactLine): readonly unknown[] {
  return kind === 'certificate' ? [id, kind, words] : [id, kind, words, before, after]
}

/**
 * Everything that a review says of people, as one text, with the environment that decides what is asked: a publish
 * must not do anything else to them.
 */
export function toldText({ before, impact }: Pick<Consequences, 'before' | 'impact'>): string {
  return JSON.stringify([before.project.environment, ...impact.lines.map(lasting)])
}
