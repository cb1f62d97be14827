import type { ComparedField, ExpectedBecause } from './compare'
import type { ComparedKind, PairMemory } from './memory'
import type { SameValue } from './same-value'
import { substitute } from './substitution'

interface Keys {
  readonly left: string
  readonly right: string
}

/** Decides whether differences are expected. */
export interface Expectations {
  ofField(
    kind: ComparedKind,
    keys: Keys,
    field: Pick<ComparedField, 'field' | 'left' | 'right'>,
  ): ExpectedBecause | undefined
  /** For an entity on one side only. */
  ofEntity(kind: ComparedKind, keys: Keys): ExpectedBecause | undefined
}

const nameOf = (kind: ComparedKind, field: string, { left, right }: Keys) =>
  JSON.stringify([kind, field, left, right])

export function createExpectations(
  { expected, forward, backward }: PairMemory,
  same: SameValue,
): Expectations {
  const everywhere = new Set<string>()
  const marked = new Set<string>()
  for (const { kind, field, left, right } of expected) {
    if (left === undefined && right === undefined) everywhere.add(`${kind} ${field}`)
    else marked.add(nameOf(kind, field, { left: left ?? '', right: right ?? '' }))
  }

  /** Skips building keys in the usual case of no marks. */
  const isMarked = (kind: ComparedKind, field: string, keys: Keys) =>
    marked.size > 0 && marked.has(nameOf(kind, field, keys))

  /** Whether a substitution in either direction turns one value into the other. */
  function isByRule({ field, left, right }: Pick<ComparedField, 'field' | 'left' | 'right'>) {
    const there = substitute(field, left, forward)
    if (there.by.length > 0 && same(field, there.value, right)) return true
    const back = substitute(field, right, backward)
    return back.by.length > 0 && same(field, left, back.value)
  }

  return {
    ofField(kind, keys, item) {
      if (isMarked(kind, item.field, keys)) return 'marked'
      if (everywhere.size > 0 && everywhere.has(`${kind} ${item.field}`)) return 'everywhere'
      return isByRule(item) ? 'rule' : undefined
    },
    ofEntity: (kind, keys) => (isMarked(kind, '', keys) ? 'marked' : undefined),
  }
}
