import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { h } from 'vue'
import VirtualList from '../../../../src/renderer/components/VirtualList.vue'

const items = Array.from({ length: 5_000 }, (_, index) => ({
  key: `k${index}`,
  text: `Row ${index}`,
}))

function list() {
  return mount(VirtualList as any, {
    props: {
      items,
      name: 'Rows',
      itemKey: (item: any) => item.key,
      itemText: (item: any) => item.text,
    },
    slots: { default: ({ item }: any) => h('span', item.text) },
    attachTo: document.body,
  })
}

describe('VirtualList', () => {
  it('holds the rows in sight only and tells their place among all', () => {
    const wrapper = list()
    const rows = wrapper.findAll('[role=option]')
    expect(rows.length).toBeLessThan(40)
    expect(rows[2]!.attributes()).toMatchObject({ 'aria-setsize': '5000', 'aria-posinset': '3' })
    wrapper.unmount()
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
    wrapper.unmount()
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
    wrapper.unmount()
  })
})
