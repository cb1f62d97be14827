import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { h } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { success } from '../../../../../src/core/errors/result'
import { textMember } from '../../../../../src/core/model/json'
import { recogniseText } from '../../../../../src/core/paste/recognise'
import { recogniseCertificates } from '../../../../../src/core/saml/recognise-certificate'
import { isDetailsFile, offerDetails } from '../../../../../src/renderer/app/commands/offer-details'
import NewConnectionDialog from '../../../../../src/renderer/features/connection/NewConnectionDialog.vue'
import PasteDialog from '../../../../../src/renderer/features/paste/PasteDialog.vue'
import PastedText from '../../../../../src/renderer/features/paste/PastedText.vue'
import PastedAbout from '../../../../../src/renderer/features/paste/PastedAbout.vue'
import type { ProjectSession } from '../../../../../src/renderer/project/project-session'
import { setBridge } from '../../../../support/page/bridge'
import { showProject } from '../../../../support/page/project'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { fixtureText } from '../paste/fixtures'
import { button } from '../../../../support/page/find'

const entityId = 'http://www.okta.com/exk1fixture0AbCdEf5d7'
const made = snapshotOf({
  oidc: [connection('oak', { organization_id: 'oak' })],
  saml: [
    {
      id: 'kelp',
      label: 'Kelp SAML',
      organization_id: 'kelp',
      raw_idp_metadata_xml: `https://store.example/${'a'.repeat(128)}.xml`,
    },
  ],
  organizations: [
    { id: 'oak', label: 'Oakfield', domains: ['oakfield.example'] },
    { id: 'kelp', label: 'Kelpwave', domains: ['kelpwave.example'] },
  ],
})
const snapshot = { ...made, summary: { ...made.summary, environment: 'production' as const } }

let project: ProjectSession
let dialogs: VueWrapper | undefined

beforeEach(() => {
  setBridge({
    request: (name: string) => {
      if (name === 'metadata.issuers') return Promise.resolve(success({ 'saml:kelp': entityId }))
      return Promise.resolve(success({ sequence: 1, missing: [] }))
    },
  })
  project = showProject(snapshot)
  // Oakfield is what a person looks at; it must never be taken for that.
  project.place.chooseOrganization('oak')
})
afterEach(() => {
  dialogs?.unmount()
  project.end()
})

async function settle(): Promise<void> {
  // The reader of metadata is loaded when it is needed.
  await vi.dynamicImportSettled()
  await flushPromises()
}
/** The form with what the screen puts into it. */
const open = (pasted?: string) => {
  const slots = {
    paste: ({ takes, fill, close }: any) => h(PasteDialog, { takes, onFill: fill, onClose: close }),
    pasted: ({ text: given, takes, fill, close }: any) =>
      h(PastedText, { text: given, takes, onFill: fill, onClose: close }),
  }
  dialogs = mount(NewConnectionDialog, {
    props: pasted === undefined ? {} : { pasted },
    slots,
    attachTo: document.body,
  })
}
async function pasteAnywhere(text: string): Promise<void> {
  open(text)
  await settle()
  await settle()
}
/** The other way: the form of a new connection, and there its button. */
async function pasteIntoForm(text: string): Promise<void> {
  open()
  await settle()
  button('Paste details')?.click()
  await settle()
  const areas = [...document.querySelectorAll('textarea')]
  const area = areas.find(({ id }) => labelOf(id) === 'What you were sent')!
  area.value = text
  area.dispatchEvent(new Event('input', { bubbles: true }))
  await settle()
  button('Fill in')?.click()
  await settle()
}

const labelOf = (id: string) =>
  document.querySelector(`label[for="${CSS.escape(id)}"]`)?.textContent?.trim()
const radios = () => [
  ...document.querySelectorAll<HTMLInputElement>('.owner-choice input[type=radio]'),
]
const chosen = () => radios().find(({ checked }) => checked)?.value
const choose = async (kind: string) => {
  const radio = radios().find(({ value }) => value === kind)!
  radio.checked = true
  radio.dispatchEvent(new Event('change', { bubbles: true }))
  await settle()
}
const text = () => document.body.textContent
const create = () => button('Create')!
const newConnection = () => project.copy.connections.find(({ status }) => status === 'new')

const bluefin = fixtureText('paste/people/01-addresses-in-prose.txt')
const ways = [
  ['pasted anywhere', pasteAnywhere],
  ['pasted into the form', pasteIntoForm],
] as const

describe.each(ways)('a mail of a new customer, %s', (_way, paste) => {
  it('takes neither the chosen organization nor none, and the button says what is missing', async () => {
    await paste(bluefin)
    expect(chosen()).toBeUndefined()
    expect(create().disabled).toBe(true)
    expect(text()).toContain('Choose who signs in with it')
    create().click()
    await settle()
    expect(newConnection()).toBeUndefined()
  })

  it('makes a new organization with the domains of the text', async () => {
    await paste(bluefin)
    await choose('new')
    expect(create().disabled).toBe(false)
    create().click()
    await settle()
    const fields = newConnection()!.fields
    const owner = project.copy.organizations.find(
      ({ target }) => target.key === textMember(fields, 'organization_id'),
    )!
    expect(owner).toMatchObject({
      status: 'new',
      fields: { label: 'Bluefin Robotics', domains: ['bluefin-robotics.example'] },
    })
    expect(fields).toMatchObject({ id: 'bluefin-robotics', label: 'Bluefin Robotics' })
  })

  it('is for everybody only by the words that say so, in production too', async () => {
    await paste(bluefin)
    expect(text()).toContain('A sign-in button for everybody: in production')
    await choose('everybody')
    create().click()
    await settle()
    expect(textMember(newConnection()!.fields, 'organization_id')).toBeUndefined()
    expect(project.copy.organizations.every(({ status }) => status === 'unchanged')).toBe(true)
  })
})

describe('what is chosen from the start', () => {
  it('is the organization whose domain stands in the text, and not the one that is looked at', async () => {
    await pasteAnywhere(bluefin.replaceAll('bluefin-robotics', 'kelpwave'))
    expect(chosen()).toBe('known')
    expect(text()).toContain('kelpwave.example is a domain of Kelpwave')
    create().click()
    await settle()
    expect(newConnection()!.fields).toMatchObject({ organization_id: 'kelp' })
  })

  it('is nobody where domains of two stand in it', async () => {
    await pasteAnywhere(`${bluefin}\nAlso @oakfield.example and @kelpwave.example addresses.`)
    expect(chosen()).toBeUndefined()
    expect(text()).toContain('The text speaks of several organizations')
  })

  it('is asked again by a second text that names other domains', async () => {
    await pasteAnywhere(bluefin.replaceAll('bluefin-robotics', 'kelpwave'))
    button('Paste details')?.click()
    await settle()
    const area =
      document.querySelectorAll('textarea')[document.querySelectorAll('textarea').length - 1]!
    area.value = bluefin
    area.dispatchEvent(new Event('input', { bubbles: true }))
    await settle()
    button('Fill in')?.click()
    await settle()
    expect(chosen()).toBeUndefined()
    expect(create().disabled).toBe(true)
  })
})

it('shows what was read with its line, and what was not used with the reason; it can be used', async () => {
  await pasteAnywhere(fixtureText('paste/people/02-from-header-alone.txt'))
  await choose('new')
  expect(text()).toContain('To: Priya Okafor <priya@vendor.example>')
  expect(text()).toContain('The e-mail was sent to it')
  button('Use vendor.example')?.click()
  await settle()
  create().click()
  await settle()
  const owner = project.copy.organizations.find(({ status }) => status === 'new')!
  expect(owner.fields['domains']).toEqual(['bluefin-robotics.example', 'vendor.example'])
})

it('offers the certificate of the connection that has the entity ID of pasted metadata', async () => {
  await pasteAnywhere(fixtureText('metadata/okta.xml'))
  expect(chosen()).toBe('known')
  expect(text()).toContain('Kelp SAML has this entity ID already')
  button('Replace certificate of Kelp SAML')?.click()
  await settle()
  expect(project.place.selection).toMatchObject({ kind: 'connection', key: 'saml:kelp' })
  expect(project.place.dialog).toMatchObject({
    name: 'certificate',
    given: { ok: true, isMetadata: true, entityId },
  })
  expect(newConnection()).toBeUndefined()
})

describe('a text for a connection that is there', () => {
  const about = async (pasted: string, connectionKey: string) => {
    const setUp = recogniseText(pasted)
    dialogs = mount(PastedAbout, { props: { setUp, connectionKey }, attachTo: document.body })
    await settle()
  }

  it('says where it speaks of another organization', async () => {
    await about(bluefin.replaceAll('bluefin-robotics', 'kelpwave'), 'oidc:oak')
    expect(text()).toContain(
      'This connection belongs to Oakfield, but kelpwave.example is a domain of Kelpwave.',
    )
  })

  it('says nothing where it is the same one, or unknown', async () => {
    await about(bluefin.replaceAll('bluefin-robotics', 'oakfield'), 'oidc:oak')
    expect(text()).toBe('')
    dialogs?.unmount()
    await about(bluefin, 'oidc:oak')
    expect(text()).toBe('')
  })

  it('offers to replace its certificate where the metadata has its entity ID', async () => {
    await about(fixtureText('metadata/okta.xml'), 'saml:kelp')
    expect(button('Replace certificate of Kelp SAML')).toBeDefined()
    expect(text()).not.toContain('belongs to')
  })
})

describe('a file that is dropped or opened', () => {
  it('is read like pasted text unless it is a set-up', async () => {
    const credentials = '{"client_id": "Hq3fixtureAuth0Client01", "domain": "contoso.eu.auth0.com"}'
    expect(await isDetailsFile('auth0.json', credentials)).toBe(true)
    expect(await isDetailsFile('mail.eml', bluefin)).toBe(true)
    expect(await isDetailsFile('a.json', '{"format": "sso-workbench/set-up"}')).toBe(false)
    expect(await isDetailsFile('a.yaml', 'selfservice:\n  methods: {}\nclient_id: abc-77')).toBe(
      false,
    )
    expect(await isDetailsFile('a.json', '{"lunch": "noon"}')).toBe(false)
  })

  it('offers what it holds, and says where it holds nothing', async () => {
    const isStill = () => project.place.dialog === undefined
    const none = recogniseCertificates('')
    await offerDetails(project, 'Lunch at noon?', isStill, none)
    expect(project.place.pasteSaid).toContain('Nothing was recognised')
    await offerDetails(project, bluefin, isStill, none)
    expect(project.place.dialog).toEqual({ name: 'new-set', text: bluefin })
  })
})
