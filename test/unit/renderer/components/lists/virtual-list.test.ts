import { mount } from '@vue/test-utils'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import VirtualList from '../../../../../src/renderer/components/lists/VirtualList.vue'

const items = Array.from({ length: 5_000 }, (_, index) => ({
  key: `k${index}`,
  text: `Row ${index}`,
}))

// Until it is laid out, a list is taken to be as high as its window.
beforeAll(() => void (window.innerHeight = 400))

function list(more: object = {}) {
  return mount(VirtualList as any, {
    props: {
      items,
      name: 'Rows',
      itemKey: (item: any) => item.key,
      itemText: (item: any) => item.text,
      ...more,
    },
    slots: { default: ({ item }: any) => h('span', item.text) },
    attachTo: document.body,
  })
}

describe('VirtualList', () => {
  it('holds the rows in sight only and tells their place among all', () => {
    const wrapper = list()
    const rows = wrapper.findAll('[role=option]')
    expect(rows.length).toBeLessThan(20)
    expect(rows[2]!.attributes()).toMatchObject({ 'aria-setsize': '5000', 'aria-posinset': '3' })
  })

  it('holds all rows of a short list, which is complete for search and screen readers', () => {
    const wrapper = list({ items: items.slice(0, 40) })
    expect(wrapper.findAll('[role=option]')).toHaveLength(40)
  })

  it('moves by keys and letters and chooses with Enter', async () => {
    const wrapper = list()
    const box = wrapper.find('[role=listbox]')
    await box.trigger('focus')
    await box.trigger('keydown', { key: 'ArrowDown' })
    await box.trigger('keydown', { key: 'Enter' })
    expect(wrapper.emitted('choose')?.[0]).toEqual([items[1]])
    await box.trigger('keydown', { key: 'End' })
    await box.trigger('keydown', { key: 'Enter' })
    expect(wrapper.emitted('choose')?.[1]).toEqual([items[4_999]])
    for (const key of 'row 12') await box.trigger('keydown', { key })
    await box.trigger('keydown', { key: 'Enter' })
    expect(wrapper.emitted('choose')?.[2]).toEqual([items[12]])
  })

  it('does not scroll when it gets the focus, as from a press on a row', async () => {
    const wrapper = list()
    const box = wrapper.find<HTMLElement>('[role=listbox]')
    Object.defineProperty(box.element, 'clientHeight', { value: 460 })
    box.element.scrollTop = 1_000
    await box.trigger('scroll')
    await box.trigger('focus')
    expect(box.element.scrollTop).toBe(1_000)
    await box.trigger('keydown', { key: 'Enter' })
    expect(wrapper.emitted('choose')?.[0]).toEqual([items[22]])
  })

  it('shows of rows moved through quickly the first and the last', async () => {
    vi.useFakeTimers()
    const wrapper = list({ acts: true })
    const box = wrapper.find('[role=listbox]')
    await box.trigger('focus')
    for (let moves = 0; moves < 5; moves += 1) await box.trigger('keydown', { key: 'ArrowDown' })
    expect(wrapper.emitted('follow')).toEqual([[items[1]]])
    vi.advanceTimersByTime(200)
    expect(wrapper.emitted('follow')).toEqual([[items[1]], [items[5]]])
    await box.trigger('keydown', { key: 'ArrowDown', ctrlKey: true })
    vi.advanceTimersByTime(200)
    expect(wrapper.emitted('follow')).toHaveLength(2)
    wrapper.unmount()
    vi.useRealTimers()
  })

  it('tells what is selected with Shift, Ctrl and both keys for a menu', async () => {
    const wrapper = list({ acts: true })
    const box = wrapper.find('[role=listbox]')
    await box.trigger('focus')
    await box.trigger('keydown', { key: 'ArrowDown', shiftKey: true })
    await box.trigger('keydown', { key: ' ', ctrlKey: true })
    expect(wrapper.emitted('extend')).toEqual([
      [items[1], 'range'],
      [items[1], 'one'],
    ])
    await box.trigger('keydown', { key: 'a', ctrlKey: true })
    expect(wrapper.emitted('all')).toHaveLength(1)
    await box.trigger('keydown', { key: 'Delete' })
    expect(wrapper.emitted('remove')).toHaveLength(1)
    for (const key of [{ key: 'F10', shiftKey: true }, { key: 'ContextMenu' }]) {
      await box.trigger('keydown', key)
    }
    expect(wrapper.emitted('menu')?.map(([item]: any) => item)).toEqual([items[1], items[1]])
    await wrapper.findAll('[role=option]')[3]!.trigger('click', { shiftKey: true })
    await wrapper.findAll('[role=option]')[3]!.trigger('dblclick')
    expect(wrapper.emitted('extend')?.at(-1)).toEqual([items[3], 'range'])
    expect(wrapper.emitted('open')).toEqual([[items[3]]])
    expect(wrapper.emitted('choose')).toBeUndefined()
  })
})
