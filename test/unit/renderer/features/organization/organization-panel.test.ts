import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { setBridge } from '../../../../support/page/bridge'
import NewOrganizationDialog from '../../../../../src/renderer/features/organization/NewOrganizationDialog.vue'
import OrganizationPanel from '../../../../../src/renderer/features/organization/OrganizationPanel.vue'
import { verification } from '../../../../support/states/radar'
import { connection, snapshotOf, withStates } from '../../../../support/states/snapshots'
import { showProject } from '../../../../support/page/project'
import { button, pageText } from '../../../../support/page/find'

const o1 = {
  id: 'o1',
  label: 'One',
  domains: ['one.example'],
  session_lifespan: '24h',
  created_at: '2026-01-02T03:04:05Z',
  x_future: 'kept',
  domain_verifications: [
    verification('one.example', 'pending'),
    verification('old.example', 'verified', { exempt: true }),
    { domain: 7 },
  ],
}
const lonely = { id: 'o2', label: 'Lonely', domains: ['lonely.example'] }

function start(answers: Partial<Record<string, unknown>> = {}) {
  const asked: string[] = []
  setBridge({
    request: (name: string) => {
      asked.push(name)
      return Promise.resolve(answers[name] ?? success({}))
    },
  })
  const plain = snapshotOf({
    oidc: [connection('a', { organization_id: 'o1' }), connection('b')],
    organizations: [o1, lonely],
  })
  const snapshot = { ...plain, project: { ...plain.project, home_region: 'eu' } }
  const project = showProject(snapshot)
  return { asked, project }
}

/** A panel that stayed would ask the next test's server a moment later. */
const open: { unmount(): void }[] = []

function panelOf(key: string, answers: Partial<Record<string, unknown>> = {}) {
  const started = start(answers)
  started.project.place.chooseOrganization(key)
  const slots = { 'portal-links': '<div class="links-dialog" />' }
  const wrapper = mount(OrganizationPanel, { attachTo: document.body, slots })
  open.push(wrapper)
  return { ...started, wrapper }
}

const labelled = (name: string) => {
  const label = [...document.querySelectorAll('label')].find((item) => item.textContent === name)
  return document.getElementById(label?.getAttribute('for') ?? '') as HTMLInputElement
}
async function type(name: string, text: string) {
  const input = labelled(name)
  input.value = text
  input.dispatchEvent(new Event('input'))
  await flushPromises()
}

afterEach(() => {
  for (const wrapper of open.splice(0)) wrapper.unmount()
})

describe('the panel', () => {
  it('edits and clears the session lifespan', async () => {
    const { project } = panelOf('o1')
    const intent = () =>
      project.draft.current?.intents.organization['o1']?.fields['session_lifespan']
    expect(labelled('Session lifespan').value).toBe('24h')
    await type('Session lifespan', '7 days')
    expect(intent()).toEqual({ from: '24h', to: '168h' })
    expect(pageText()).toContain('Signs members out after 7 days.')
    await type('Session lifespan', '')
    expect(intent()).toEqual({ from: '24h' })
    await type('Session lifespan', '24h')
    expect(intent()).toBeUndefined()
  })

  it('chooses a region inside the home region', async () => {
    const { project } = panelOf('o1')
    labelled('Default region').click()
    await flushPromises()
    const options = [...document.querySelectorAll('[role="option"]')] as HTMLElement[]
    expect(options.map((item) => item.getAttribute('aria-label'))).toEqual([
      'Not set (project’s home region)',
      'Europe',
      'Europe, central',
    ])
    options[2]?.click()
    await flushPromises()
    const fields = () => project.copy.organizations[0]?.fields ?? {}
    expect(fields()['default_region']).toBe('eu-central')
  })

  it('shows ids, times, the sign-in link and what it does not know', () => {
    panelOf('o1')
    for (const part of ['o1', '2 Jan 2026', 'days ago', 'x_future', 'kept']) {
      expect(pageText()).toContain(part)
    }
    expect(pageText()).toContain(
      'https://login.customer.example/self-service/login/browser?organization=o1',
    )
    expect(pageText()).not.toContain('Members cannot sign in')
  })

  it('shows the TXT record and the status of each domain, and what a look-up found', async () => {
    const value = 'ory-value-of-one.example'
    const answer = success({ kind: 'found', values: [value], more: 12, matches: true })
    const { asked } = panelOf('o1', { 'domain.look-up-txt': answer })
    expect(pageText()).toContain('one.examplePending')
    expect(pageText()).toContain('old.exampleVerified')
    expect(pageText()).not.toContain('Exempt')
    expect(pageText()).not.toContain('domain_verifications')
    expect(pageText()).toContain('_ory-domain-verification.one.example')
    expect(asked).not.toContain('domain.look-up-txt')
    button('Look up TXT record')?.click()
    await flushPromises()
    expect(pageText()).toContain(`not a check by Ory: Same value${value}3 more`)
    await type('Record name', 'no name')
    expect(pageText()).not.toContain('Same value')
  })

  it('looks up no text that is no DNS name', async () => {
    const { asked } = panelOf('o2', { 'domain.look-up-txt': success({ kind: 'none' }) })
    expect(pageText()).toContain('Ory returned no status of these domains.')
    button('Look up TXT record')?.click()
    await flushPromises()
    expect(pageText()).toContain('No TXT record')
    await type('Record name', 'no name')
    button('Look up TXT record')?.click()
    await flushPromises()
    expect(pageText()).toContain('Enter a DNS name')
    expect(asked.filter((name) => name === 'domain.look-up-txt')).toHaveLength(1)
  })

  it('says that members cannot sign in, and offers a connection', () => {
    const { project } = panelOf('o2')
    expect(pageText()).toContain('Members cannot sign in')
    button('Add a connection')?.click()
    expect(project.place.dialog?.name).toBe('new-connection')
  })

  it('counts no connection that is known to be disabled', async () => {
    const { project } = panelOf('o1')
    project.moveTo(withStates(project.snapshot!, { 'oidc:a': 'disabled' }))
    await flushPromises()
    expect(pageText()).toContain('all its connections are disabled')
    project.moveTo(withStates(project.snapshot!, { 'oidc:a': 'enabled' }))
    await flushPromises()
    expect(pageText()).not.toContain('Members cannot sign in')
  })

  it('opens the portal links of what is on the server alone', async () => {
    const { project, wrapper } = panelOf('o1')
    button('Portal links')?.click()
    await flushPromises()
    expect(document.querySelector('.links-dialog')).not.toBeNull()
    project.draft.edit({ kind: 'create-organization', key: 'new:n', fields: { label: 'N' } }, 'New')
    project.place.chooseOrganization('new:n')
    await flushPromises()
    expect(wrapper.find('.links-dialog').exists()).toBe(false)
    expect(button('Portal links')?.hasAttribute('disabled')).toBe(true)
    expect(pageText()).toContain('once the organization is published')
  })
})

describe('deleting', () => {
  const listed = (count: number) =>
    success({ links: Array.from({ length: count }, () => ({})), hosts: [] })

  it('names the connections and the portal links', async () => {
    const { asked, project } = panelOf('o1', { 'portal-link.list': listed(2) })
    button('Delete organization')?.click()
    await flushPromises()
    expect(asked).toContain('portal-link.list')
    expect(pageText()).toContain('It has 1 connection: Label of a.')
    expect(pageText()).toContain('Its 2 portal links are deleted with it')
    expect(pageText()).toContain('SCIM clients')
    button('Detach connections')?.click()
    await flushPromises()
    expect(project.copy.organizations[0]?.status).toBe('deleted')
    expect(project.copy.connections[0]).toMatchObject({ status: 'edited' })
    expect(project.copy.connections[0]?.fields['organization_id']).toBeUndefined()
  })

  it('names the SCIM clients that go with it, where they are known', async () => {
    const { project } = panelOf('o1', { 'portal-link.list': listed(0) })
    const clients = [
      { client_id: 'people', label: 'People', organization_id: 'o1', state: 'enabled' },
      { client_id: 'others', label: 'Others', organization_id: 'o2', state: 'enabled' },
    ]
    const scim = { clients, readAt: '2026-11-30T09:00:00.000Z' }
    project.snapshot = project.snapshot && { ...project.snapshot, scim }
    await flushPromises()
    button('Delete organization')?.click()
    await flushPromises()
    expect(pageText()).toContain('The server deletes the SCIM client along with that')
    expect(pageText()).toContain('provisioning stops: People.')
    expect(pageText()).not.toContain('Others')
  })

  it('says that the links could not be looked up', async () => {
    const error = failure(appError('network.offline', 'gone'))
    panelOf('o1', { 'portal-link.list': error })
    button('Delete organization')?.click()
    await flushPromises()
    expect(pageText()).toContain('could not be looked up')
  })

  it('of one without connections is done at once, and says what goes with it', async () => {
    const { project } = panelOf('o2', { 'portal-link.list': listed(1) })
    button('Delete organization')?.click()
    await flushPromises()
    expect(project.copy.organizations[1]?.status).toBe('deleted')
    expect(pageText()).toContain('Its portal link is deleted with it')
  })

  it('takes a plan without portal links for none', async () => {
    const gate = failure(appError('api.feature-not-available', 'no'))
    panelOf('o1', { 'portal-link.list': gate })
    button('Delete organization')?.click()
    await flushPromises()
    expect(pageText()).toContain('It has no portal links.')
  })
})

it('creates an organization with all four fields', async () => {
  const { project } = start()
  mount(NewOrganizationDialog, { attachTo: document.body })
  await type('Label', 'Fresh')
  await type('Session lifespan', '30s')
  expect(button('Create')?.hasAttribute('disabled')).toBe(true)
  await type('Session lifespan', '1 h 30 min')
  labelled('Default region').click()
  await flushPromises()
  ;(document.querySelector('[role="option"][aria-label="Europe"]') as HTMLElement).click()
  await flushPromises()
  button('Create')?.click()
  await flushPromises()
  expect(project.copy.organizations.at(-1)?.fields).toEqual({
    label: 'Fresh',
    domains: [],
    session_lifespan: '90m',
    default_region: 'eu',
  })
})

describe('when it was created', () => {
  const created = { 'organization.created': success({ createdAt: '2024-05-06T07:08:09Z' }) }
  const asks = (asked: readonly string[]) => asked.filter((name) => name === 'organization.created')
  const look = () => vi.advanceTimersByTimeAsync(1000)
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))

  it('is asked for where no read said it, of the organization that a person stays at', async () => {
    const { asked, project } = panelOf('o2', created)
    await flushPromises()
    expect(asks(asked)).toHaveLength(0)
    // Somebody who goes through the list by keys opens each one for a moment.
    project.place.chooseOrganization('o1')
    await flushPromises()
    project.place.chooseOrganization('o2')
    await look()
    expect(asks(asked)).toHaveLength(1)
    expect(pageText()).toMatch(/Created\s?6 May 2024/)
    project.place.chooseOrganization('o1')
    await flushPromises()
    expect(pageText()).toMatch(/Created\s?2 Jan 2026/)
    await look()
    expect(asks(asked)).toHaveLength(1)
  })

  it('is left out without a word where it cannot be told', async () => {
    const refused = failure(appError('network.offline', 'No network'))
    const { asked } = panelOf('o2', { 'organization.created': refused })
    await look()
    expect(asks(asked)).toHaveLength(1)
    expect(pageText()).not.toContain('Created')
    expect(document.querySelector('[role=alert]')).toBeNull()
  })

  it('is not asked for of a new organization', async () => {
    // The first one says it itself, so that nothing but the new one could ask.
    const { asked, project } = panelOf('o1', created)
    const fields = { label: 'Fresh', domains: [] }
    project.draft.edit({ kind: 'create-organization', key: 'new:1', fields }, 'Fresh')
    project.place.chooseOrganization('new:1')
    await look()
    expect(asks(asked)).toHaveLength(0)
  })
})
