import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import type { TwoTexts } from '../../../../../src/core/ipc/common'
import TextDifference from '../../../../../src/renderer/components/texts/TextDifference.vue'

let wrapper: ReturnType<typeof mount> | undefined
afterEach(() => wrapper?.unmount())

async function shown(open: boolean, texts: TwoTexts) {
  let reads = 0
  wrapper = mount(TextDifference, {
    props: {
      name: 'IdP metadata XML',
      title: 'IdP metadata XML changed',
      label: 'Quarry ADFS',
      kind: 'metadata',
      open,
      rest: 'see the patch',
      read: () => Promise.resolve(((reads += 1), texts)),
    },
  })
  await flushPromises()
  return { wrapper, reads: () => reads }
}
const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../../fixtures/metadata', `${name}.xml`), 'utf8')
const texts = { before: { text: fixture('keycloak') }, after: { text: fixture('okta') } }

it('says what changed metadata means at once, and shows its lines when a person asks', async () => {
  const { wrapper, reads } = await shown(true, texts)
  expect(wrapper.text()).toMatch(/Certificate of .+, valid to .+, in place of the old one/)
  expect(wrapper.text()).toContain('Identity provider')
  expect(wrapper.find('[aria-label="Difference in IdP metadata XML"]').exists()).toBe(false)
  const button = wrapper.get('button')
  expect(button.attributes('aria-expanded')).toBe('false')
  await button.trigger('click')
  await flushPromises()
  expect(wrapper.find('[aria-label="Difference in IdP metadata XML"]').exists()).toBe(true)
  expect(reads()).toBe(1)
})

it('reads nothing before a person asks where it is not to be open', async () => {
  const { wrapper, reads } = await shown(false, texts)
  expect(reads()).toBe(0)
  expect(wrapper.text()).not.toContain('Certificate of')
  await wrapper.get('button').trigger('click')
  await flushPromises()
  expect(wrapper.text()).toContain('Certificate of')
  expect(wrapper.find('[aria-label="Difference in IdP metadata XML"]').exists()).toBe(true)
})

it('says why a text cannot be read, and reads again', async () => {
  const error = appError('network.offline', 'No network')
  const { wrapper, reads } = await shown(true, { ...texts, before: { error } })
  expect(wrapper.text()).toContain('The former text cannot be read now.')
  await wrapper.get('button[aria-label^="Try again"]').trigger('click')
  await flushPromises()
  expect(reads()).toBe(2)
})
