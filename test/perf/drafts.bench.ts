import { randomUUID } from 'node:crypto'
import { success } from '../../src/core/errors/result'
import { noGuards } from '../../src/core/model/guards'
import { projectFileName, projectIdOf, type ProjectId } from '../../src/core/model/project-id'
import { expect, test } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compilePatch } from '../../src/core/patch/compile'
import { emptyDraft, record, type Draft } from '../../src/core/draft/draft'
import { intentChangesOf, type Edit } from '../../src/core/draft/edits'
import { rebase } from '../../src/core/draft/rebase'
import { connectionsOf } from '../../src/core/model/connection'
import type { JsonObject } from '../../src/core/model/json'
import type { Snapshot } from '../../src/core/model/snapshot'
import { createAppFiles } from '../../src/main/files/app-files'
import { createJsonFiles } from '../../src/main/files/store/json-files'
import { createNotices } from '../../src/main/files/store/notices'
import { planDraft } from '../../src/main/services/all-drafts/draft-plan'
import { newUserData, removeUserData } from '../support/window/app'
import { connection, snapshotOf } from '../support/states/snapshots'
import { fieldEdit } from '../support/states/field-edit'
import { bareLook, beside, figure, report } from './figures'
import { limits } from './limits'

const at = '2026-11-25T12:00:00Z'
const connections = 5000
const bare = 'a look at each letter of the snapshot'

function largeSnapshot(theirs: (index: number) => JsonObject = () => ({})): Snapshot {
  const oidc = Array.from({ length: connections }, (_, index) => ({
    id: `connection-${index}`,
    provider: 'generic',
    label: `Connection ${index}`,
    client_id: `client-${index}`,
    issuer_url: `https://idp-${index}.example`,
    mapper_url: `https://storage.example/${'ab'.repeat(64)}.jsonnet`,
    scope: ['openid', 'email', 'profile'],
    organization_id: '0700abbb-51bf-40f2-a1ac-f403e7b2ec20',
    ...theirs(index),
  }))
  return snapshotOf({ oidc, revisionId: theirs(0)['label'] ? 'revision-2' : 'revision-1' })
}

const edited = (snapshot: Snapshot, draft: Draft, edit: Edit) =>
  record(draft, { label: 'Edit', at, changes: intentChangesOf(snapshot, draft.intents, edit) })

const setLabel = (key: string, value: string): Edit =>
  fieldEdit({ kind: 'connection', key }, 'label', value)

test('rebase of 200 edits over 5,000 connections', async () => {
  const before = largeSnapshot()
  const now = largeSnapshot((index): JsonObject =>
    index % 7 === 0 ? { label: `Theirs ${index}` } : {},
  )
  const keys = connectionsOf(before).map(({ key }) => key)
  let draft = emptyDraft(before.summary.id, before.revisionId)
  for (let index = 0; index < 200; index += 1) {
    draft = edited(before, draft, setLabel(keys[index * 25]!, `Mine ${index}`))
  }
  // Each time onto a snapshot that nobody has looked into yet, as one is that was just read.
  const fresh = Array.from({ length: 16 }, () => structuredClone(now))
  const { subjects, floors } = await beside(15, {
    floor: () => bareLook(now),
    subject: () => rebase(draft, before, fresh.pop() ?? now, at),
  })
  report({
    name: 'rebase',
    subject: figure('a rebase of 200 edits over 5,000 connections', subjects),
    floor: figure(bare, floors),
    limit: limits.hold,
  })
})

test('one removal among 5,000 connections is one operation', async () => {
  const snapshot = largeSnapshot()
  const edit: Edit = { kind: 'delete-connection', key: 'oidc:connection-2500' }
  const draft = edited(snapshot, emptyDraft(snapshot.summary.id, snapshot.revisionId), edit)
  const operations = compilePatch(snapshot, draft.intents)
  const { subjects, floors } = await beside(15, {
    floor: () => bareLook(snapshot),
    subject: () => compilePatch(snapshot, draft.intents),
  })
  report({
    name: 'compile',
    subject: figure('the patch of one removal among 5,000 connections', subjects),
    floor: figure(bare, floors),
    limit: limits.hold,
  })
  expect(operations.map(({ op }) => op)).toEqual(['remove'])
})

test('a draft of 10,000 steps opens', async () => {
  const folder = newUserData()
  const open = () => createAppFiles(createJsonFiles({ folder, notices: createNotices() }))
  try {
    const snapshot = largeSnapshot()
    const keys = connectionsOf(snapshot).map(({ key }) => key)
    let draft = emptyDraft(snapshot.summary.id, snapshot.revisionId)
    const past: Draft['past'] = []
    // Recorded in groups: the number of a step is looked for among all that there are.
    for (let index = 0; index < 10_000; index += 1) {
      const id = `step-${index + 1}`
      const edit = setLabel(keys[index % keys.length]!, `Mine ${index}`)
      const step = {
        id,
        label: 'Edit',
        at,
        changes: intentChangesOf(snapshot, draft.intents, edit),
      }
      draft = record({ ...draft, past: [] }, step)
      past.push(step)
    }
    draft = { ...draft, past }
    const files = open()
    await files.drafts.write(draft)
    await files.flush()
    const read = async () => {
      const stored = await open().drafts.read(draft.projectId)
      if (!stored.ok || stored.value?.past.length !== 10_000) throw new Error('It is not whole')
    }
    const path = join(folder, 'drafts', `${projectFileName(draft.projectId)}.json`)
    const { subjects, floors } = await beside(9, {
      floor: () => JSON.parse(readFileSync(path, 'utf8')),
      subject: read,
    })
    report({
      name: 'draft',
      subject: figure('opening a draft of 10,000 steps', subjects),
      floor: figure('JSON.parse of its file', floors),
      budget: { times: 7, why: 'each step is also held against its schema and made up to date' },
    })
  } finally {
    removeUserData(folder)
  }
})

test('the plans of 20 drafts, one in a project with 10,000 organizations and 5,000 connections', async () => {
  test.setTimeout(120_000)
  const folder = newUserData()
  try {
    const files = createAppFiles(createJsonFiles({ folder, notices: createNotices() }))
    const organizations = Array.from({ length: 10_000 }, (_item, index): JsonObject => ({
      id: `organization-${index}`,
      label: `Organization ${index}`,
      domains: [`customer-${index}.example`],
    }))
    const large = snapshotOf({
      organizations,
      oidc: Array.from({ length: connections }, (_item, index) =>
        connection(`connection-${index}`, { organization_id: `organization-${index}` }),
      ),
    })
    const small = snapshotOf({ organizations: organizations.slice(0, 3), oidc: [connection('a')] })
    const ids: ProjectId[] = []
    for (let index = 0; index < 20; index += 1) {
      const { summary, ...rest } = index === 0 ? large : small
      const id = projectIdOf('https://api.example', randomUUID())
      const snapshot = { ...rest, summary: { ...summary, id } }
      const draft = edited(
        snapshot,
        emptyDraft(id, snapshot.revisionId),
        fieldEdit({ kind: 'organization', key: 'organization-1' }, 'domains', ['moved.example']),
      )
      await files.snapshots.write(snapshot)
      await files.drafts.write(draft)
      ids.push(id)
    }
    const deps = {
      files,
      guards: { read: () => Promise.resolve({ kind: 'known', ...noGuards } as const) },
      projects: {
        openTexts: () => () => Promise.reject(new Error('No text is asked for')),
        checkSecrets: () => Promise.resolve(success({ missing: [] })),
      },
      now: () => new Date(at),
    }
    const place = (id: ProjectId) => join(folder, 'snapshots', `${projectFileName(id)}.json`)
    let said: string[] = []
    const { subjects, floors } = await beside(7, {
      floor: () => ids.map((id) => JSON.parse(readFileSync(place(id), 'utf8'))),
      subject: async () => {
        const plans = await Promise.all(ids.map((id) => planDraft(deps, id)))
        said = plans.map((plan) => (plan.ok ? plan.value.confirmation.summary : plan.error.message))
      },
    })
    expect(said).toHaveLength(20)
    for (const words of said) expect(words).toContain('customer-1.example')
    report({
      name: 'drafts-plans',
      subject: figure('the plans of 20 drafts, one in a project of 15,000', subjects),
      floor: figure('reading their states as JSON', floors),
      budget: {
        times: 16,
        why: '100 ms where reading the states takes seven; the lines stand before',
      },
    })
  } finally {
    removeUserData(folder)
  }
})
