import { expect, test, vi } from 'vitest'
import { emptyDraft, record, undo } from '../../../../../src/core/draft/draft'
import { intentChangesOf } from '../../../../../src/core/draft/edits'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { planPublish } from '../../../../../src/core/publish/publish-plan'
import { draftAccount } from '../../../../../src/main/secrets/secret-store'
import { createMemoryStore } from '../../../../../src/main/secrets/memory-store'
import {
  forgetPublished,
  openSecrets,
  readPlanSecrets,
} from '../../../../../src/main/services/publish/plan-secrets'
import { canary, newConnection, newOrganization } from '../../../../support/publishing/brightwater'
import { projectId, reference } from '../../../../support/publishing/brightwater'
import { draftOf, startBench } from '../../../../support/services/main-services'

async function planned(edits = [newOrganization, newConnection]) {
  const bench = await startBench()
  const { snapshot, draft } = await draftOf(bench, projectId, edits)
  const access = { apiAddress: bench.emulator.apiAddress, apiKey: bench.apiKey }
  const plan = planPublish(snapshot, draft.intents)
  return { snapshot, draft, plan, access, id: bench.id(projectId) }
}

test('all secrets of a plan are read, by their reference', async () => {
  const { plan, access, id } = await planned()
  const store = createMemoryStore()
  await store.set(draftAccount(id, reference), canary)
  const secrets = await readPlanSecrets(() => Promise.resolve(store), id, access, plan)
  expect(secrets).toEqual(success(new Map([[reference, canary]])))
})

test('a plan without secrets asks no keychain', async () => {
  const { plan, access, id } = await planned([newOrganization])
  const open = vi.fn(() => Promise.resolve(createMemoryStore()))
  expect(await readPlanSecrets(open, id, access, plan)).toEqual(success(new Map()))
  expect(open).not.toHaveBeenCalled()
})

test('one that the keychain has no longer, and an error of the keychain, are the answer', async () => {
  const { plan, access, id } = await planned()
  const store = createMemoryStore()
  const missing = await readPlanSecrets(() => Promise.resolve(store), id, access, plan)
  expect(missing).toMatchObject({ ok: false, error: { code: 'secret.missing' } })
  const locked = failure(appError('secret.unavailable', 'The keychain is locked'))
  const closed = { ...store, get: () => Promise.resolve(locked) }
  expect(await readPlanSecrets(() => Promise.resolve(closed), id, access, plan)).toBe(locked)
})

test('a secret is forgotten when the draft holds it no more, in no step of its history either', async () => {
  const { snapshot } = await planned()
  const before = record(emptyDraft(projectId, snapshot.revisionId), {
    label: 'Added',
    at: '2026-11-25T12:00:00Z',
    changes: intentChangesOf(snapshot, emptyDraft(projectId, '').intents, newConnection),
  })
  const secrets = { arrived: vi.fn(), release: vi.fn(() => Promise.resolve()) }
  await forgetPublished(secrets, before, emptyDraft(projectId, 'next'))
  expect(secrets.arrived).toHaveBeenCalledWith(new Set([reference]))
  expect(secrets.release).toHaveBeenCalledWith(projectId, [reference])
  // Undone it can be done again, and then needs the secret.
  secrets.release.mockClear()
  await forgetPublished(secrets, before, undo(before))
  expect(secrets.release).toHaveBeenCalledWith(projectId, [])
})

test('all secrets of a draft are asked for at once; without any, no keychain is opened', async () => {
  const { draft, id } = await planned()
  const store = createMemoryStore()
  await store.set(draftAccount(id, reference), canary)
  const open = vi.fn(() => Promise.resolve(store))
  expect(await openSecrets(open, draft)).toEqual(new Map([[reference, success(canary)]]))
  const { draft: without } = await planned([newOrganization])
  open.mockClear()
  expect(await openSecrets(open, without)).toEqual(new Map())
  expect(open).not.toHaveBeenCalled()
})

test('those that were asked for already are not asked for again', async () => {
  const { plan, access, id } = await planned()
  const get = vi.fn()
  const store = { ...createMemoryStore(), get }
  const opened = new Map([[reference, success(canary)]])
  const secrets = await readPlanSecrets(() => Promise.resolve(store), id, access, plan, opened)
  expect(secrets).toEqual(success(new Map([[reference, canary]])))
  expect(get).not.toHaveBeenCalled()
})

test('a secret goes to no other server than the one that it was typed for', async () => {
  const { plan, access, id } = await planned()
  const open = vi.fn(() => Promise.resolve(createMemoryStore()))
  const other = { ...access, apiAddress: 'https://api.elsewhere.example' }
  expect((await readPlanSecrets(open, id, other, plan)).ok).toBe(false)
  expect(open).not.toHaveBeenCalled()
})

test('a reference in the request for an organization is misplaced', async () => {
  const { plan, access, id } = await planned([newOrganization])
  const body = { label: { $secret: reference }, domains: [] }
  const step = { kind: 'create-organization', key: 'new:one', body } as never
  const open = () => Promise.resolve(createMemoryStore())
  expect(await readPlanSecrets(open, id, access, { ...plan, steps: [step] })).toMatchObject({
    error: { code: 'request.invalid', arrived: false },
  })
})
