import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import { defineComponent } from 'vue'
import { useTyping } from '../../../../../src/renderer/app/commands/use-commands'

const Page = defineComponent({
  setup: useTyping,
  template: `<main>
    <input id="field" />
    <div class="cm-editor"><div id="code" contenteditable="true" tabindex="0"></div></div>
    <dialog open><button id="button">Do</button></dialog>
  </main>`,
})

let page: VueWrapper<InstanceType<typeof Page>> | undefined
afterEach(() => page?.unmount())

function open() {
  page = mount(Page, { attachTo: document.body })
  const { vm } = page
  const element = (id: string) => {
    const found = document.getElementById(id)
    if (!found) throw new Error(`There is no ${id}`)
    return found
  }
  const type = (id: string) => {
    element(id).focus()
    element(id).dispatchEvent(new Event('input', { bubbles: true }))
  }
  return { isTyping: vm.isTyping, element, type }
}

it('knows a field with typing that was not left', () => {
  const { isTyping, element, type } = open()
  element('field').focus()
  expect(isTyping('undo')).toBe(false)
  type('field')
  expect([isTyping('undo'), isTyping('redo')]).toEqual([true, true])
  element('button').focus()
  expect(isTyping('undo')).toBe(false)
})

it('knows a code editor only while it has steps of its own', () => {
  const { isTyping, element, type } = open()
  const editor = element('code').parentElement
  type('code')
  editor?.setAttribute('data-own-history', 'undo redo')
  expect([isTyping('undo'), isTyping('redo')]).toEqual([true, true])
  editor?.setAttribute('data-own-history', 'redo')
  expect([isTyping('undo'), isTyping('redo')]).toEqual([false, true])
  // What was typed in it may have been taken over by the draft, with a text put in its place.
  editor?.removeAttribute('data-own-history')
  expect([isTyping('undo'), isTyping('redo')]).toEqual([false, false])
})
