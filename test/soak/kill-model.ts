import { redo, undo, type Draft } from '../../src/core/draft/draft'
import type { Intents } from '../../src/core/intents/intents'
import type { JsonValue } from '../../src/core/model/json'

/** All edits at one moment, as text that two moments can be compared by. */
export type Edits = Readonly<Record<string, string>>

/** What was done through the window, by the one who did it. */
export interface Doing {
  /** Every state from the start on; the last is the present one. */
  readonly past: readonly Edits[]
  /** States that were undone, in the order in which redo brings them back. */
  readonly future: readonly Edits[]
}

export const nothingDone: Doing = { past: [{}], future: [] }
export const present = ({ past }: Doing): Edits => past.at(-1) ?? {}

export function does(doing: Doing, name: string, to: string): Doing {
  return { past: [...doing.past, { ...present(doing), [name]: to }], future: [] }
}

export function undoes({ past, future }: Doing): Doing {
  return { past: past.slice(0, -1), future: [past.at(-1) ?? {}, ...future] }
}

export function redoes({ past, future }: Doing): Doing {
  return { past: [...past, ...future.slice(0, 1)], future: future.slice(1) }
}

export const isSame = (left: Edits, right: Edits): boolean => {
  const names = Object.keys(left)
  return (
    names.length === Object.keys(right).length && names.every((name) => left[name] === right[name])
  )
}

const textOf = (value: JsonValue | undefined): string =>
  Array.isArray(value) ? value.map(String).toSorted().join(' ') : String(value)

/** The edits that a draft holds, in the same words. */
function editsOf(intents: Intents): Edits {
  const edits: Record<string, string> = {}
  for (const kind of ['organization', 'connection'] as const) {
    for (const [key, intent] of Object.entries(intents[kind])) {
      if (intent.kind === 'create') {
        edits[`new ${textOf(intent.fields['id']?.to)}`] = textOf(intent.fields['label']?.to)
        continue
      }
      for (const [field, { to }] of Object.entries(intent.fields)) {
        edits[`${key} ${field}`] = textOf(to)
      }
    }
  }
  return edits
}

/** What a draft says was done, found by walking its history back to the start. */
export function doingOf(draft: Draft | undefined): Doing {
  if (!draft) return nothingDone
  const past: Edits[] = []
  let at = draft
  for (;;) {
    past.unshift(editsOf(at.intents))
    if (at.past.length === 0) break
    at = undo(at)
  }
  const future: Edits[] = []
  // Forward again from the present state, by the steps that lie ahead.
  let ahead = draft
  while (ahead.future.length > 0) {
    ahead = redo(ahead)
    future.push(editsOf(ahead.intents))
  }
  return { past, future }
}

export function isSameDoing(left: Doing, right: Doing): boolean {
  const same = (a: readonly Edits[], b: readonly Edits[]) =>
    a.length === b.length && a.every((edits, at) => isSame(edits, b[at] ?? {}))
  return same(left.past, right.past) && same(left.future, right.future)
}
