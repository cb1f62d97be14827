import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import IdChangeNote from '../../../../../src/renderer/features/connection/IdChangeNote.vue'
import { counted, standInForPeople } from '../../../../support/page/people'
import { showProject } from '../../../../support/page/project'
import { connection, snapshotOf } from '../../../../support/states/snapshots'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-25T12:00:00.000Z'), toFake: ['Date'] })
})

it('says whose accounts are bound to the old ID, where they were counted', async () => {
  standInForPeople({ counts: { ...counted, isWhole: false } })
  showProject(snapshotOf({ oidc: [connection('a'), connection('b')] }))
  const noteOf = async (connectionKey: string) => {
    const note = mount(IdChangeNote, { props: { connectionKey, organization: 'One' } })
    await flushPromises()
    return note.text()
  }
  expect(await noteOf('oidc:a')).toContain(
    'at least 180 people signed in with the old ID: their accounts are bound to it (Counted 2 h ago, in part).',
  )
  expect(await noteOf('oidc:b')).not.toContain('signed in with the old ID')
})
