import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { defineComponent, h, nextTick } from 'vue'
import { publishCommands } from '../../../../../src/core/publish/commands/commands'
import { planPublish } from '../../../../../src/core/publish/publish-plan'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import type { AppState } from '../../../../../src/core/ipc/app-state'
import { toMapperUrl } from '../../../../../src/core/model/mapper-text'
import { setBridge } from '../../../../support/page/bridge'
import { provideClipboard } from '../../../../../src/renderer/composables/provided'
import ReviewDialog from '../../../../../src/renderer/features/review/ReviewDialog.vue'
import { useAppStore } from '../../../../../src/renderer/stores/app'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { showProject, shownProject } from '../../../../support/page/project'

const apiAddress = 'https://api.console.ory.com'
const stored = `https://storage.example/${'ab'.repeat(64)}.jsonnet`
const reference = '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001'
const copied: string[] = []
const read: unknown[] = []
let answersText = true
let wrapper: VueWrapper | undefined

function start() {
  const snapshot = snapshotOf({
    oidc: [connection('a', { mapper_url: stored, client_secret: null }), connection('b')],
    organizations: [{ id: 'o1', label: 'One', domains: ['one.example'] }],
    viaPatch: false,
  })
  const session = useAppStore()
  session.state = {
    workspaces: [
      { id: 'w', name: 'W', kind: 'ory', apiAddress, hasKey: true, projects: [snapshot.summary] },
    ],
    platform: 'linux',
  } as unknown as AppState
  const project = showProject(snapshot)
  const target = { kind: 'connection', key: 'oidc:a' } as const
  const organization = { kind: 'organization', key: 'o1' } as const
  const value = toMapperUrl('local a = 1;\nnew\n')
  project.draft.edit({ kind: 'set-field', target, field: 'mapper_url', value }, 'Mapper')
  const secret = { $secret: reference }
  project.draft.edit({ kind: 'set-field', target, field: 'client_secret', value: secret }, 'Secret')
  project.draft.edit(
    { kind: 'set-field', target: organization, field: 'domains', value: [] },
    'Domains',
  )
  const page = defineComponent({
    setup() {
      provideClipboard((text) => {
        copied.push(text)
        return Promise.resolve(true)
      })
      return () => h(ReviewDialog)
    },
  })
  wrapper = mount(page, { attachTo: document.body })
  const plan = planPublish(snapshot, project.draft.current!.intents)
  return { snapshot, plan, apiAddress }
}

const region = (name: string) =>
  document.querySelector<HTMLElement>(`section[aria-label="${name}"]`)
const tab = (name: string) =>
  [...document.querySelectorAll<HTMLElement>('[role="tab"]')].find(
    ({ textContent }) => textContent?.trim() === name,
  )
const press = (key: string) =>
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
const settled = async () => {
  for (let count = 0; count < 6; count += 1) await nextTick()
}

beforeEach(() => {
  copied.length = 0
  read.length = 0
  answersText = true
  setBridge({
    request: (name: string, input: unknown) => {
      if (name === 'case.check-draft') return Promise.resolve(success({ mappers: [] }))
      if (name !== 'mapper.read') return Promise.resolve(success({}))
      read.push(input)
      const refused = failure(appError('network.offline', 'No network'))
      return Promise.resolve(answersText ? success({ text: 'local a = 1;\nold\n' }) : refused)
    },
  })
})
afterEach(async () => {
  await shownProject().saving.flush()
  wrapper?.unmount()
})

it('moves between the tabs by keys, with the focus and the list in sight', async () => {
  start()
  await settled()
  tab('Impact')?.focus()
  for (const name of ['JSON Patch', 'Requests', 'curl', 'Ory CLI', 'Impact']) {
    press('ArrowRight')
    await settled()
    expect(document.activeElement).toBe(tab(name))
    expect(tab(name)?.getAttribute('aria-selected')).toBe('true')
    // The impact itself comes from whoever shows the review.
    if (name !== 'Impact') expect(region(name)).not.toBeNull()
    expect(document.querySelectorAll('li')).toHaveLength(2)
  }
  press('End')
  await settled()
  expect(document.activeElement).toBe(tab('Ory CLI'))
  press('Home')
  await settled()
  expect(document.activeElement).toBe(tab('Impact'))
})

it('shows and copies the very commands', async () => {
  const publish = start()
  await settled()
  tab('curl')?.click()
  await settled()
  const shown = () => document.querySelector('[role="tabpanel"] pre')?.textContent
  expect(shown()).toBe(publishCommands(publish, 'curl').text)
  expect(shown()).toContain('"$json_A_CLIENT_SECRET"')
  expect(document.body.textContent).not.toContain(reference)
  document.querySelector<HTMLElement>('[aria-label="Copy curl commands"]')?.click()
  await settled()
  expect(copied).toEqual([publishCommands(publish, 'curl').text])

  tab('Ory CLI')?.click()
  await settled()
  expect(shown()).toBe(publishCommands(publish, 'Ory CLI').text)
  expect(region('Ory CLI')?.textContent).toContain('cannot remove all domains')
  expect(region('Ory CLI')?.textContent).toContain('cannot send a patch for a certain revision')
})

it('compares a mapper with the text that the server has', async () => {
  start()
  await settled()
  expect(read).toEqual([expect.objectContaining({ mapperUrl: stored, kind: 'mapper' })])
  const lines = document.querySelector('[aria-label="Difference in Mapper"]')
  const kinds = [...(lines?.children ?? [])].map(({ className, textContent }) => [
    className,
    textContent?.trim(),
  ])
  expect(kinds).toEqual([
    ['line same', expect.stringContaining('local a = 1;')],
    ['line removed', '−removed: old'],
    ['line added', '+added: new'],
    ['line same', ''],
  ])
})

it('says so where that text cannot be read, and leaves the patch as it is', async () => {
  answersText = false
  start()
  await settled()
  expect(document.body.textContent).toContain('cannot be read now')
  tab('JSON Patch')?.click()
  await settled()
  expect(region('JSON Patch')?.textContent).toContain('mapper_url')
})
