import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick } from 'vue'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { requests } from '../../../../../src/core/ipc/contract'
import type { JsonObject } from '../../../../../src/core/model/json'
import { setBridge } from '../../../../support/page/bridge'
import { provideClipboard } from '../../../../../src/renderer/composables/provided'
import HandoverDialog from '../../../../../src/renderer/features/handover/HandoverDialog.vue'
import * as loading from '../../../../../src/renderer/features/handover/load-guides'
import { organization, projectWith } from '../../../../support/states/handover'
import { connection } from '../../../../support/states/snapshots'
import { showProject, shownProject } from '../../../../support/page/project'

const secret = 'canary-of-a-secret'
const okta = connection('meadowlark', {
  label: 'Meadowlark Okta',
  organization_id: organization.id,
  issuer_url: 'https://meadowlark.okta.com',
  client_secret: secret,
})
const callback = `/self-service/methods/oidc/organization/${organization.id}/callback/meadowlark`
const urls = [
  `https://calm-turing-abcdefghij.projects.oryapis.com${callback}`,
  `https://id.customer.example${callback}`,
]

const asked = vi.fn<(name: string, input: any) => unknown>()
const written: string[] = []
let wrapper: VueWrapper | undefined

async function start(fields: JsonObject = okta, key = 'oidc:meadowlark'): Promise<void> {
  setActivePinia(createPinia())
  setBridge({
    request: (name: string, input: unknown) => Promise.resolve(asked(name, input)),
  })
  const protocol = key.startsWith('saml') ? 'saml' : 'oidc'
  const snapshot = projectWith({ [protocol]: [fields] })
  showProject(snapshot)
  shownProject().place.chooseConnection(key, undefined)
  shownProject().place.open({ name: 'handover' })
  const Root = defineComponent(() => {
    provideClipboard((text) => {
      written.push(text)
      return Promise.resolve(true)
    })
    return () => h(HandoverDialog)
  })
  wrapper = mount(Root, { attachTo: document.body })
  await vi.waitFor(() => expect(document.querySelector('.skeleton-rows')).toBeNull())
  await nextTick()
}

const dialog = () => document.querySelector('dialog') as HTMLElement
const button = (name: string) =>
  [...dialog().querySelectorAll('button')].find(
    (item) => (item.getAttribute('aria-label') ?? item.textContent?.trim()) === name,
  )
const guide = () => dialog().querySelector<HTMLInputElement>('input[role="combobox"]')

afterEach(() => {
  wrapper?.unmount()
  wrapper = undefined
  asked.mockReset()
  written.length = 0
  vi.restoreAllMocks()
})

it('shows the sheet by the guide that fits best', async () => {
  await start()
  expect(guide()?.value).toBe('Okta')
  const text = dialog().textContent ?? ''
  for (const part of [...urls, 'Create App Integration', 'Meadowlark Health', 'Issuer URL']) {
    expect(text).toContain(part)
  }
  expect(text).not.toContain(secret)
  expect(dialog().querySelectorAll('ol.steps > li').length).toBeGreaterThan(3)
})

it('copies one value, and the whole as text and as Markdown', async () => {
  await start()
  button(`Copy Sign-in redirect URIs: ${urls[1]}`)?.click()
  button('Copy as text')?.click()
  button('Copy as Markdown')?.click()
  await nextTick()
  const [value, text, markdown] = written
  expect(value).toBe(urls[1])
  expect(text).toMatch(/^Single sign-on with Okta: Meadowlark Okta\n=+\n/)
  expect(markdown).toMatch(/^# Single sign-on with Okta: Meadowlark Okta\n/)
  for (const all of [text, markdown]) {
    for (const url of urls) expect(all).toContain(url)
    expect(all).not.toContain(secret)
  }
})

it('takes another guide by keyboard', async () => {
  await start()
  const input = guide()!
  input.value = 'keyc'
  input.dispatchEvent(new Event('input'))
  await nextTick()
  input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
  await nextTick()
  expect(guide()?.value).toBe('Keycloak')
  expect(dialog().textContent).toContain('Valid redirect URIs')
})

it('saves as a file under a name that the request takes', async () => {
  asked.mockReturnValue(success({ name: 'mine.md' }))
  await start()
  button('Save as file…')?.click()
  await flushPromises()
  const [name, input] = asked.mock.calls.find(([name]) => name === 'file.save-text')!
  expect(name).toBe('file.save-text')
  expect(requests['file.save-text'].input.parse(input)).toEqual(input)
  expect(input.text).toContain(urls[0])
  await vi.waitFor(() => expect(dialog().textContent).toContain('Saved as mine.md'))
})

it('says nothing when saving was cancelled, and in place what failed', async () => {
  asked.mockReturnValue(success({}))
  await start()
  button('Save as file…')?.click()
  await flushPromises()
  expect(dialog().textContent).not.toContain('Saved')
  asked.mockReturnValue(failure(appError('file.write-failed', 'EACCES')))
  button('Save as file…')?.click()
  await vi.waitFor(() => {
    expect(dialog().querySelector('[role="alert"]')?.textContent).toContain('could not be written')
  })
  asked.mockReturnValue(success({ printed: true }))
  button('Print')?.click()
  await vi.waitFor(() => expect(dialog().textContent).toContain('Sent to the printer'))
  expect(dialog().querySelector('[role="alert"]')).toBeNull()
})

it('holds the sheet for paper beside the app, without a button', async () => {
  await start()
  const paper = document.querySelector('body > .printed-sheet')
  expect(paper?.textContent).toContain(urls[0])
  expect(paper?.querySelectorAll('button, input')).toHaveLength(0)
  expect(paper?.textContent).not.toContain(secret)
  shownProject().place.closeDialog()
  wrapper?.unmount()
  wrapper = undefined
  expect(document.querySelector('.printed-sheet')).toBeNull()
})

it('offers the guides of SAML for a SAML connection, and says where the audience is', async () => {
  await start(
    { id: 'tide', label: 'Tidewater ADFS', organization_id: organization.id },
    'saml:tide',
  )
  expect(guide()?.value).toBe('AD FS')
  const text = dialog().textContent ?? ''
  expect(text).toContain('https://id.customer.example/saml/api/oauth/saml')
  expect(text).toContain('Ory Console')
})

it('has a way out where the guides cannot be read or the connection is gone', async () => {
  const load = vi.spyOn(loading, 'loadGuides')
  load.mockResolvedValueOnce(failure(appError('bug', 'broken')))
  await start()
  expect(dialog().querySelector('[role="alert"]')).not.toBeNull()
  button('Try again')?.click()
  await vi.waitFor(() => expect(guide()?.value).toBe('Okta'))
  wrapper?.unmount()
  document.body.innerHTML = ''
  await start(okta, 'oidc:gone')
  expect(dialog().textContent).toContain('no longer there')
  expect(button('Save as file…')?.hasAttribute('disabled')).toBe(true)
  button('Close')?.click()
  expect(shownProject().place.dialog).toBeUndefined()
})
