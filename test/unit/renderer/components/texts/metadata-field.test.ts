import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import MetadataField from '../../../../../src/renderer/components/texts/MetadataField.vue'
import MetadataView from '../../../../../src/renderer/components/texts/MetadataView.vue'
import { metadataText, toMetadataValue } from '../../../../../src/core/saml/metadata-value'
import { fixtureText } from '../../features/paste/fixtures'

const adfs = fixtureText('metadata/adfs.xml')
const expired = fixtureText('metadata/expired.xml')
const okta = fixtureText('metadata/okta.xml')

const stored = `https://storage.example/bucket/${'ab'.repeat(64)}.xml`

describe('MetadataView', () => {
  const now = '2026-01-01T00:00:00.000Z'
  const shown = (xml: string, at = now) => mount(MetadataView, { props: { xml, now: at } })

  it('shows entity, sign-on URLs with binding, formats and certificates', () => {
    const wrapper = shown(okta)
    const text = wrapper.text()
    expect(text).toContain('http://www.okta.com/exk1fixture0AbCdEf5d7')
    expect(text).toContain('HTTP-POST')
    expect(text).toContain(
      'https://alder-works.okta.example/app/alder_sso_1/exk1fixture0AbCdEf5d7/sso/saml',
    )
    expect(text).toContain('emailAddress')
    expect(text).toContain('CN=alder-works')
    expect(text).toContain('Signing, RSA 2048')
    expect(text).toMatch(/([0-9A-F]{2}:){31}[0-9A-F]{2}/)
    expect(wrapper.find('[aria-label^="Copy SHA-256 fingerprint of C=US"]').exists()).toBe(true)
  })

  it.each([
    [okta, now, 'good', 'Valid until 1 Jan 2040'],
    [okta, '2039-12-20T00:00:00.000Z', 'warning', 'Expires in 12 days, on 1 Jan 2040'],
    [expired, now, 'warning', 'Expired 1,706 days ago, on 1 May 2021'],
    [okta, '2023-01-01T00:00:00.000Z', 'warning', 'Not valid before 1 Jan 2024'],
  ])('tells the validity in colour and words', (xml, at, tone, words) => {
    const chip = shown(xml, at).find('.certificates .status-chip')
    expect(chip.text()).toBe(words)
    expect(chip.classes()).toContain(tone)
  })

  it('warns of an ended certificate with its date, and that members still sign in', () => {
    expect(shown(expired).find('.warnings').text()).toBe(
      'The signing certificate expired 1,706 days ago, on 1 May 2021. Ory does not look at the date, so ' +
        'members still sign in. Ask for metadata with a newer one',
    )
    expect(shown(okta).find('.warnings').exists()).toBe(false)
  })

  it('says of each certificate and address whether Ory uses it', () => {
    const broken = '<ds:X509Certificate>AAAA</ds:X509Certificate>'
    const xml = okta
      .replace('</ds:X509Certificate>', `$&${broken}`)
      .replace('</md:IDPSSODescriptor>', (end) => {
        const post = okta.match(/<md:SingleSignOnService[^>]*HTTP-POST[^>]*>/)?.[0] ?? ''
        return post.replace('https://', 'https://later.') + end
      })
    const wrapper = shown(xml)
    const [used, unused] = wrapper.findAll('.certificates li')
    expect(used?.text()).toContain('Ory verifies sign-ins with it')
    expect(unused?.text()).toContain(
      'Certificate 2 is not a certificate, or is cut off. Not used: Ory takes the first certificate',
    )
    const addresses = wrapper.findAll('dd').map((each) => each.text())
    expect(addresses).toContainEqual(expect.stringMatching(/^HTTP-POST, not usedhttps:\/\/alder/))
    expect(addresses).toContainEqual(expect.stringMatching(/^HTTP-POSThttps:\/\/later/))
  })

  it('shows each certificate with its use', () => {
    const items = shown(adfs).findAll('.certificates li')
    expect(items.map((item) => item.find('.use').text())).toEqual([
      'Encryption, RSA 2048',
      'Signing, RSA 2048',
      'Signing, RSA 2048',
    ])
  })

  it('says what is wrong in words', () => {
    expect(shown('<!DOCTYPE a><a/>').text()).toContain('DOCTYPE')
  })
})

describe('MetadataField', () => {
  beforeEach(() => vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z') }))

  const mounted = (props: Record<string, unknown> = {}) =>
    mount(MetadataField, {
      props: { help: 'connection.raw_idp_metadata_xml', modelValue: '', ...props },
      attachTo: document.body,
    })
  const last = (wrapper: ReturnType<typeof mounted>) =>
    wrapper.emitted('update:modelValue')?.at(-1)?.[0]

  it('is a textbox with exactly this name', () => {
    const wrapper = mounted()
    const box = wrapper.find('textarea')
    expect(wrapper.find('label').text()).toBe('IdP metadata XML')
    expect(wrapper.find('label').attributes('for')).toBe(box.attributes('id'))
  })

  it('gives XML as base64 and shows what it says', async () => {
    const wrapper = mounted()
    await wrapper.find('textarea').setValue(okta)
    expect(last(wrapper)).toBe(toMetadataValue(okta))
    expect(wrapper.text()).toContain('http://www.okta.com/exk1fixture0AbCdEf5d7')
  })

  it('knows a URL as one and reads nothing from it', async () => {
    const wrapper = mounted()
    await wrapper.find('textarea').setValue(' https://id.example/metadata\n')
    expect(last(wrapper)).toBe('https://id.example/metadata')
    expect(wrapper.text()).toContain('Ory reads the metadata from this URL')
    expect(wrapper.findComponent(MetadataView).exists()).toBe(false)
  })

  it('shows the problem once: by the error of the rules, or else below', async () => {
    const wrapper = mounted({ modelValue: toMetadataValue('<a/>') })
    expect(wrapper.text()).toContain('not with an EntityDescriptor')
    await wrapper.setProps({ error: 'From the rules' })
    expect(wrapper.text()).toContain('From the rules')
    expect(wrapper.text()).not.toContain('not with an EntityDescriptor')
  })

  it('offers the descriptor inside a list, and takes it on a click', async () => {
    const inner = okta.replace(/^<\?xml[^>]*\?>\s*/, '').trim()
    const wrapper = mounted()
    await wrapper.find('textarea').setValue(`<EntitiesDescriptor>\n${inner}\n</EntitiesDescriptor>`)
    expect(wrapper.text()).toContain('http://www.okta.com/exk1fixture0AbCdEf5d7')
    await wrapper.find('.offers button').trigger('click')
    expect(metadataText(String(last(wrapper)))).toBe(inner)
    expect(wrapper.find('textarea').element.value).toBe(inner)
    expect(wrapper.find('.offers').exists()).toBe(false)
    expect(wrapper.emitted('leave')).toHaveLength(1)
  })

  it('follows an undo, and keeps the text that it gave itself', async () => {
    const wrapper = mounted({ modelValue: 'https://a.example/m' })
    const box = wrapper.find('textarea')
    await box.setValue('https://b.example/m \n')
    await wrapper.setProps({ modelValue: 'https://b.example/m' })
    expect(box.element.value).toBe('https://b.example/m \n')
    await wrapper.setProps({ modelValue: 'https://a.example/m' })
    expect(box.element.value).toBe('https://a.example/m')
  })

  it('shows stored metadata where its text is known, else its address', async () => {
    const wrapper = mounted({ modelValue: stored })
    expect(wrapper.find('textarea').element.value).toBe(stored)
    await wrapper.setProps({ storedText: okta })
    expect(wrapper.find('textarea').element.value).toBe(okta)
    expect(wrapper.text()).toContain('CN=alder-works')
    expect(last(wrapper)).toBeUndefined()
  })

  it('waits for quiet before it reads a large text, and gives it on when it is left', async () => {
    const large = `${okta}<!--${'x'.repeat(60_000)}-->`
    const wrapper = mounted()
    const box = wrapper.find('textarea')
    await box.setValue(large)
    expect(last(wrapper)).toBeUndefined()
    await vi.advanceTimersByTimeAsync(300)
    expect(metadataText(String(last(wrapper)))).toBe(large)
    await box.setValue(`${large}\n`)
    await box.trigger('blur')
    expect(metadataText(String(last(wrapper)))).toBe(`${large}\n`)
  })

  it('does not take more than 1 MiB, typed or pasted', async () => {
    const wrapper = mounted()
    const huge = 'x'.repeat(1024 * 1024 + 1)
    await wrapper.find('textarea').setValue(huge)
    expect(last(wrapper)).toBeUndefined()
    expect(wrapper.text()).toContain('larger than 1 MiB')
    await wrapper.find('textarea').setValue(okta)
    expect(wrapper.text()).not.toContain('larger than 1 MiB')
    const event = new Event('paste', { bubbles: true, cancelable: true })
    Object.assign(event, { clipboardData: { getData: () => huge } })
    wrapper.find('textarea').element.dispatchEvent(event)
    await wrapper.vm.$nextTick()
    expect(event.defaultPrevented).toBe(true)
    expect(wrapper.text()).toContain('larger than 1 MiB')
  })

  async function choose(wrapper: ReturnType<typeof mounted>, chosen: unknown): Promise<void> {
    const input = wrapper.find('input[type=file]')
    Object.defineProperty(input.element, 'files', { value: [chosen], configurable: true })
    await input.trigger('change')
    await flushPromises()
  }

  it('reads a chosen file in the page', async () => {
    const wrapper = mounted()
    await choose(wrapper, new File([okta], 'metadata.xml'))
    expect(last(wrapper)).toBe(toMetadataValue(okta))
    expect(wrapper.find('textarea').element.value).toBe(okta)
  })

  it('looks at a file’s size before it reads it, and says when it cannot', async () => {
    const wrapper = mounted()
    const text = vi.fn(() => Promise.resolve(okta))
    await choose(wrapper, { size: 20 * 1024 * 1024, text })
    expect(text).not.toHaveBeenCalled()
    expect(wrapper.text()).toContain('larger than 1 MiB')
    await choose(wrapper, { size: 10, text: () => Promise.reject(new Error('gone')) })
    expect(wrapper.text()).toContain('could not be read')
    expect(last(wrapper)).toBeUndefined()
  })

  it('can be reverted, and not edited while it is disabled', async () => {
    const wrapper = mounted({ edited: true })
    await wrapper.find('[aria-label="Revert IdP metadata XML to server"]').trigger('click')
    expect(wrapper.emitted('revert')).toHaveLength(1)
    await wrapper.setProps({ disabled: true })
    expect(wrapper.find('textarea').attributes('disabled')).toBeDefined()
  })
})
