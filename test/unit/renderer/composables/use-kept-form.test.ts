import { mount } from '@vue/test-utils'
import { defineComponent, h, ref } from 'vue'
import { describe, expect, it } from 'vitest'
import FormDialog from '../../../../src/renderer/components/dialogs/FormDialog.vue'
import {
  useKeptForm,
  type KeptForm,
  type LeftForms,
} from '../../../../src/renderer/composables/use-kept-form'

/** A form of one text and one secret, opened. */
function open(forms: LeftForms) {
  const text = ref('')
  const secret = ref('')
  let form: KeptForm | undefined
  let closed = 0
  const wrapper = mount(
    defineComponent(() => {
      const made = useKeptForm({
        forms,
        name: 'form',
        read: () => ({ text: text.value }),
        write: (left) => (text.value = left.text),
        hasSecret: () => secret.value !== '',
      })
      form = made
      return () => h(FormDialog, { title: 'Form', form: made, onClose: () => (closed += 1) })
    }),
    { attachTo: document.body },
  )
  if (!form) throw new Error('The form was not made')
  const escape = async () => {
    const dialog = wrapper.find('dialog')
    await dialog.trigger('cancel')
  }
  const press = async (name: string) => {
    const button = wrapper.findAll('button').find((item) => item.text() === name)
    await button?.trigger('click')
  }
  return { text, secret, form, wrapper, escape, press, closes: () => closed }
}

describe('a form that is left', () => {
  it('closes at once by Escape while nothing is typed, and is not kept', async () => {
    const forms: LeftForms = new Map()
    const { escape, closes, wrapper } = open(forms)
    await escape()
    expect(closes()).toBe(1)
    wrapper.unmount()
    expect(forms.size).toBe(0)
  })

  it('asks before it closes what was typed, and opens again as it was left', async () => {
    const forms: LeftForms = new Map()
    const first = open(forms)
    first.text.value = 'half a name'
    await first.escape()
    expect(first.closes()).toBe(0)
    expect(first.wrapper.text()).toContain('Close the form?')
    await first.press('Keep editing')
    expect(first.wrapper.text()).not.toContain('Close the form?')
    await first.escape()
    await first.press('Close')
    expect(first.closes()).toBe(1)
    first.wrapper.unmount()

    const second = open(forms)
    expect(second.text.value).toBe('half a name')
    expect(second.wrapper.text()).toContain('The form is as you left it.')
    await second.press('Start over')
    expect(second.text.value).toBe('')
    second.wrapper.unmount()
    expect(forms.size).toBe(0)
  })

  it('keeps nothing that is thrown away or was used', async () => {
    const forms: LeftForms = new Map()
    const thrown = open(forms)
    thrown.text.value = 'no'
    await thrown.escape()
    await thrown.press('Discard')
    thrown.wrapper.unmount()
    expect(forms.size).toBe(0)
    const used = open(forms)
    used.text.value = 'yes'
    used.form.done()
    used.wrapper.unmount()
    expect(forms.size).toBe(0)
  })

  it('never keeps a secret, and says so', async () => {
    const forms: LeftForms = new Map()
    const first = open(forms)
    first.secret.value = 'a-secret-of-the-test'
    await first.escape()
    expect(first.wrapper.text()).toContain('A secret is never kept')
    first.wrapper.unmount()
    expect(JSON.stringify([...forms])).not.toContain('a-secret-of-the-test')
    const second = open(forms)
    expect(second.wrapper.text()).toContain('The secret was not kept: enter it again.')
    second.wrapper.unmount()
  })
})
