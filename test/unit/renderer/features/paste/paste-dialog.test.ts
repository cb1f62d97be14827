import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import PasteDialog from '../../../../../src/renderer/features/paste/PasteDialog.vue'
import { toMetadataValue } from '../../../../../src/core/saml/metadata-value'
import type { PastedFill } from '../../../../../src/renderer/features/paste/paste-rows'
import { fixtureText } from './fixtures'

const entra = fixtureText('paste/02-entra-portal.txt')
const okta = fixtureText('paste/01-okta-oidc.txt')
const two = fixtureText('paste/10-two-environments.txt')
const metadata = fixtureText('metadata/google.xml')

const oidc = ['provider', 'issuer_url', 'microsoft_tenant', 'client_id', 'client_secret', 'scope']
let wrapper: ReturnType<typeof opened>

function opened(takes: readonly string[] = oidc) {
  return mount(PasteDialog, { props: { takes }, attachTo: document.body })
}
async function pasted(text: string, takes?: readonly string[]): Promise<void> {
  wrapper = opened(takes)
  await wrapper.find('textarea').setValue(text)
}
const fillButton = () => wrapper.findAll('button').find((button) => button.text() === 'Fill in')!
const box = (name: string) =>
  wrapper
    .findAll('.paste-finding')
    .find((item) => item.find('.name').text() === name)!
    .find<HTMLInputElement>('input[type=checkbox]')
const lastFill = () => wrapper.emitted('fill')?.at(-1)?.[0] as PastedFill | undefined
/** What the form takes, without what is only shown beside it. */
function filled() {
  const { read: _, ...taken } = lastFill() ?? {}
  return lastFill() && taken
}

describe('PasteDialog', () => {
  it('is named, says what can be pasted, and fills nothing from nothing', () => {
    wrapper = opened()
    expect(wrapper.find('h2').text()).toBe('Paste details')
    expect(wrapper.text()).toContain('a whole e-mail')
    expect(fillButton().attributes('disabled')).toBeDefined()
  })

  it('lists what it recognises and fills it in', async () => {
    await pasted(okta)
    expect(wrapper.find('[role=status]').text()).toBe('5 details found')
    expect(box('Client ID').element.checked).toBe(true)
    await fillButton().trigger('click')
    expect(filled()).toEqual({
      protocol: 'oidc',
      secret: 'Zq3-fixtureSecret_8mT5vK1rW0xY2bN4cD6eF7g',
      fields: {
        provider: 'generic',
        issuer_url: 'https://alder-works.okta.com',
        client_id: '0oa8fixture1AbCdEf5d7',
        scope: ['openid', 'profile', 'email'],
      },
    })
  })

  it('tells each value with its line, and what was not taken, without the secret', async () => {
    await pasted(okta, [...oidc, 'domains'])
    await box('Scopes').setValue(false)
    await fillButton().trigger('click')
    const { read } = lastFill()!
    expect(read.used).toContainEqual({
      name: 'Client ID',
      words: '0oa8fixture1AbCdEf5d7',
      where: 'Client ID: 0oa8fixture1AbCdEf5d7',
      note: '',
    })
    expect(read.unused).toMatchObject([{ name: 'Scopes', note: 'You left it out' }])
    expect(read.domains.map(({ value }) => value)).toEqual(['alder-works.example', 'alder.example'])
    expect(JSON.stringify(read)).not.toContain('Zq3-fixtureSecret')
  })

  it('shows which domains are not used, and why', async () => {
    await pasted(fixtureText('paste/people/05-free-mailer-with-website.txt'), [...oidc, 'domains'])
    const unused = wrapper.find('.unused').text()
    expect(unused).toContain('gmail.com')
    expect(unused).toContain('Anybody can have an address at this e-mail provider')
    expect(unused).toContain('The e-mail was sent to it')
  })

  it('names what has no place in the form', async () => {
    await pasted(okta)
    expect(wrapper.text()).toContain('Also found, and not part of this form: Domains.')
  })

  it('shows the secret as dots only', async () => {
    await pasted(entra)
    const list = wrapper.find('.findings').html()
    expect(list).toContain('••••••••')
    expect(list).not.toContain('Abc8Q')
    expect(list).not.toContain('fixture.Secret')
  })

  it('gives no secret to a form that takes none, or when its box is cleared', async () => {
    await pasted(entra, ['client_id'])
    await fillButton().trigger('click')
    expect(filled()).toEqual({
      protocol: 'oidc',
      fields: { client_id: '2f6b1c1e-3c55-4b1d-8e0a-9c1f0d7a5e21' },
    })
    wrapper.unmount()
    await pasted(entra)
    await box('Client secret').setValue(false)
    await box('Provider').setValue(false)
    await fillButton().trigger('click')
    expect(filled()).toEqual({
      protocol: 'oidc',
      fields: {
        microsoft_tenant: '5f0f2c1e-7a55-4d0c-9c3e-2b1f6d8a9e01',
        client_id: '2f6b1c1e-3c55-4b1d-8e0a-9c1f0d7a5e21',
      },
    })
  })

  it('lets one choose between candidates, and forgets the choice with the text', async () => {
    const ids = 'Client ID: juniper-one-01\nClient ID: juniper-two-02'
    await pasted(ids)
    const item = wrapper.findAll('.paste-finding').find((row) => row.text().includes('Client ID'))!
    expect(item.find('legend').text()).toBe('2 candidates for Client ID')
    await item.findAll('input[type=radio]')[1]!.trigger('change')
    await fillButton().trigger('click')
    expect(filled()).toMatchObject({ fields: { client_id: 'juniper-two-02' } })
    await wrapper.find('textarea').setValue(`${ids}\n`)
    await fillButton().trigger('click')
    expect(filled()).toMatchObject({ fields: { client_id: 'juniper-one-01' } })
  })

  it('fills nothing of two set-ups until one is chosen, and then nothing of the other', async () => {
    await pasted(two)
    expect(wrapper.find('[role=status]').text()).toBe('2 set-ups found: choose one.')
    expect(wrapper.find('legend').text()).toBe(
      'This text contains 2 set-ups. Which one do you want to use?',
    )
    expect(wrapper.find('.findings').exists()).toBe(false)
    expect(fillButton().attributes('disabled')).toBeDefined()
    const [staging, production] = wrapper.findAll('.paste-blocks input[type=radio]')
    await production!.trigger('change')
    await fillButton().trigger('click')
    expect(filled()).toMatchObject({
      fields: {
        issuer_url: 'https://id.juniper-bank.example/oauth2/default',
        client_id: 'juniper-prod-01',
      },
    })
    await staging!.trigger('change')
    await fillButton().trigger('click')
    expect(filled()).toEqual({
      protocol: 'oidc',
      fields: {
        provider: 'generic',
        issuer_url: 'https://id-staging.juniper-bank.example/oauth2/default',
        client_id: 'juniper-staging-01',
      },
    })
    await wrapper.find('textarea').setValue(`${two}\n`)
    expect(wrapper.find('.findings').exists()).toBe(false)
  })

  it('reads the source of an e-mail, and fills in nothing of the text before meanwhile', async () => {
    await pasted('Client ID: juniper-one-01')
    const source = 'Content-Type: text/html\n\n<p>Client ID: <b>juniper-two-02</b></p>'
    await wrapper.find('textarea').setValue(source)
    expect(fillButton().attributes('disabled')).toBeDefined()
    await vi.waitFor(() => expect(wrapper.find('[role=status]').text()).toBe('1 detail found'))
    await fillButton().trigger('click')
    expect(filled()).toMatchObject({ fields: { client_id: 'juniper-two-02' } })
  })

  it('says why a GUID beside a Microsoft tenant is not taken as a secret by itself', async () => {
    await pasted(
      'Tenant ID: 5f0f2c1e-7a55-4d0c-9c3e-2b1f6d8a9e01\nClient secret: 11112222-3333-4444-5555-666677778888',
    )
    expect(box('Client secret').element.checked).toBe(false)
    expect(wrapper.text()).toContain('a secret’s ID beside its value')
  })

  it('does not take a guess by itself', async () => {
    await pasted('Maybe https://login.acme.example/ helps', ['issuer_url'])
    expect(box('Issuer URL').element.checked).toBe(false)
    expect(fillButton().attributes('disabled')).toBeDefined()
    await box('Issuer URL').setValue(true)
    await fillButton().trigger('click')
    expect(filled()).toEqual({ fields: { issuer_url: 'https://login.acme.example/' } })
  })

  it('takes metadata as the wire value, without showing base64', async () => {
    await pasted(`Hi\n${metadata}`, ['raw_idp_metadata_xml'])
    expect(wrapper.find('.findings').text()).toContain('Metadata of https://accounts.google.com')
    expect(wrapper.find('.findings').text()).not.toContain('base64')
    await fillButton().trigger('click')
    const { fields } = filled() as { fields: Record<string, string> }
    expect(fields['raw_idp_metadata_xml']!.slice(0, 60)).toBe(
      toMetadataValue(metadata.slice(metadata.indexOf('<md:'))).slice(0, 60),
    )
  })

  it('says when nothing was recognised, and closes', async () => {
    await pasted('Hello, how are you?')
    expect(wrapper.find('[role=status]').text()).toContain('Nothing was recognised')
    const press = (name: string) =>
      wrapper
        .findAll('button')
        .find((b) => b.text() === name)!
        .trigger('click')
    await press('Cancel')
    expect(wrapper.emitted('close')).toBeUndefined()
    await press('Discard')
    expect(wrapper.emitted('close')).toHaveLength(1)
  })

  it('looks at a long text after a pause, or at once when it is filled in', async () => {
    vi.useFakeTimers()
    const long = `${okta}\n${'Lorem ipsum dolor.\n'.repeat(4_000)}`
    await pasted(long)
    expect(wrapper.findAll('.paste-finding')).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(300)
    expect(wrapper.findAll('.paste-finding')).toHaveLength(5)
    await wrapper.find('textarea').setValue('x'.repeat(3 * 1024 * 1024))
    expect(wrapper.text()).toContain('longer than 2 MiB')
  })
})
