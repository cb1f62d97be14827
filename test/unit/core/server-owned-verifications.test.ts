import { expect, test } from 'vitest'
import { compare } from '../../../src/core/compare/compare'
import { firstMemory } from '../../../src/core/compare/memory'
import { findConflicts } from '../../../src/core/draft/conflicts'
import { listMoved } from '../../../src/core/draft/rebase'
import { setUpOf } from '../../../src/core/draft/set-up-of'
import { workingCopy } from '../../../src/core/draft/working-copy'
import { keptEntry } from '../../../src/core/fields/kept-document'
import { noIntents } from '../../../src/core/intents/intents'
import type { JsonObject } from '../../../src/core/model/json'
import { compilePatch } from '../../../src/core/patch/compile'
import { provesPatch } from '../../../src/core/patch/prove-patch'
import { makeSetUpFile, setUpFileText } from '../../../src/core/set-up-file/write'
import { planTake, takenEdits } from '../../../src/core/take/take'
import { draftWith } from '../../support/states/draft-with'
import { organizationEntry, verification } from '../../support/states/radar'
import { snapshotOf } from '../../support/states/snapshots'

const organization = (status: string): JsonObject => ({
  ...organizationEntry('a', 'a.example'),
  domain_verifications: [verification('a.example', status)],
})
const withStatus = (status: string) => snapshotOf({ organizations: [organization(status)] })
const pending = withStatus('pending')

test('the stored state keeps verifications', () => {
  expect(keptEntry(organization('pending'))).toEqual(organization('pending'))
})

test('a status that changes at Ory is no change of somebody and no conflict', () => {
  expect(listMoved(pending, withStatus('verified'))).toEqual([])
  const { intents } = draftWith(pending, [
    { kind: 'delete-organization', key: 'a', connections: 'detach' },
  ])
  expect(findConflicts(withStatus('verified'), intents)).toEqual([])
})

test('an edit of the organization sends nothing of it', () => {
  const target = { kind: 'organization', key: 'a' } as const
  const { intents } = draftWith(pending, [
    { kind: 'set-field', target, field: 'label', value: 'New' },
  ])
  const operations = compilePatch(pending, intents)
  expect(JSON.stringify(operations)).not.toContain('verif')
  expect(provesPatch(pending, intents, operations)).toBe(true)
})

test('it is no difference, goes into no other project and no file', () => {
  const compared = compare(setUpOf(pending), setUpOf(withStatus('failed')), firstMemory(false))
  expect(compared.entities[0]?.state).toBe('same')

  const empty = snapshotOf({})
  const items = planTake({
    comparison: compare(setUpOf(pending), setUpOf(empty), firstMemory(false)),
    chosen: 'all',
    substitutions: [],
    texts: 'addresses',
    copy: workingCopy(empty, noIntents),
    newKey: () => 'new:a',
  })
  expect(takenEdits(items)).toMatchObject([{ kind: 'create-organization' }])
  expect(JSON.stringify(items)).not.toContain('verif')

  const file = setUpFileText(makeSetUpFile(setUpOf(pending), new Map()).file)
  expect(file).toContain('a.example')
  expect(file).not.toContain('verif')
})
