import { z } from 'zod'
import { substitutionSchema } from './substitution'

export const comparedKindSchema = z.enum(['organization', 'connection', 'scim-client', 'method'])
export type ComparedKind = z.infer<typeof comparedKindSchema>

const key = z.string().max(400)
const pairSchema = z.object({ kind: comparedKindSchema, left: key, right: key })

/**
 * A difference that is meant to be: with keys the one of a pair of entities (an empty key for none),
 * without keys that field of all entities of a kind. An empty field stands for the whole entity.
 */
export const expectedSchema = z.object({
  kind: comparedKindSchema,
  field: z.string().max(400),
  left: key.optional(),
  right: key.optional(),
})
export type ExpectedDifference = z.infer<typeof expectedSchema>

const rules = z.array(substitutionSchema).max(200)

/** What a person said about a pair of projects. It holds names and keys only, and no secret. */
export const pairMemorySchema = z.object({
  /** Entities that belong together, and those that do not although they look so. */
  matched: z.array(pairSchema).max(50_000),
  apart: z.array(pairSchema).max(50_000),
  expected: z.array(expectedSchema).max(50_000),
  /** Rules from the left to the right project, and back. */
  forward: rules,
  backward: rules,
})
export type PairMemory = z.infer<typeof pairMemorySchema>
export type HandPair = PairMemory['matched'][number]

/** The derived field of a connection's redirect or ACS URL. */
export const redirectField = 'redirect_url'

const noNotes: PairMemory = {
  matched: [],
  apart: [],
  expected: [],
  forward: [],
  backward: [],
}

/**
 * What holds of two projects before anything was said: ids and redirect URLs follow from the project,
 * so they are expected to differ. Of one project at two times nothing is.
 */
export function firstMemory(isOneProject: boolean): PairMemory {
  if (isOneProject) return noNotes
  return {
    ...noNotes,
    expected: [
      { kind: 'organization', field: 'id' },
      { kind: 'connection', field: 'id' },
      { kind: 'connection', field: redirectField },
      { kind: 'connection', field: 'acs_url' },
      { kind: 'connection', field: 'additional_acs_urls' },
      { kind: 'scim-client', field: 'client_id' },
      { kind: 'method', field: 'base_redirect_uri' },
    ],
  }
}

const turnedPair = ({ kind, left, right }: HandPair): HandPair => ({
  kind,
  left: right,
  right: left,
})

/** The same with left and right the other way round. */
export function turned(memory: PairMemory): PairMemory {
  return {
    matched: memory.matched.map(turnedPair),
    apart: memory.apart.map(turnedPair),
    expected: memory.expected.map(({ kind, field, left, right }) => ({
      kind,
      field,
      ...(right === undefined ? {} : { left: right }),
      ...(left === undefined ? {} : { right: left }),
    })),
    forward: memory.backward,
    backward: memory.forward,
  }
}

const samePair = (one: HandPair, other: HandPair) =>
  one.kind === other.kind && one.left === other.left && one.right === other.right

/** Either side of a pair, which can belong to one other entity only. */
const touches = (one: HandPair, other: HandPair) =>
  one.kind === other.kind && (one.left === other.left || one.right === other.right)

/** Remembers that two entities belong together; what either was matched with before goes. */
export function withMatch(memory: PairMemory, pair: HandPair): PairMemory {
  return {
    ...memory,
    matched: [...memory.matched.filter((item) => !touches(item, pair)), pair],
    apart: memory.apart.filter((item) => !samePair(item, pair)),
  }
}

/** Remembers that two entities do not belong together. */
export function withoutMatch(memory: PairMemory, pair: HandPair): PairMemory {
  return {
    ...memory,
    matched: memory.matched.filter((item) => !samePair(item, pair)),
    apart: [...memory.apart.filter((item) => !samePair(item, pair)), pair],
  }
}

const sameExpected = (one: ExpectedDifference, other: ExpectedDifference) =>
  one.kind === other.kind &&
  one.field === other.field &&
  one.left === other.left &&
  one.right === other.right

/** Marks a difference as expected, or takes the mark away. */
export function withExpected(
  memory: PairMemory,
  difference: ExpectedDifference,
  isExpected: boolean,
): PairMemory {
  const others = memory.expected.filter((item) => !sameExpected(item, difference))
  return { ...memory, expected: isExpected ? [...others, difference] : others }
}
