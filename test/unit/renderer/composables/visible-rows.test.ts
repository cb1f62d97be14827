import { effectScope, ref } from 'vue'
import { beforeAll, describe, expect, it } from 'vitest'
import { useVisibleRows } from '../../../../src/renderer/composables/use-visible-rows'

const items = Array.from({ length: 1_000 }, (_, index) => `Row ${index}`)
const scope = effectScope()
// Until it is laid out, a list is taken to be as high as its window.
beforeAll(() => void (window.innerHeight = 500))

function list(options: Parameters<typeof useVisibleRows>[4] = {}) {
  const scroller = document.createElement('div')
  Object.defineProperty(scroller, 'clientHeight', { value: 500 })
  document.body.append(scroller)
  const shown = scope.run(() =>
    useVisibleRows(
      ref(scroller),
      () => items,
      () => 50,
      () => 2,
      options,
    ),
  )
  if (!shown) throw new Error('The scope has ended')
  return { ...shown, scroller, positions: () => shown.rows.value.map(({ position }) => position) }
}

describe('useVisibleRows', () => {
  it('draws the rows in sight and some around them, each in its place', () => {
    const { rows, whole, positions } = list()
    expect(positions()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(rows.value[3]).toEqual({
      item: 'Row 3',
      position: 3,
      style: { top: '150px', height: '50px' },
    })
    expect(whole.value).toEqual({ height: '50000px' })
  })

  it('has a row that it scrolled to at once, so that it can take the focus', () => {
    const { reveal, positions, scroller } = list()
    reveal(999)
    expect(scroller.scrollTop).toBe(49_500)
    expect(positions().at(-1)).toBe(999)
    reveal(990)
    expect(scroller.scrollTop).toBe(49_500)
    reveal(980)
    expect(scroller.scrollTop).toBe(49_000)
  })

  it('leaves the padding of the list beneath the last row', () => {
    const { reveal, scroller } = list({ padding: 4 })
    reveal(999)
    expect(scroller.scrollTop).toBe(49_508)
  })

  it('keeps the row that may have the focus, in its order', () => {
    const { scroller, measure, positions } = list({ kept: () => 20 })
    expect(positions().slice(-2)).toEqual([11, 20])
    scroller.scrollTop = 10_000
    measure()
    expect(positions().slice(0, 2)).toEqual([20, 198])
    scroller.scrollTop = 900
    measure()
    expect(positions().filter((position) => position === 20)).toHaveLength(1)
  })
})
