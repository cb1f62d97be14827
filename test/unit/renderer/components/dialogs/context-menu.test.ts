import { mount } from '@vue/test-utils'
import { nextTick } from 'vue'
import { describe, expect, it } from 'vitest'
import ContextMenu from '../../../../../src/renderer/components/dialogs/ContextMenu.vue'

const groups = [
  [
    { id: 'open', label: 'Open', keys: 'F2' },
    { id: 'check', label: 'Check…' },
  ],
  [{ id: 'delete', label: 'Delete', why: 'The draft deletes it', isDanger: true }],
]

function menu() {
  const opener = document.createElement('button')
  document.body.append(opener)
  opener.focus()
  const wrapper = mount(ContextMenu as any, {
    props: { name: 'Actions on Row', groups, at: { x: 10, y: 10 } },
    attachTo: document.body,
  })
  const press = (key: string) =>
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
    )
  return { wrapper, opener, press }
}

const focused = () => document.activeElement?.textContent.trim()

describe('ContextMenu', () => {
  it('moves by keys and letters, going round, and chooses with Enter', async () => {
    const { wrapper, press, opener } = menu()
    await nextTick()
    expect(document.querySelector('[role=menu]')?.getAttribute('aria-label')).toBe('Actions on Row')
    expect(focused()).toMatch(/^Open/)
    press('ArrowUp')
    expect(focused()).toMatch(/^Delete/)
    press('c')
    expect(focused()).toMatch(/^Check/)
    press('Enter')
    expect(wrapper.emitted('choose')).toEqual([['check']])
    wrapper.unmount()
    expect(document.activeElement).toBe(opener)
  })

  it('does not choose what cannot be chosen, says why, and closes with Escape', async () => {
    const { wrapper, press } = menu()
    await nextTick()
    press('End')
    const item = document.activeElement
    expect(item?.getAttribute('aria-disabled')).toBe('true')
    const why = document.getElementById(item?.getAttribute('aria-describedby') ?? '')
    expect(why?.textContent).toBe('The draft deletes it')
    press(' ')
    await nextTick()
    expect(wrapper.emitted('choose')).toBeUndefined()
    press('Escape')
    expect(wrapper.emitted('close')).toHaveLength(1)
  })
})
