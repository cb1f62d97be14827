import { EditorView } from '@codemirror/view'
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import ClaimsEditor from '../../../../../src/renderer/components/mapper-editor/ClaimsEditor.vue'
import JsonnetEditor from '../../../../../src/renderer/components/mapper-editor/JsonnetEditor.vue'

import { muteSelection } from './selection'

let open: VueWrapper | undefined
beforeAll(muteSelection)
afterEach(() => {
  open?.unmount()
  open = undefined
})

async function viewOf(wrapper: VueWrapper): Promise<EditorView> {
  open = wrapper
  // The editor's code is loaded when it is asked for, which takes its time on a busy machine.
  await vi.waitFor(() => expect(wrapper.find('.cm-content').exists()).toBe(true))
  const view = EditorView.findFromDOM(wrapper.find<HTMLElement>('.cm-content').element)
  if (!view) throw new Error('There is no editor')
  return view
}

describe('JsonnetEditor', () => {
  const base = { text: '{ x }', version: 1, readOnly: false }
  const problem = { from: 2, to: 3, severity: 'error', message: 'Unknown' } as const

  it('shows what its properties say, at the beginning and later', async () => {
    const wrapper = mount(JsonnetEditor, {
      props: {
        ...base,
        diagnostics: [problem],
        unreached: [{ start: 0, end: 5, words: 'No case takes this branch' }],
      },
      attachTo: document.body,
    })
    const view = await viewOf(wrapper)
    expect(wrapper.find('.cm-lintRange-error').text()).toBe('x')
    expect(wrapper.find('.cm-unreached-mark').exists()).toBe(true)
    // Whoever opened it says where the focus goes.
    expect(wrapper.emitted('ready')).toHaveLength(1)
    expect(document.activeElement).not.toBe(view.contentDOM)
    // While remarks are being made, those that are shown stay.
    await wrapper.setProps({ diagnostics: undefined, unreached: [] })
    expect(wrapper.find('.cm-lintRange-error').exists()).toBe(true)
    expect(wrapper.find('.cm-unreached-mark').exists()).toBe(false)
    // The text comes before the places in it.
    const longer = '{ first: 1, y }'
    await wrapper.setProps({
      text: longer,
      version: 2,
      diagnostics: [{ ...problem, from: 12, to: 13 }],
    })
    expect(wrapper.find('.cm-lintRange-error').text()).toBe('y')
    expect(wrapper.emitted('change')).toBeUndefined()
    await wrapper.setProps({ readOnly: true })
    expect(view.contentDOM.getAttribute('aria-readonly')).toBe('true')
    expect(view.state.doc.toString()).toBe(longer)
  })

  it('reports changes, and does what it is told', async () => {
    const wrapper = mount(JsonnetEditor, { props: base, attachTo: document.body })
    const view = await viewOf(wrapper)
    view.dispatch({ changes: { from: 0, insert: '// a\n' } })
    expect(wrapper.emitted('change')?.at(-1)).toEqual(['// a\n{ x }'])
    wrapper.vm.replaceAll('{ z }')
    expect(wrapper.emitted('change')?.at(-1)).toEqual(['{ z }'])
    expect(wrapper.vm.applyEdits([{ start: 2, end: 3, text: 'w' }])).toBe(true)
    expect(wrapper.emitted('change')?.at(-1)).toEqual(['{ w }'])
    wrapper.vm.goTo(2)
    expect(view.state.selection.main.head).toBe(2)
    wrapper.vm.openProblems()
    expect(wrapper.find('.cm-problems').exists()).toBe(true)
  })

  it('leaves nothing when it goes before its code has come', async () => {
    const wrapper = mount(JsonnetEditor, { props: base, attachTo: document.body })
    wrapper.unmount()
    await flushPromises()
    expect(document.querySelector('.cm-editor')).toBeNull()
  })
})

describe('ClaimsEditor', () => {
  const base = { label: 'Claims', text: '{ "a": 1 }', version: 1, readOnly: false }

  it('is a named textbox that reports what is typed', async () => {
    const wrapper = mount(ClaimsEditor, { props: base, attachTo: document.body })
    const view = await viewOf(wrapper)
    expect(view.contentDOM.getAttribute('aria-label')).toBe('Claims')
    expect(document.activeElement).not.toBe(view.contentDOM)
    view.dispatch({ changes: { from: 7, to: 8, insert: '2' } })
    expect(wrapper.emitted('change')).toEqual([['{ "a": 2 }']])
    await wrapper.setProps({ text: '{}', version: 2 })
    expect(view.state.doc.toString()).toBe('{}')
    expect(wrapper.emitted('change')).toHaveLength(1)
  })

  it('says where the text is no JSON, and stops when it is', async () => {
    const wrapper = mount(ClaimsEditor, {
      props: { ...base, text: '{ "a": yes }' },
      attachTo: document.body,
    })
    const view = await viewOf(wrapper)
    const marked = () => wrapper.find('.cm-lintRange-error')
    await vi.waitFor(() => expect(marked().exists()).toBe(true))
    expect(marked().text()).toBe('yes')
    wrapper.vm.openProblems()
    expect(wrapper.find('.cm-problems').text()).toContain('(line 1, column 8)')
    view.dispatch({ changes: { from: 7, to: 10, insert: 'true' } })
    await vi.waitFor(() => expect(marked().exists()).toBe(false))
  })

  it('shows a text as it is while it is read only', async () => {
    const wrapper = mount(ClaimsEditor, {
      props: { ...base, text: '[1', readOnly: true },
      attachTo: document.body,
    })
    const view = await viewOf(wrapper)
    expect(view.contentDOM.getAttribute('aria-readonly')).toBe('true')
    // One that is looked at later has its mark by then.
    const other = mount(ClaimsEditor, { props: { ...base, text: '[1' }, attachTo: document.body })
    await vi.waitFor(() => expect(other.find('.cm-lintRange-error').exists()).toBe(true))
    expect(wrapper.find('.cm-lintRange-error').exists()).toBe(false)
  })
})
