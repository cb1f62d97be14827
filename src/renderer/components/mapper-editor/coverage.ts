import {
  RangeSet,
  RangeValue,
  StateEffect,
  StateField,
  type EditorState,
  type Text,
} from '@codemirror/state'
import { gutter, GutterMarker } from '@codemirror/view'

export interface UnreachedRange {
  readonly start: number
  readonly end: number
  readonly words: string
}

class Unreached extends GutterMarker {
  override elementClass = 'cm-unreached'
  readonly words: string
  constructor(words: string) {
    super()
    this.words = words
  }
  override eq(other: Unreached): boolean {
    return other.words === this.words
  }
  override toDOM(): HTMLElement {
    const element = document.createElement('span')
    element.className = 'cm-unreached-mark'
    element.title = this.words
    return element
  }
}

/** Explanations by line, keyed by the offset of its start, without repetition. */
export function unreachedLines(
  doc: Text,
  ranges: readonly UnreachedRange[],
): ReadonlyMap<number, string> {
  const lines = new Map<number, Set<string>>()
  for (const { start, end, words } of ranges) {
    const last = doc.lineAt(Math.min(Math.max(start, end - 1), doc.length)).number
    for (let at = doc.lineAt(Math.min(start, doc.length)).number; at <= last; at++) {
      const { from } = doc.line(at)
      lines.set(from, (lines.get(from) ?? new Set()).add(words))
    }
  }
  return new Map([...lines].map(([from, words]) => [from, [...words].join('\n')]))
}

const setRanges = StateEffect.define<readonly UnreachedRange[]>()

/** Moves along with the text. */
class Range extends RangeValue {
  override startSide = 1
  readonly words: string
  constructor(words: string) {
    super()
    this.words = words
  }
}

interface Marked {
  readonly ranges: RangeSet<Range>
  readonly marks: RangeSet<Unreached>
}

function marked(doc: Text, ranges: RangeSet<Range>): Marked {
  const list: UnreachedRange[] = []
  for (const at = ranges.iter(); at.value; at.next()) {
    list.push({ start: at.from, end: at.to, words: at.value.words })
  }
  const lines = [...unreachedLines(doc, list)]
  const marks = lines.map(([from, words]) => new Unreached(words).range(from))
  return { ranges, marks: RangeSet.of(marks, true) }
}

const unreached = StateField.define<Marked>({
  create: () => ({ ranges: RangeSet.empty, marks: RangeSet.empty }),
  update(value, { effects, changes, docChanged, newDoc }) {
    const effect = effects.find((item) => item.is(setRanges))
    if (!effect) return docChanged ? marked(newDoc, value.ranges.map(changes)) : value
    const within = (offset: number) => Math.max(0, Math.min(offset, newDoc.length))
    const ranges = effect.value.map(({ start, end, words }) =>
      new Range(words).range(within(start), Math.max(within(start), within(end))),
    )
    return marked(newDoc, RangeSet.of(ranges, true))
  },
})

export function setUnreached(ranges: readonly UnreachedRange[]): StateEffect<unknown> {
  return setRanges.of(ranges)
}

/** Marks beside uncovered lines; without marks the margin has no width. */
export const coverageGutter = [
  unreached,
  gutter({ class: 'cm-coverage', markers: (view) => view.state.field(unreached).marks }),
]

/** The next uncovered part after an offset, wrapping at the end. */
export function nextUnreached(state: EditorState, after: number): UnreachedRange | undefined {
  const { ranges } = state.field(unreached)
  let first: UnreachedRange | undefined
  for (const at = ranges.iter(); at.value; at.next()) {
    const range = { start: at.from, end: at.to, words: at.value.words }
    if (range.start > after) return range
    first ??= range
  }
  return first
}

/** What the margin says beside a line that begins here. */
export function unreachedWords(state: EditorState, lineStart: number): string | undefined {
  const words: string[] = []
  state
    .field(unreached)
    .marks.between(lineStart, lineStart, (_from, _to, mark) => void words.push(mark.words))
  return words[0]
}
