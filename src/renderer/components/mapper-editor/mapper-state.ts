import { RangeSet, RangeValue, StateEffect, StateField, type EditorState } from '@codemirror/state'
import { ViewPlugin, type EditorView, type ViewUpdate } from '@codemirror/view'
import type { FoldRange } from './fold-ranges'
import { scanMapper, type MapperScan } from './mapper-scan'
import type { SampleValues } from './sample-values'

const quietMilliseconds = 150

const scanned = StateEffect.define<MapperScan>()

class Fold extends RangeValue {}
const fold = new Fold()

interface Known extends Pick<MapperScan, 'names' | 'bindings'> {
  readonly folds: RangeSet<Fold>
}

function known({ names, bindings, folds }: MapperScan): Known {
  const ranges = folds.map(({ from, to }) => fold.range(from, to))
  return { names, bindings, folds: RangeSet.of(ranges, true) }
}

/** What is known of the text since the person last paused; places follow what is typed. */
export const mapperScan = StateField.define<Known>({
  create: ({ doc }) => known(scanMapper(doc.toString())),
  update(value, { effects, changes, docChanged }) {
    const scan = effects.find((effect) => effect.is(scanned))
    if (scan) return known(scan.value)
    return docChanged ? { ...value, folds: value.folds.map(changes) } : value
  },
})

/** What can be folded from a line on: the outermost of what begins there and ends below. */
export function foldOfLine(state: EditorState, start: number, end: number): FoldRange | null {
  const found: FoldRange[] = []
  state.field(mapperScan).folds.between(start, end, (from, to) => {
    if (from < start || from > end || to <= end) return undefined
    found.push({ from, to })
    return false
  })
  return found[0] ?? null
}

/** Whether something became known that the margin shows. */
export function isScanned(update: ViewUpdate): boolean {
  return update.transactions.some(({ effects }) => effects.some((effect) => effect.is(scanned)))
}

/**
 * Reads the text when nobody has typed for a moment; never while a key is handled. A plugin of
 * CodeMirror has no scope of Vue, so the timer is its own.
 */
const scanner = ViewPlugin.define((view: EditorView) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const scan = () => view.dispatch({ effects: scanned.of(scanMapper(view.state.doc.toString())) })
  return {
    update({ docChanged }) {
      if (!docChanged) return
      clearTimeout(timer)
      timer = setTimeout(scan, quietMilliseconds)
    },
    destroy: () => clearTimeout(timer),
  }
})

/** Gives the editor other values to offer and to show. */
export const setSample = StateEffect.define<SampleValues>()

export const sampleValues = StateField.define<SampleValues>({
  create: () => ({}),
  update: (value, { effects }) =>
    effects.reduce((latest, effect) => (effect.is(setSample) ? effect.value : latest), value),
})

export const mapperState = [mapperScan, sampleValues, scanner]
