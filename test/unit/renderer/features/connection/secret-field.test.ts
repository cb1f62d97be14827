import { mount } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import SecretField from '../../../../../src/renderer/features/connection/SecretField.vue'

beforeEach(() => void vi.useFakeTimers())

function start(more: object = {}) {
  const keep = vi.fn(async (_reference: string, _value: string) => undefined as string | undefined)
  const forget = vi.fn()
  const props = {
    label: 'Client secret',
    help: 'connection.client_secret' as const,
    isStored: true,
    isHeld: false,
    keep,
    forget,
    ...more,
  }
  const wrapper = mount(SecretField, { props })
  return { wrapper, keep, forget, input: wrapper.get('input') }
}

it('keeps what was typed once it rests, under one reference for a visit', async () => {
  const { keep, input } = start()
  await input.trigger('focusin')
  await input.setValue('one')
  await input.setValue('one two')
  expect(keep).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(250)
  await input.setValue('one two three')
  await input.trigger('blur')
  await vi.advanceTimersByTimeAsync(0)
  expect(keep.mock.calls.map(([, value]) => value)).toEqual(['one two', 'one two three'])
  expect(keep.mock.calls[0]?.[0]).toBe(keep.mock.calls[1]?.[0])
  expect(input.element.value).toBe('')
})

it('takes another reference at the next visit', async () => {
  const { keep, input } = start()
  for (const value of ['one', 'two']) {
    await input.trigger('focusin')
    await input.setValue(value)
    await input.trigger('blur')
    await vi.advanceTimersByTimeAsync(0)
  }
  expect(keep.mock.calls[0]?.[0]).not.toBe(keep.mock.calls[1]?.[0])
})

it('says what is there, and keeps the text where keeping it failed', async () => {
  expect(start().input.attributes('placeholder')).toBe('Unchanged')
  expect(start({ isHeld: true }).input.attributes('placeholder')).toBe('Will be changed')
  const keep = async () => 'No keychain'
  const { wrapper, input } = start({ keep })
  await input.setValue('one')
  await input.trigger('blur')
  await vi.advanceTimersByTimeAsync(0)
  expect(wrapper.text()).toContain('No keychain')
  expect(input.element.value).toBe('one')
})

it('says that the keychain cannot give back what was typed, until it is typed again', async () => {
  const { wrapper, input } = start({ isHeld: true, isMissing: true })
  expect(input.attributes('placeholder')).toBe('Has to be typed again')
  expect(wrapper.text()).toContain('The keychain no longer has what was typed here.')
  await input.setValue('again')
  expect(wrapper.text()).not.toContain('The keychain no longer has')
})

it('says of a short token, where tokens are generated, that it is one, as long as it is held', async () => {
  const { wrapper, input } = start({ generates: true })
  await input.setValue('fifteen letters')
  expect(wrapper.text()).toContain('This token is short')
  await wrapper.setProps({ isHeld: true })
  await input.trigger('blur')
  await vi.advanceTimersByTimeAsync(0)
  expect([input.element.value, wrapper.text().includes('This token is short')]).toEqual(['', true])
  await input.setValue('sixteen letters!')
  expect(wrapper.text()).not.toContain('This token is short')
  const secret = start()
  await secret.input.setValue('x')
  expect(secret.wrapper.text()).not.toContain('This token is short')
})
