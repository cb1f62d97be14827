import { pairMemorySchema, type HandPair, type PairMemory } from '../compare/memory'
import type { JsonValue } from '../model/json'
import { byText } from '../set-up-file/form'
import { isSafeValue } from '../set-up-file/secrets'
import { documentText, readDocument, readMembers } from './document'
import { namesOfPair } from './paths'
import { t } from '../language/translate'

const lists = ['matched', 'apart', 'expected', 'forward', 'backward'] as const

/** A draft's new keys mean nothing on other computers. */
const isOwn = (key: string | undefined) => key !== undefined && key.startsWith('new:')

type Said = PairMemory['expected'][number] | HandPair
const isShared = ({ left, right }: Said) => !isOwn(left) && !isOwn(right)

const orderedPair = ({ kind, left, right }: HandPair): HandPair => ({ kind, left, right })

function orderedExpected({ kind, field, left, right }: PairMemory['expected'][number]) {
  return {
    kind,
    field,
    ...(left === undefined ? {} : { left }),
    ...(right === undefined ? {} : { right }),
  }
}

/** Distinct and sorted, for lists without order. */
function inOrder<Item>(items: readonly Item[]): Item[] {
  const byName = new Map(items.map((item) => [JSON.stringify(item), item]))
  return [...byName].toSorted(([left], [right]) => byText(left, right)).map(([, item]) => item)
}

/** Rules and keys may contain anything typed. */
const safe = <Item extends object>(items: readonly Item[]) =>
  items.filter((item) => Object.values(item).every((value: JsonValue) => isSafeValue(value)))

/** The shareable part: nothing about drafts, no possible secrets. */
export function sharedMemory(memory: PairMemory): PairMemory {
  return {
    matched: inOrder(safe(memory.matched.filter(isShared).map(orderedPair))),
    apart: inOrder(safe(memory.apart.filter(isShared).map(orderedPair))),
    expected: inOrder(safe(memory.expected.filter(isShared).map(orderedExpected))),
    // The longest text wins, whatever the order.
    forward: inOrder(safe(memory.forward.map(({ what, from, to }) => ({ what, from, to })))),
    backward: inOrder(safe(memory.backward.map(({ what, from, to }) => ({ what, from, to })))),
  }
}

/** The part about local drafts. */
export function ownMemory({ matched, apart, expected }: PairMemory): PairMemory {
  const own = <Item extends Said>(items: readonly Item[]) => items.filter((item) => !isShared(item))
  return {
    matched: own(matched),
    apart: own(apart),
    expected: own(expected),
    forward: [],
    backward: [],
  }
}

/** `names`: left project first. */
export function pairFileText(
  { left, right }: { readonly left: string; readonly right: string },
  memory: PairMemory,
): string {
  const shared = sharedMemory(memory)
  const members = Object.fromEntries(lists.map((name) => [name, shared[name]]))
  return documentText('team-pair', { left, right, ...members })
}

export type PairReading =
  | { readonly ok: true; readonly memory: PairMemory }
  | { readonly ok: false; readonly words: string }

/** `name`: the pair's name, from the file. */
export function readPairFile(text: string, name: string): PairReading {
  const reading = readDocument('team-pair', text)
  if (!reading.ok) return reading
  const { left, right, ...said } = reading.document
  const own = namesOfPair(name)
  if (left !== own.left || right !== own.right) {
    return { ok: false, words: t('Its “left” and “right” are not the two names of the file') }
  }
  const read = readMembers(said, lists, pairMemorySchema)
  return read.ok ? { ok: true, memory: read.value } : read
}
