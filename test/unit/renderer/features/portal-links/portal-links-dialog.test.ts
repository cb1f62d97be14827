import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { requests, type RequestName } from '../../../../../src/core/ipc/contract'
import type { PortalLink } from '../../../../../src/core/ipc/portal-links'
import { scimTemplate } from '../../../../../src/core/mapper/template/scim-template'
import { toMapperUrl } from '../../../../../src/core/model/mapper-text'
import type { Environment } from '../../../../../src/core/model/project'
import { setBridge } from '../../../../support/page/bridge'
import PortalLinksDialog from '../../../../../src/renderer/features/portal-links/PortalLinksDialog.vue'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { showProject, shownProject } from '../../../../support/page/project'
import { button as named, pageText } from '../../../../support/page/find'

const organizationId = '0b6d2d6c-0000-4000-8000-000000000001'
const slug = 'calm-turing-abcdefghij'
const own = `${slug}.projects.oryapis.com`
const custom = { id: '3b1f8c52-0d7e-4d0b-9a64-7e2c5f10d9a3', hostname: 'id.customer.example' }
const secretUrl = `https://${own}/onboarding/canary-value`

const linkOf = (id: string, more: Partial<PortalLink> = {}): PortalLink => ({
  id,
  enableSso: true,
  enableScim: false,
  expiresAt: new Date(Date.now() + 7 * 86_400_000).toISOString(),
  createdAt: new Date(Date.now() - 3_600_000).toISOString(),
  mapperUrls: {},
  proxies: {},
  others: {},
  ...more,
})
const listOf = (...links: PortalLink[]) =>
  success({ links, hosts: [{ hostname: own }, { ...custom }] })

/** Answers in order, by name; every input is held against the contract. */
async function start(
  answers: Partial<Record<RequestName, unknown[]>>,
  environment: Environment = 'staging',
) {
  const sent: [string, any][] = []
  setBridge({
    request: (name: RequestName, input: unknown) => {
      if (name.startsWith('portal-link.')) {
        requests[name].input.parse(input)
        sent.push([name, input])
      }
      return Promise.resolve(answers[name]?.shift() ?? success({}))
    },
  })
  const plain = snapshotOf({
    oidc: [connection('a'), connection('b', { mapper_url: 'base64://e31=' })],
  })
  const snapshot = { ...plain, summary: { ...plain.summary, environment } }
  showProject(snapshot)
  const props = { organizationId, label: 'Contoso' }
  const wrapper = mount(PortalLinksDialog, { attachTo: document.body, props })
  await flushPromises()
  const sentTo = (name: string) => sent.filter(([to]) => to === name).map(([, input]) => input)
  return { wrapper, sentTo }
}

async function press(name: string) {
  const button = named(name)
  if (!button) throw new Error(`There is no button ${name}`)
  button.click()
  await flushPromises()
}
/** Types into the question's field for the project's slug. */
async function confirm(text: string) {
  const question = [...document.querySelectorAll('dialog')].at(-1)
  const input = [...(question?.querySelectorAll('input') ?? [])].at(-1)
  if (!input) throw new Error('Nothing asks for a slug')
  input.value = text
  input.dispatchEvent(new Event('input'))
  await flushPromises()
}
const status = () => document.querySelector('[role="status"]')?.textContent ?? ''

describe('the list', () => {
  it('tells of each link what it is for, until when, where and since when', async () => {
    await start({
      'portal-link.list': [
        listOf(
          linkOf('11111111-1111-4111-8111-111111111111', {
            customHostnameId: custom.id,
            mapperUrls: { saml_mapper_url: 'base64://e30=' },
            proxies: { proxy_acs_url: 'https://acs.example' },
            others: { future: 'set' },
          }),
          linkOf('22222222-2222-4222-8222-222222222222', {
            enableScim: true,
            expiresAt: '2020-01-01T00:00:00Z',
          }),
        ),
      ],
    })
    const [first, second] = [...document.querySelectorAll('li')].map((item) =>
      item.textContent.replaceAll(/\s+/g, ' '),
    )
    for (const part of [
      'SSO',
      'in 7 days',
      custom.hostname,
      'MappersSAML',
      'ACS URL to show',
      'https://acs.example',
    ]) {
      expect(first).toContain(part)
    }
    expect(second).toContain('SSO and SCIM')
    expect(second).toContain('expired')
    expect(second).toContain(own)
  })

  it('says that it is empty', async () => {
    await start({ 'portal-link.list': [listOf()] })
    expect(pageText()).toContain('There are no portal links yet.')
  })

  it('names the feature that a plan lacks, and reads again', async () => {
    const gate = appError('api.feature-not-available', 'no', { subject: 'onboarding_portal' })
    await start({
      'portal-link.list': [failure(gate), listOf(linkOf('11111111-1111-4111-8111-111111111111'))],
    })
    expect(pageText()).toContain('The plan of this project does not include onboarding_portal')
    expect(named('New link')).toBeUndefined()
    await press('Try again')
    expect(document.querySelectorAll('li')).toHaveLength(1)
    expect(document.querySelector('[role="alert"]')).toBeNull()
  })
})

describe('a new link', () => {
  const made = success({ link: linkOf('new'), url: secretUrl })

  it('is asked about, sent at once, and its address shown once', async () => {
    const { sentTo, wrapper } = await start(
      { 'portal-link.list': [listOf()], 'portal-link.create': [made] },
      'production',
    )
    await press('New link')
    await press('Create link')
    expect(pageText()).toContain('This takes effect at once and is not part of the draft.')
    expect(document.querySelector('.production')?.textContent).toContain('Production')
    expect(sentTo('portal-link.create')).toEqual([])
    const from = Date.now()
    await press('Create now')
    // Not before the slug is typed, which main checks as well.
    expect(sentTo('portal-link.create')).toEqual([])
    await confirm('another-slug')
    await press('Create now')
    expect(sentTo('portal-link.create')).toEqual([])
    await confirm(slug)
    await press('Create now')
    const [{ link, organizationId: to, confirmedSlug }] = sentTo('portal-link.create')
    expect(confirmedSlug).toBe(slug)
    expect(to).toBe(organizationId)
    expect(link).toMatchObject({ enableSso: true, enableScim: false, mapperUrls: {} })
    expect(link.customHostnameId).toBeUndefined()
    expect(Date.parse(link.expiresAt) - from).toBeGreaterThanOrEqual(7 * 86_400_000 - 2000)
    expect(pageText()).toContain(secretUrl)
    expect(pageText()).toContain('shown only once')
    expect(status()).toBe('The link was created.')
    expect(document.querySelectorAll('li')).toHaveLength(1)
    expect(JSON.stringify(shownProject().draft.current)).not.toContain('canary-value')
    wrapper.unmount()
    expect(pageText()).not.toContain('canary-value')
  })

  it('takes host, kind, mapper and date as they are chosen', async () => {
    const { sentTo } = await start({ 'portal-link.list': [listOf()], 'portal-link.create': [made] })
    await press('New link')
    const input = (label: string) => {
      const found = [...document.querySelectorAll('label')].find(
        (item) => item.textContent?.trim() === label,
      )
      return document.getElementById(found?.getAttribute('for') ?? '') as HTMLInputElement
    }
    const choose = async (label: string, option: string) => {
      input(label).click()
      await flushPromises()
      document.querySelector<HTMLElement>(`[role="option"][aria-label="${option}"]`)?.click()
      await flushPromises()
    }
    const switches = document.querySelectorAll<HTMLInputElement>('[role="switch"]')
    switches[0]?.click()
    await flushPromises()
    expect(named('Create link')?.hasAttribute('disabled')).toBe(true)
    expect(pageText()).toContain('Switch on single sign-on')
    switches[1]?.click()
    await flushPromises()
    expect(input('Microsoft')).toBeNull()
    await choose('Host', custom.hostname)
    // A mapper of a connection reads claims, which a SCIM client does not send.
    await choose('SCIM', 'The e-mail address alone')
    await choose('Expires after', 'On a date')
    expect(named('Create link')?.hasAttribute('disabled')).toBe(true)
    const date = input('Expiry date')
    date.value = '2020-01-01'
    date.dispatchEvent(new Event('input'))
    await flushPromises()
    expect(pageText()).toContain('A link must be valid for at least a day')
    date.value = '2100-03-04'
    date.dispatchEvent(new Event('input'))
    await flushPromises()
    await press('Create link')
    await press('Create now')
    const [{ link }] = sentTo('portal-link.create')
    expect(link).toEqual({
      enableSso: false,
      enableScim: true,
      customHostnameId: custom.id,
      expiresAt: new Date(2100, 2, 4, 23, 59, 59).toISOString(),
      mapperUrls: { scim_mapper_url: toMapperUrl(scimTemplate()) },
    })
  })

  it('that was asked for and not wanted is not sent', async () => {
    const { sentTo } = await start({ 'portal-link.list': [listOf()] })
    await press('New link')
    await press('Create link')
    const question = [...document.querySelectorAll('dialog')].at(-1)
    question?.querySelector('button')?.click()
    await flushPromises()
    expect(document.querySelectorAll('dialog')).toHaveLength(1)
    expect(sentTo('portal-link.create')).toEqual([])
  })

  it.each([
    ['in the list', [linkOf('old'), linkOf('new')], 'It was created; copy it from the list.'],
    ['not in the list', [linkOf('old')], 'It is not in the list.'],
  ])('whose answer was lost is looked for: %s', async (_name, links, words) => {
    const { sentTo } = await start({
      'portal-link.list': [listOf(linkOf('old')), listOf(...links)],
      'portal-link.create': [failure(appError('network.timeout', 'late', { retry: true }))],
    })
    await press('New link')
    await press('Create link')
    await press('Create now')
    expect(sentTo('portal-link.create')).toHaveLength(1)
    expect(status()).toContain(words)
    expect(document.querySelector('[role="alert"]')?.textContent).toContain('did not answer')
  })

  it('whose answer was lost while the list cannot be read stays unknown', async () => {
    const gone = failure(appError('network.offline', 'gone'))
    await start({
      'portal-link.list': [listOf(), gone],
      'portal-link.create': [failure(appError('network.timeout', 'late'))],
    })
    await press('New link')
    await press('Create link')
    await press('Create now')
    expect(status()).toContain('not known')
  })

  it('that was refused is not looked for', async () => {
    const { sentTo } = await start({
      'portal-link.list': [listOf()],
      'portal-link.create': [failure(appError('api.rejected', 'no', { status: 400 }))],
    })
    await press('New link')
    await press('Create link')
    await press('Create now')
    expect(sentTo('portal-link.list')).toHaveLength(1)
    expect(document.querySelector('[role="alert"]')).not.toBeNull()
    expect(named('Create link')).toBeDefined()
  })
})

describe('a link that is there', () => {
  it('is extended from now, with its switches as they are', async () => {
    const longer = linkOf('11111111-1111-4111-8111-111111111111', {
      expiresAt: '2100-01-01T00:00:00Z',
    })
    const { sentTo } = await start({
      'portal-link.list': [listOf(linkOf('11111111-1111-4111-8111-111111111111'))],
      'portal-link.update': [success(longer)],
    })
    await press('Extend')
    expect(pageText()).toContain('This takes effect at once and is not part of the draft.')
    await press('Extend now')
    const [input] = sentTo('portal-link.update')
    expect(input).toMatchObject({
      linkId: '11111111-1111-4111-8111-111111111111',
      enableSso: true,
      enableScim: false,
    })
    expect(status()).toBe('The link was extended.')
    expect(pageText()).toContain('1 Jan 2100')
  })

  it('is deleted after a question', async () => {
    const { sentTo } = await start({
      'portal-link.list': [
        listOf(
          linkOf('11111111-1111-4111-8111-111111111111'),
          linkOf('22222222-2222-4222-8222-222222222222'),
        ),
      ],
    })
    await press('Delete')
    expect(sentTo('portal-link.delete')).toEqual([])
    await press('Delete now')
    expect(sentTo('portal-link.delete')).toMatchObject([
      { linkId: '11111111-1111-4111-8111-111111111111' },
    ])
    expect(document.querySelectorAll('li')).toHaveLength(1)
    expect(status()).toContain('was deleted')
  })

  it('is extended and deleted in production only with the project’s slug', async () => {
    const { sentTo } = await start(
      {
        'portal-link.list': [
          listOf(
            linkOf('11111111-1111-4111-8111-111111111111'),
            linkOf('22222222-2222-4222-8222-222222222222'),
          ),
        ],
        'portal-link.update': [success(linkOf('11111111-1111-4111-8111-111111111111'))],
      },
      'production',
    )
    for (const [opens, sends, name] of [
      ['Extend', 'Extend now', 'portal-link.update'],
      ['Delete', 'Delete now', 'portal-link.delete'],
    ] as const) {
      await press(opens)
      await press(sends)
      expect(sentTo(name)).toEqual([])
      await confirm(slug)
      await press(sends)
      expect(sentTo(name)).toMatchObject([
        { linkId: '11111111-1111-4111-8111-111111111111', confirmedSlug: slug },
      ])
    }
  })

  it('is asked about anew where the project turns out to be in production', async () => {
    const refused = appError('guard.slug', 'It has to be confirmed', { subject: slug })
    const produced = snapshotOf({ oidc: [connection('a')] })
    const { sentTo } = await start({
      'portal-link.list': [listOf(linkOf('11111111-1111-4111-8111-111111111111'))],
      'portal-link.delete': [failure(refused), success({})],
      'project.read': [
        success({ ...produced, summary: { ...produced.summary, environment: 'production' } }),
      ],
    })
    await press('Delete')
    await press('Delete now')
    expect(status()).toContain('production')
    expect(document.querySelectorAll('li')).toHaveLength(1)
    await press('Delete')
    await press('Delete now')
    expect(sentTo('portal-link.delete')).toHaveLength(1)
    await confirm(slug)
    await press('Delete now')
    expect(sentTo('portal-link.delete')).toMatchObject([{}, { confirmedSlug: slug }])
  })

  it('is copied in the main process', async () => {
    const { sentTo } = await start({
      'portal-link.list': [listOf(linkOf('11111111-1111-4111-8111-111111111111'))],
    })
    await press('Copy link')
    expect(sentTo('portal-link.copy')).toMatchObject([
      { linkId: '11111111-1111-4111-8111-111111111111' },
    ])
    expect(status()).toContain('clipboard')
  })
})
