import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import CodeText from '../../../../../src/renderer/components/texts/CodeText.vue'

/** Tells which blocks come into sight and leave it, as the browser would. */
let tell: (places: readonly number[], isIntersecting: boolean) => Promise<void>
let observed: Element[]

beforeEach(() => {
  observed = []
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(callback: (entries: readonly unknown[]) => void) {
        tell = (places, isIntersecting) => {
          callback(places.map((place) => ({ target: observed[place], isIntersecting })))
          return nextTick()
        }
      }
      observe(element: Element) {
        observed.push(element)
      }
      disconnect() {
        observed = []
      }
    },
  )
})
afterEach(() => {
  vi.unstubAllGlobals()
  document.getSelection()?.removeAllRanges()
})

const patch = (count: number) =>
  JSON.stringify(
    Array.from({ length: count }, (_, index) => ({ op: 'add', value: `${index}` })),
    undefined,
    2,
  )
function shown(text: string) {
  const wrapper = mount(CodeText, { props: { text }, attachTo: document.body })
  const drawn = () =>
    wrapper
      .findAll('.block')
      .flatMap((block, place) => (block.find('.line').exists() ? [place] : []))
  return { wrapper, drawn }
}

it('has the whole text and colours what is near what is in sight', async () => {
  const text = patch(200)
  const { wrapper, drawn } = shown(text)
  await nextTick()
  expect(observed).toHaveLength(17)
  expect(drawn()).toEqual([0])
  expect(wrapper.element.textContent).toBe(text)
  await tell([0], true)
  await tell([9, 10], true)
  await tell([0], false)
  expect(drawn()).toEqual([9, 10])
  expect(wrapper.findAll('.block')[9]?.find('.string').exists()).toBe(true)
  expect(wrapper.findAll('.far')).toHaveLength(15)
  expect(wrapper.element.textContent).toBe(text)

  await wrapper.setProps({ text: patch(3) })
  await nextTick()
  expect(wrapper.element.textContent).toBe(patch(3))
  // A short text is drawn wherever it is.
  await tell([0], false)
  expect(drawn()).toEqual([0])
})

it('leaves what is selected as it is when it leaves the sight', async () => {
  const { wrapper, drawn } = shown(patch(200))
  await nextTick()
  await tell([0, 1], true)
  document.getSelection()?.selectAllChildren(observed[0]!)
  await tell([0, 1], false)
  expect(drawn()).toEqual([0])
  wrapper.unmount()
})
