import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { patchText, planPublish } from '../../../../../src/core/publish/publish-plan'
import type { Bridge } from '../../../../../src/core/ipc/contract'
import { success } from '../../../../../src/core/errors/result'
import { setBridge } from '../../../../support/page/bridge'
import ReviewDialog from '../../../../../src/renderer/features/review/ReviewDialog.vue'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { showProject, shownProject } from '../../../../support/page/project'
import { button } from '../../../../support/page/find'

const target = { kind: 'connection', key: 'oidc:a' } as const
const asked: { name: string; input: any }[] = []

function start(environment: 'staging' | 'production') {
  const plain = snapshotOf({ oidc: [connection('a'), connection('b')] })
  const snapshot = { ...plain, summary: { ...plain.summary, environment } }
  const project = showProject(snapshot)
  project.draft.edit({ kind: 'set-field', target, field: 'label', value: 'Now' }, 'Label')
  project.draft.edit({ kind: 'delete-connection', key: 'oidc:b' }, 'Delete')
  const secret = { $secret: '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001' }
  project.draft.edit({ kind: 'set-field', target, field: 'client_secret', value: secret }, 'Secret')
  shownProject().place.open({ name: 'review' })
  const wrapper = mount(ReviewDialog, { attachTo: document.body })
  return { snapshot, project, wrapper }
}

const one = (selector: string) => document.querySelector<HTMLElement>(selector)

async function openTab(name: string): Promise<void> {
  await nextTick()
  const tabs = [...document.querySelectorAll<HTMLElement>('[role="tab"]')]
  tabs.find(({ textContent }) => textContent?.trim() === name)?.click()
  await nextTick()
}

beforeEach(() => {
  asked.length = 0
  setBridge({
    request: (name: string, input: unknown) => {
      asked.push({ name, input })
      return new Promise((resolve) => {
        if (name !== 'draft.publish') resolve(success({}))
      })
    },
    cancel: () => undefined,
    subscribe: () => () => undefined,
  } as unknown as Bridge)
})

describe('the review', () => {
  it('shows exactly the patch of the plan, and lists nothing but the changes', async () => {
    const { snapshot, project, wrapper } = start('staging')
    await openTab('JSON Patch')
    const region = one('[aria-label="JSON Patch"]')
    const intents = project.draft.current?.intents
    expect(intents).toBeDefined()
    expect(region?.textContent).toBe(patchText(planPublish(snapshot, intents!)))
    expect(document.querySelectorAll('li')).toHaveLength(2)
    const text = document.body.textContent ?? ''
    expect(text).toContain('will be changed')
    expect(text).not.toContain('7f9c2ba4')
    wrapper.unmount()
  })

  it('leaves a change out, in the patch and in what is sent', async () => {
    const { snapshot, project, wrapper } = start('staging')
    await openTab('JSON Patch')
    const box = one('[aria-label="Include Label of b"]') as HTMLInputElement
    box.checked = false
    box.dispatchEvent(new Event('change'))
    await nextTick()
    const excluded = new Set(['connection oidc:b'])
    const plan = planPublish(snapshot, project.draft.current!.intents, excluded)
    expect(one('[aria-label="JSON Patch"]')?.textContent).toBe(patchText(plan))
    button('Publish')?.click()
    await flushPromises()
    const sent = asked.find(({ name }) => name === 'draft.publish')
    expect(sent?.input).toMatchObject({ excluded: ['connection oidc:b'] })
    expect(sent?.input.confirmed).toBeUndefined()
    expect(asked.findIndex(({ name }) => name === 'draft.save')).toBeLessThan(
      asked.findIndex(({ name }) => name === 'draft.publish'),
    )
    wrapper.unmount()
  })

  it('opens on what it means for people, and shows what is sent under its own heading', async () => {
    const { wrapper } = start('staging')
    await nextTick()
    const tabs = [...document.querySelectorAll('[role="tab"]')]
    expect(tabs.map(({ textContent }) => textContent?.trim())).toEqual([
      'Impact',
      'JSON Patch',
      'Requests',
      'curl',
      'Ory CLI',
    ])
    expect(tabs[0]?.getAttribute('aria-selected')).toBe('true')
    // It is worked out once the review is drawn.
    expect(document.body.textContent).toContain('Working out what happens to people…')
    const heading = document.getElementById(tabs[1]?.getAttribute('aria-describedby') ?? '')
    expect(heading?.textContent).toBe('Exactly what is sent')
    expect(tabs[0]?.hasAttribute('aria-describedby')).toBe(false)
    wrapper.unmount()
  })

  it('asks in production, without a slug, and sends nothing before', async () => {
    const { wrapper } = start('production')
    await nextTick()
    expect(document.body.textContent).toContain('you are asked before anything is sent')
    button('Publish')?.click()
    await nextTick()
    await nextTick()
    expect(asked.some(({ name }) => name === 'draft.publish')).toBe(false)
    const confirm = button('Publish to production')
    expect(confirm?.hasAttribute('disabled')).toBe(false)
    expect(document.body.textContent).toContain('What is deleted')
    wrapper.unmount()
  })
})
