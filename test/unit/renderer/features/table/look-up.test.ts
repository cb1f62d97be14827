import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { setBridge } from '../../../../support/page/bridge'
import ProjectList from '../../../../../src/renderer/features/table/ProjectList.vue'
import { locksOut, waysInCopy } from '../../../../../src/core/sign-in-ways/sign-in-ways'
import { workingCopy } from '../../../../../src/core/draft/working-copy'
import { noIntents } from '../../../../../src/core/intents/intents'
import { connection, snapshotOf, withStates } from '../../../../support/states/snapshots'
import { showProject, shownProject } from '../../../../support/page/project'

const before = snapshotOf({ organizations: [{ id: 'o1', label: 'One', domains: ['a.example'] }] })
const after = snapshotOf({
  organizations: [
    { id: 'o1', label: 'One', domains: ['a.example'] },
    { id: 'o2', label: 'Two', domains: ['b.example'] },
  ],
})

function start() {
  const asked: [string, unknown][] = []
  const cancelled: string[] = []
  let answer: (value: unknown) => void = () => undefined
  setBridge({
    request: (name: string, input: unknown) => {
      asked.push([name, input])
      return new Promise((resolve) => (answer = resolve))
    },
    cancel: (callId: string) => {
      cancelled.push(callId)
      answer(failure(appError('request.cancelled', 'Cancelled')))
    },
  })
  showProject(before)
  const wrapper = mount(ProjectList, { props: { kind: 'organization' }, attachTo: document.body })
  const filter = async (text: string) => {
    await wrapper.find('input').setValue(text)
    await nextTick()
  }
  const named = (name: string) => wrapper.findAll('button').find((item) => item.text() === name)
  return { asked, cancelled, wrapper, filter, named, answer: (value: unknown) => answer(value) }
}

describe('looking a domain up on the server', () => {
  const name = 'Look up b.example on the server'

  it.each(['one two', 'acme', 'a@b', 'https://b.example', ''])(
    'is not offered for %j',
    async (text) => {
      const { filter, wrapper } = start()
      await filter(text)
      expect(wrapper.find('.look-up').exists()).toBe(false)
    },
  )

  it('is offered for a domain or an address, with no match too', async () => {
    const { filter, named, wrapper } = start()
    await filter(' b.example')
    expect(named(name)).toBeDefined()
    await filter(' Me@B.Example')
    expect(named(name)).toBeDefined()
    expect(wrapper.text()).toContain('No organization matches')
  })

  it('takes what the server has and chooses the one that was found', async () => {
    const { filter, named, asked, answer, wrapper } = start()
    await filter('b.example')
    await named(name)?.trigger('click')
    expect(asked.filter(([asks]) => asks === 'organization.find')).toEqual([
      ['organization.find', { projectId: before.summary.id, domain: 'b.example' }],
    ])
    expect(wrapper.find('[role="status"]').text()).toContain('Asking')
    answer(success({ snapshot: after, organizationIds: ['o2'] }))
    await flushPromises()
    expect(shownProject().snapshot?.organizations).toHaveLength(2)
    expect(shownProject().place.selection).toEqual({ kind: 'organization', key: 'o2' })
    expect(wrapper.text()).toContain('b.example belongs to Two.')
  })

  it('says that no organization has it, and how it failed', async () => {
    const { filter, named, answer, wrapper } = start()
    await filter('b.example')
    await named(name)?.trigger('click')
    answer(success({ snapshot: before, organizationIds: [] }))
    await flushPromises()
    expect(wrapper.text()).toContain('No organization of this project has b.example.')
    await named(name)?.trigger('click')
    answer(failure(appError('network.timeout', 'late')))
    await flushPromises()
    expect(wrapper.find('[role="alert"]').text()).toContain('did not answer')
    await filter('c.example')
    expect(wrapper.find('[role="alert"]').exists()).toBe(false)
  })

  it('can be cancelled', async () => {
    const { filter, named, cancelled, wrapper } = start()
    await filter('b.example')
    await named(name)?.trigger('click')
    await named('Cancel')?.trigger('click')
    await flushPromises()
    expect(cancelled).toHaveLength(1)
    expect(wrapper.find('[role="alert"]').exists()).toBe(false)
    expect(named('Cancel')).toBeUndefined()
  })
})

it('marks an organization whose only connection is disabled', () => {
  const snapshot = snapshotOf({
    oidc: [connection('a', { organization_id: 'o1' })],
    organizations: [{ id: 'o1', label: 'One', domains: ['a.example'] }],
  })
  const marked = (state?: 'enabled' | 'disabled') => {
    const known = withStates(snapshot, { 'oidc:a': state })
    const copy = workingCopy(known, noIntents)
    return locksOut(waysInCopy(known, copy), copy.organizations[0]!)
  }
  expect([marked(), marked('enabled'), marked('disabled')]).toEqual([false, false, true])
})
