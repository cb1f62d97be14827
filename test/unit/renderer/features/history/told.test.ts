import { expect, it } from 'vitest'
import type { Edit } from '../../../../../src/core/draft/edits'
import { workingCopy } from '../../../../../src/core/draft/working-copy'
import { noIntents } from '../../../../../src/core/intents/intents'
import type { PublishRecord } from '../../../../../src/core/history/publish-history'
import {
  needsState,
  recordedEnd,
  toldOf,
} from '../../../../../src/renderer/composables/published-told'
import { published } from './fixtures'
import { draftWith } from '../../../../support/states/draft-with'

const edit = (key: string, field: string, value: string) =>
  ({ kind: 'set-field', target: { kind: 'connection', key }, field, value }) as const

function toldAfter(edits: readonly Edit[], more: Partial<PublishRecord> = {}) {
  const { record, today } = published(edits, more)
  const state = { snapshot: today, copy: workingCopy(today, noIntents) }
  const end = recordedEnd(record)
  return { record, today, end, told: toldOf(end, 'Project', record, state) }
}

it('an address that a publish changed is to be handed over like a new one', () => {
  const { told, end, record } = toldAfter([
    edit('oidc:a', 'pkce', 'force'),
    edit('oidc:b', 'label', 'Another'),
    edit('oidc:c', 'pkce', 'auto'),
    {
      kind: 'create-connection',
      key: 'new:1',
      protocol: 'oidc',
      fields: { id: 'made', label: 'Made', provider: 'generic' },
    },
  ])
  expect(told.handOver).toMatchObject([
    { key: 'oidc:a', isMoved: true, addressName: 'Redirect URL' },
    { key: 'oidc:made', isMoved: false, label: 'Made' },
  ])
  expect(told.handOver[0]?.address).toMatch(/oidc\/callback$/)
  expect(told.text).toContain('To hand over\n- Label of a: Redirect URL https://')
  expect(needsState(end, record)).toBe(true)
})

it('without an address that may have changed, nothing has to be read of the project', () => {
  const { told, end, record } = toldAfter([edit('oidc:b', 'label', 'Another')])
  expect(needsState(end, record)).toBe(false)
  expect(told).toMatchObject({ handOver: [], isWarned: false, canRevert: true, what: '1 edited' })
  const target = { kind: 'connection', key: 'oidc:b' } as const
  expect(needsState({ ...end, dropped: [{ target, field: 'label' }] }, record)).toBe(true)
})

it('what the draft deletes by now is not handed over', () => {
  const { record, today, end } = toldAfter([edit('oidc:a', 'pkce', 'force')])
  const { intents } = draftWith(today, [{ kind: 'delete-connection', key: 'oidc:a' }])
  const copy = workingCopy(today, intents)
  expect(toldOf(end, 'Project', record, { snapshot: today, copy }).handOver).toEqual([])
})

it('says of a publish that stopped that it was published in part', () => {
  const { told } = toldAfter([edit('oidc:b', 'label', 'Another')], { result: 'stopped', done: 1 })
  expect(told.title).toBe('Published in part to Project')
  expect(told.isWarned).toBe(true)
})

it('an address that moved is to be added, and the one before is kept for a while', () => {
  const { told } = toldAfter([edit('oidc:a', 'pkce', 'force')])
  const [moved] = told.handOver
  expect(moved?.replaced).toMatch(/organization\/o1\/callback\/a$/)
  expect(told.text).toContain(`Add it, and keep ${moved?.replaced} until a sign-in`)
})

it('another redirect host is to be handed over for every connection that it moves', () => {
  const host = 'https://id.northwind.example'
  const target = { kind: 'method', key: 'oidc' } as const
  const { told, end, record } = toldAfter([
    { kind: 'set-field', target, field: 'base_redirect_uri', value: host },
  ])
  expect(needsState(end, record)).toBe(true)
  expect(told.handOver.map(({ key }) => key)).toEqual(['oidc:a', 'oidc:b', 'oidc:c'])
  for (const { address, replaced, isMoved } of told.handOver) {
    expect(address).toMatch(/^https:\/\/id\.northwind\.example\//)
    expect(replaced).not.toMatch(/^https:\/\/id\.northwind\.example\//)
    expect(isMoved).toBe(true)
  }
})

it('names the settings of all connections in the language of the window, not in that of the publish', () => {
  const { record, end } = toldAfter([edit('oidc:b', 'label', 'Another')])
  const target = { kind: 'method', key: 'oidc' } as const
  const changes = [{ target, status: 'edited' as const, label: 'Alle Verbindungen', fields: [] }]
  const told = toldOf(end, 'Project', { ...record, changes })
  expect(told.done.map(({ label }) => label)).toEqual(['All OIDC connections'])
})
