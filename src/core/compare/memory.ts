import { z } from 'zod'
import { substitutionSchema } from './substitution'

export const comparedKindSchema = z.enum(['organization', 'connection', 'scim-client', 'method'])
export type ComparedKind = z.infer<typeof comparedKindSchema>

const key = z.string().max(400)
const pairSchema = z.object({ kind: comparedKindSchema, left: key, right: key })

/**
 * An expected difference. With keys: of one pair (empty key for a missing side); without: of the field everywhere. An
 * empty field means the whole entity.
 */
export const expectedSchema = z.object({
  kind: comparedKindSchema,
  field: z.string().max(400),
  left: key.optional(),
  right: key.optional(),
})
export type ExpectedDifference = z.infer<typeof expectedSchema>

const rules = z.array(substitutionSchema).max(200)

/** What people decided about a pair of projects; names and keys only, no secrets. */
export const pairMemorySchema = z.object({
  /** Entities paired by hand, and pairs that people separated. */
  matched: z.array(pairSchema).max(50_000),
  apart: z.array(pairSchema).max(50_000),
  expected: z.array(expectedSchema).max(50_000),
  /** Substitutions from left to right, and back. */
  forward: rules,
  backward: rules,
})
export type PairMemory = z.infer<typeof pairMemorySchema>
export type HandPair = PairMemory['matched'][number]

/** Pseudo field for a connection's redirect or ACS URL. */
export const redirectField = 'redirect_url'

const noNotes: PairMemory = {
  matched: [],
  apart: [],
  expected: [],
  forward: [],
  backward: [],
}

/**
 * The initial memory of a pair: IDs and redirect URLs are expected to differ between projects, nothing is between two
 * states of one project.
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

/** Swaps left and right. */
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

/** An entity can be in one pair only. */
const touches = (one: HandPair, other: HandPair) =>
  one.kind === other.kind && (one.left === other.left || one.right === other.right)

/** Pairs two entities by hand, replacing former pairs of either. */
export function withMatch(memory: PairMemory, pair: HandPair): PairMemory {
  return {
    ...memory,
    matched: [...memory.matched.filter((item) => !touches(item, pair)), pair],
    apart: memory.apart.filter((item) => !samePair(item, pair)),
  }
}

/** Records that two entities are not a pair. */
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

/** Marks a difference as expected, or unmarks it. */
export function withExpected(
  memory: PairMemory,
  difference: ExpectedDifference,
  isExpected: boolean,
): PairMemory {
  const others = memory.expected.filter((item) => !sameExpected(item, difference))
  return { ...memory, expected: isExpected ? [...others, difference] : others }
}
