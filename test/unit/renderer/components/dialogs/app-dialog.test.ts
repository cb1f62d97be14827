import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import AppDialog from '../../../../../src/renderer/components/dialogs/AppDialog.vue'

function open(closable: boolean) {
  const wrapper = mount(AppDialog, {
    props: { title: 'Publishing', closable },
    slots: { default: '<input />' },
    attachTo: document.body,
  })
  const element = wrapper.find('dialog').element
  /** @returns whether the browser was kept from its own way to close it */
  const press = (init: KeyboardEventInit = {}, prepare?: (event: Event) => void) => {
    const keys = { key: 'Escape', bubbles: true, cancelable: true, ...init }
    const event = new KeyboardEvent('keydown', keys)
    prepare?.(event)
    element.querySelector('input')?.dispatchEvent(event)
    return event.defaultPrevented
  }
  /** The browser closes it, as it does at an Escape after which nothing was pressed since the last one. */
  const closeAlone = () => {
    element.removeAttribute('open')
    element.dispatchEvent(new Event('close'))
  }
  return { element, press, closeAlone, closes: () => wrapper.emitted('close')?.length ?? 0 }
}

it('asks to be closed at each Escape, and leaves none to the browser', () => {
  const { press, closes } = open(true)
  expect([press(), press(), press()]).toEqual([true, true, true])
  expect(closes()).toBe(3)
})

it('takes a key that is held for one Escape', () => {
  const { press, closes } = open(true)
  expect([press(), press({ repeat: true }), press({ repeat: true })]).toEqual([true, true, true])
  expect(closes()).toBe(1)
})

it('leaves an Escape to who took it, and to a text that is being composed', () => {
  const { press, closes } = open(true)
  press({}, (event) => event.preventDefault())
  expect(press({ isComposing: true })).toBe(false)
  expect(press({ key: 'Enter' })).toBe(false)
  expect(closes()).toBe(0)
})

it('stays while it may not be closed, whatever the browser does', () => {
  const { element, press, closeAlone, closes } = open(false)
  press()
  press()
  closeAlone()
  expect(element.hasAttribute('open')).toBe(true)
  expect(closes()).toBe(0)
})

it('is shown again and asks to be closed where the browser closed it', () => {
  const { element, closeAlone, closes } = open(true)
  closeAlone()
  expect(element.hasAttribute('open')).toBe(true)
  expect(closes()).toBe(1)
})
