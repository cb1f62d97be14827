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

/** The last scan; its positions follow the typed text. */
export const mapperScan = StateField.define<Known>({
  create: ({ doc }) => known(scanMapper(doc.toString())),
  update(value, { effects, changes, docChanged }) {
    const scan = effects.find((effect) => effect.is(scanned))
    if (scan) return known(scan.value)
    return docChanged ? { ...value, folds: value.folds.map(changes) } : value
  },
})

/** The outermost foldable range that begins on a line. */
export function foldOfLine(state: EditorState, start: number, end: number): FoldRange | null {
  const found: FoldRange[] = []
  state.field(mapperScan).folds.between(start, end, (from, to) => {
    if (from < start || from > end || to <= end) return undefined
    found.push({ from, to })
    return false
  })
  return found[0] ?? null
}

/** Whether a scan finished that the margin shows. */
export function isScanned(update: ViewUpdate): boolean {
  return update.transactions.some(({ effects }) => effects.some((effect) => effect.is(scanned)))
}

/** Scans after a typing pause. Not a Vue timer, since a CodeMirror plugin has no scope. */
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

/** Sets the values that completion and help use. */
export const setSample = StateEffect.define<SampleValues>()

export const sampleValues = StateField.define<SampleValues>({
  create: () => ({}),
  update: (value, { effects }) =>
    effects.reduce((latest, effect) => (effect.is(setSample) ? effect.value : latest), value),
})

export const mapperState = [mapperScan, sampleValues, scanner]
