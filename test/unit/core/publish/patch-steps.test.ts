import { proposedId } from '../../../../src/core/intents/organization-ids'
import { describe, expect, test } from 'vitest'
import { type Edit } from '../../../../src/core/draft/edits'
import { provesPatch } from '../../../../src/core/patch/prove-patch'
import { patchSteps } from '../../../../src/core/publish/patch-steps'
import { planPublish, planText } from '../../../../src/core/publish/publish-plan'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'
import { draftWith } from '../../../support/states/draft-with'

const key = 'new:2f6b1f8c-5a4c-4e52-9f0e-9d3b0a2f6b1f'
const own = proposedId(key) ?? ''
const organizations = [
  { id: 'o1', label: 'One', domains: ['one.example'] },
  { id: 'o2', label: 'Two', domains: [] },
]
const base = snapshotOf({ oidc: [connection('a', { organization_id: 'o1' })], organizations })
const made: Edit = {
  kind: 'create-organization',
  key,
  fields: { label: 'Newcomer', domains: ['newcomer.example'] },
}
const joins: Edit = fieldEdit({ kind: 'connection', key: 'oidc:a' }, 'organization_id', key)
const renamed: Edit = fieldEdit({ kind: 'organization', key: 'o2' }, 'label', 'Deux')
const deleted: Edit = { kind: 'delete-organization', key: 'o1', connections: 'detach' }

const intentsOf = (snapshot: Snapshot, edits: readonly Edit[]) => draftWith(snapshot, edits).intents
const stepsOf = (snapshot: Snapshot, edits: readonly Edit[], ids = { [key]: own }) =>
  patchSteps(snapshot, intentsOf(snapshot, edits), ids)
const entries = '/services/identity/config/selfservice/methods/oidc/config/providers'

describe('the patches of a publish', () => {
  test('are one where ids are known to be kept: organizations come before who refers to them, and go last', () => {
    const kept: Snapshot = { ...base, organizationIds: 'kept' }
    const [step, ...others] = stepsOf(kept, [made, joins, renamed, deleted])
    expect(others).toEqual([])
    expect(step?.operations).toEqual([
      { op: 'replace', path: '/organizations/1/label', value: 'Deux' },
      {
        op: 'add',
        path: '/organizations/-',
        value: { id: own, label: 'Newcomer', domains: ['newcomer.example'] },
      },
      { op: 'replace', path: `${entries}/0/organization_id`, value: own },
      { op: 'remove', path: '/organizations/0' },
    ])
    expect(provesPatch(kept, step!.intents, step!.operations, { [key]: own })).toBe(true)
    expect(provesPatch(kept, step!.intents, step!.operations.slice(0, 3), { [key]: own })).toBe(
      false,
    )
  })

  test('are two where that is not known, and a new organization gets its domains with its connections', () => {
    const [first, second, ...others] = stepsOf(base, [made, joins, renamed, deleted])
    expect(others).toEqual([])
    expect(first).toMatchObject({ kind: 'patch-new-organizations' })
    expect(first?.operations).toEqual([
      { op: 'add', path: '/organizations/-', value: { id: own, label: 'Newcomer', domains: [] } },
    ])
    expect(second?.operations).toEqual([
      { op: 'replace', path: '/organizations/1/label', value: 'Deux' },
      { op: 'replace', path: '/organizations/2/domains', value: ['newcomer.example'] },
      { op: 'replace', path: `${entries}/0/organization_id`, value: own },
      { op: 'remove', path: '/organizations/0' },
    ])
  })

  test('propose no id to a server that gives its own', () => {
    const [first] = stepsOf({ ...base, organizationIds: 'assigned' }, [made, joins])
    expect(first?.operations).toEqual([
      { op: 'add', path: '/organizations/-', value: { label: 'Newcomer', domains: [] } },
    ])
  })

  test('are one where no connection needs the new id, whether it is kept or not', () => {
    const [step, ...others] = stepsOf(base, [made, renamed])
    expect([step?.kind, others]).toEqual(['patch-project', []])
    expect(step?.operations).toHaveLength(2)
  })

  test('are one where connections join an organization that is there, or are in none', () => {
    const elsewhere = (value: string | null): Edit => ({ ...joins, value }) as Edit
    for (const value of ['o2', null, 'gone']) {
      const steps = stepsOf(base, [made, elsewhere(value)])
      expect(steps.map(({ kind }) => kind)).toEqual(['patch-project'])
    }
    const edits: Edit[] = [made, { ...deleted, key: 'o2' } as Edit, elsewhere('o2')]
    expect(stepsOf(base, edits).map(({ kind }) => kind)).toEqual(['patch-project'])
  })

  test('are two where ids are kept, and that organization cannot ask for one', () => {
    const kept: Snapshot = { ...base, organizationIds: 'kept' }
    const short = { ...made, key: 'new:short' } as Edit
    const edits = [short, { ...joins, value: 'new:short' } as Edit]
    const steps = stepsOf(kept, edits, { 'new:short': 'answered' } as never)
    expect(steps.map(({ kind }) => kind)).toEqual(['patch-new-organizations', 'patch-project'])
  })

  test('have no second change of an organization that was made without domains', () => {
    const bare = { ...made, fields: { label: 'Newcomer' } } as Edit
    const [, second] = stepsOf(base, [bare, joins])
    expect(second?.operations).toEqual([
      { op: 'replace', path: `${entries}/0/organization_id`, value: own },
    ])
    expect(second?.intents.organization).toEqual({})
  })

  test('propose no id that is no UUID', () => {
    const odd = { ...made, key: 'new:short' } as Edit
    const [step] = stepsOf(base, [odd])
    expect(step?.operations).toEqual([
      {
        op: 'add',
        path: '/organizations/-',
        value: { label: 'Newcomer', domains: ['newcomer.example'] },
      },
    ])
  })

  test('have only connections where organizations go by requests', () => {
    const route = snapshotOf({ oidc: [connection('a')], organizations, viaPatch: false })
    const [step, ...others] = stepsOf(route, [made, joins, renamed])
    expect(others).toEqual([])
    expect(step?.operations).toEqual([
      { op: 'add', path: `${entries}/0/organization_id`, value: own },
    ])
    expect(step?.kind).toBe('patch-project')
    expect(step?.intents).toEqual({ ...intentsOf(route, [joins]), organization: {} })
    expect(stepsOf(route, [made, renamed])).toEqual([])
  })

  test('are shown whole: what is reviewed is every operation of each', () => {
    const text = planText(planPublish(base, intentsOf(base, [made, joins])))
    expect(text).toMatch(/^patch-new-organizations \[/)
    expect(text).toContain('"id": "<id of Newcomer>"')
    expect(text).toContain('\npatch-project [')
    expect(text).toContain('newcomer.example')
  })
})
