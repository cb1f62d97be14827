import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import DurationField from '../../../../../src/renderer/components/controls/DurationField.vue'

function mounted(modelValue?: string) {
  const wrapper = mount(DurationField, {
    props: {
      label: 'Session lifespan',
      help: 'organization.session_lifespan' as const,
      modelValue,
      'onUpdate:modelValue': (value: string | undefined) => wrapper.setProps({ modelValue: value }),
    },
    attachTo: document.body,
  })
  const input = () => wrapper.find('input').element
  const emitted = () => (wrapper.emitted('update:modelValue') ?? []).map(([value]) => value)
  return { wrapper, input, emitted }
}

it('says what is typed in words and gives it in the API’s form', async () => {
  const { wrapper, input, emitted } = mounted()
  await wrapper.find('input').setValue('7 days')
  expect(emitted().at(-1)).toBe('168h')
  expect(input().value).toBe('7 days')
  const described = document.getElementById(input().getAttribute('aria-describedby') ?? '')
  expect(described?.textContent).toBe('Signs members out after 7 days.')
})

it('says what is wrong, and hands on what was typed', async () => {
  const { wrapper, input, emitted } = mounted('8h')
  await wrapper.find('input').setValue('10 years')
  expect(emitted().at(-1)).toBe('10 years')
  expect(input().getAttribute('aria-invalid')).toBe('true')
  expect(wrapper.text()).toMatch(/Too long.*8760h/)
})

it('takes the field away when it is emptied', async () => {
  const { wrapper, emitted } = mounted('8h')
  await wrapper.find('input').setValue('')
  expect(emitted()).toEqual([undefined])
  expect(wrapper.text()).toContain('project’s setting')
})

it('offers lives at one click', async () => {
  const { wrapper, input, emitted } = mounted('8h')
  const pressed = () => wrapper.findAll('[aria-pressed="true"]').map((button) => button.text())
  expect(pressed()).toEqual(['8 hours'])
  const named = (name: string) => wrapper.findAll('button').find((item) => item.text() === name)
  await named('30 days')?.trigger('click')
  expect(emitted()).toEqual(['720h'])
  expect(input().value).toBe('720h')
  await named('Project default')?.trigger('click')
  expect(emitted()).toEqual(['720h', undefined])
  expect(pressed()).toEqual(['Project default'])
})

it('follows a value that changes elsewhere, such as by an undo', async () => {
  const { wrapper, input } = mounted('8h')
  await wrapper.setProps({ modelValue: '90m' })
  expect(input().value).toBe('90m')
  await wrapper.setProps({ modelValue: undefined })
  expect(input().value).toBe('')
})
