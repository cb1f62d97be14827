import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { betterDomain } from '../../../../../src/core/problems/organization-rules'
import ChoiceField from '../../../../../src/renderer/components/controls/ChoiceField.vue'
import TagsField from '../../../../../src/renderer/components/controls/TagsField.vue'
import TextField from '../../../../../src/renderer/components/controls/TextField.vue'

describe('TextField', () => {
  it('names its input and ties the error to it', () => {
    const wrapper = mount(TextField, {
      props: { label: 'Label', help: 'workspace-name', modelValue: 'x', error: 'Enter a label' },
      attachTo: document.body,
    })
    const input = wrapper.find('input')
    expect(wrapper.find('label').attributes('for')).toBe(input.attributes('id'))
    expect(input.attributes('aria-invalid')).toBe('true')
    expect(document.getElementById(input.attributes('aria-describedby')!)?.textContent).toBe(
      'Enter a label',
    )
  })

  it('selects a suggested value, so that typing replaces it', () => {
    const wrapper = mount(TextField, {
      props: { label: 'Name', help: 'case-name', modelValue: 'New case', autofocus: true },
      attachTo: document.body,
    })
    const { selectionStart, selectionEnd } = wrapper.find('input').element
    expect([selectionStart, selectionEnd]).toEqual([0, 'New case'.length])
  })
})

describe('TagsField', () => {
  const mounted = (modelValue: string[] = []) =>
    mount(TagsField, {
      props: { label: 'Domains', help: 'organization.domains', modelValue },
      attachTo: document.body,
    })
  const last = (wrapper: ReturnType<typeof mounted>) =>
    wrapper.emitted('update:modelValue')?.at(-1)?.[0]

  it('ends a tag by Enter, by comma and by leaving', async () => {
    const wrapper = mounted()
    const input = wrapper.find('input')
    await input.setValue('a.example')
    await input.trigger('keydown', { key: 'Enter' })
    expect(last(wrapper)).toEqual(['a.example'])
    await input.setValue('b.example,')
    expect(last(wrapper)).toEqual(['b.example'])
    await input.setValue('c.example')
    await input.trigger('blur')
    expect(last(wrapper)).toEqual(['c.example'])
  })

  it('offers the right form of a wrong tag, and takes it in its place', async () => {
    const wrapper = mount(TagsField, {
      props: {
        label: 'Domains',
        help: 'organization.domains',
        modelValue: ['a.example', 'bücher.example', 'no'],
        wrong: ['bücher.example', 'no'],
        better: betterDomain,
      },
      attachTo: document.body,
    })
    const offers = wrapper.findAll('.offer button')
    expect(offers.map((offer) => offer.text())).toEqual(['Write it as xn--bcher-kva.example'])
    await offers[0]?.trigger('click')
    expect(wrapper.emitted('update:modelValue')?.at(-1)?.[0]).toEqual([
      'a.example',
      'xn--bcher-kva.example',
      'no',
    ])
  })

  it('removes a tag by its button and by Backspace', async () => {
    const wrapper = mounted(['a.example', 'b.example'])
    await wrapper.find('[aria-label="Remove a.example"]').trigger('click')
    expect(last(wrapper)).toEqual(['b.example'])
    await wrapper.find('input').trigger('keydown', { key: 'Backspace' })
    expect(last(wrapper)).toEqual(['a.example'])
  })
})

describe('ChoiceField', () => {
  const options = Array.from({ length: 300 }, (_, index) => ({
    value: `${index}`,
    label: `Choice ${index}`,
  }))
  const mounted = () =>
    mount(ChoiceField, {
      props: { label: 'Provider', help: 'connection.provider', modelValue: '1', options },
      attachTo: document.body,
    })

  it('opens by a click and takes an option by a click', async () => {
    const wrapper = mounted()
    const box = wrapper.find('[role=combobox]')
    await box.trigger('click')
    expect(box.attributes('aria-expanded')).toBe('true')
    expect(wrapper.findAll('[role=option]').length).toBeLessThan(30)
    await wrapper.find('[role=option][aria-label="Choice 3"]').trigger('click')
    expect(wrapper.emitted('update:modelValue')?.[0]).toEqual(['3'])
  })

  it('takes what was typed by Enter', async () => {
    const wrapper = mounted()
    const box = wrapper.find('[role=combobox]')
    await box.setValue('choice 299')
    await box.trigger('keydown', { key: 'Enter' })
    expect(wrapper.emitted('update:modelValue')?.[0]).toEqual(['299'])
  })

  it('leaves the Enter that ends a composition to the input method', async () => {
    const wrapper = mounted()
    const box = wrapper.find('[role=combobox]')
    await box.setValue('choice 299')
    await box.trigger('keydown', { key: 'Enter', isComposing: true })
    expect(wrapper.emitted('update:modelValue')).toBeUndefined()
    expect(box.attributes('aria-expanded')).toBe('true')
  })

  it('reads each label once for each letter', async () => {
    let reads = 0
    const counted = options.map(({ value, label }) => ({
      value,
      get label() {
        reads += 1
        return label
      },
    }))
    const wrapper = mount(ChoiceField, {
      props: { label: 'Provider', help: 'connection.provider', modelValue: '', options: counted },
      attachTo: document.body,
    })
    await wrapper.find('[role=combobox]').setValue('choice')
    const drawn = wrapper.findAll('[role=option]').length
    reads = 0
    await wrapper.find('[role=combobox]').setValue('choice 29')
    expect(reads).toBeLessThan(options.length + 10 * drawn)
  })
})
