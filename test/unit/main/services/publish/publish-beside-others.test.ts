import { describe, expect, test } from 'vitest'
import type { Edit } from '../../../../../src/core/draft/edits'
import { textMember } from '../../../../../src/core/model/json'
import { oidcProviders } from '../../../../emulator'
import { draftAccount } from '../../../../../src/main/secrets/secret-store'
import {
  brightwaterIsOut,
  canary,
  newOrganization,
  projectId,
  reference,
} from '../../../../support/publishing/brightwater'
import {
  byRequests,
  draftOf,
  outcomeOf,
  shownOf,
  startBench,
  value,
  writesOf,
} from '../../../../support/services/main-services'
import {
  keyOf,
  setLabel,
  keyOfEntry,
  labelOf,
} from '../../../../support/publishing/publish-entries'

describe('another writer', () => {
  test('who removed an earlier connection: nothing is sent before it is reviewed anew', async () => {
    const bench = await startBench()
    const [gone, key] = [await keyOf(bench, 0), await keyOf(bench, 2)]
    const { shown } = await draftOf(bench, projectId, [setLabel(key, 'Mine')])
    bench.emulator.edit((state) => {
      const project = state.projects.find(({ id }) => id === projectId)
      const list = project ? oidcProviders(project) : []
      list.splice(
        list.findIndex((item) => keyOfEntry(item) === gone),
        1,
      )
    })
    const input = { projectId, excluded: [] }
    const result = await bench.publishing.publish({ ...input, shown })
    const outcome = outcomeOf(result, 'review-again')
    expect(writesOf(bench)).toEqual([])
    const anew = shownOf(outcome.snapshot, outcome.draft)
    expect(anew).not.toBe(shown)
    outcomeOf(await bench.publishing.publish({ ...input, shown: anew }), 'published')
    expect(labelOf(bench, key)).toBe('Mine')
    expect(writesOf(bench)).toEqual(['PATCH 200'])
  })

  test('who removes an earlier connection between read and patch', async () => {
    const bench = await startBench()
    const [gone, next, key] = [await keyOf(bench, 0), await keyOf(bench, 1), await keyOf(bench, 2)]
    const { shown } = await draftOf(bench, projectId, [setLabel(key, 'Mine')])
    bench.hooks.beforeRequest = () =>
      bench.emulator.edit((state) => {
        const project = state.projects.find(({ id }) => id === projectId)
        const list = project ? oidcProviders(project) : []
        const index = list.findIndex((item) => keyOfEntry(item) === gone)
        if (index >= 0) list.splice(index, 1)
      })
    const input = { projectId, excluded: [] }
    const outcome = outcomeOf(await bench.publishing.publish({ ...input, shown }), 'review-again')
    expect(writesOf(bench)).toEqual(['PATCH 409'])
    const anew = shownOf(outcome.snapshot, outcome.draft)
    outcomeOf(await bench.publishing.publish({ ...input, shown: anew }), 'published')
    expect(labelOf(bench, key)).toBe('Mine')
    expect(labelOf(bench, next)).not.toBe('Mine')
  })

  test('who came between read and patch, elsewhere: the same body is sent on the new revision', async () => {
    const bench = await startBench()
    const [other, key] = [await keyOf(bench, 0), await keyOf(bench, 2)]
    const { shown } = await draftOf(bench, projectId, [setLabel(key, 'Mine')])
    bench.emulator.fault({ operation: 'patchProjectWithRevision', status: 409 })
    const result = await bench.publishing.publish({ projectId, excluded: [], shown })
    outcomeOf(result, 'published')
    expect(writesOf(bench)).toEqual(['PATCH 409', 'PATCH 200'])
    expect(labelOf(bench, key)).toBe('Mine')
    expect(labelOf(bench, other)).not.toBe('Mine')
  })

  test('who changed the same field: the person decides', async () => {
    const bench = await startBench()
    const key = await keyOf(bench, 0)
    const { shown } = await draftOf(bench, projectId, [setLabel(key, 'Mine')])
    bench.emulator.edit((state) => {
      const project = state.projects.find(({ id }) => id === projectId)
      const item = (project ? oidcProviders(project) : []).find(
        (entry) => keyOfEntry(entry) === key,
      )
      if (item) item['label'] = 'Theirs'
    })
    const result = await bench.publishing.publish({ projectId, excluded: [], shown })
    const outcome = outcomeOf(result, 'review-again')
    expect(outcome.draft.intents.connection[key]).toBeDefined()
    expect(writesOf(bench)).toEqual([])
  })

  describe('who changed the same field', () => {
    async function changed(environment: 'prod' | 'stage') {
      const bench = await startBench()
      const key = await keyOf(bench, 0)
      const { shown } = await draftOf(bench, projectId, [setLabel(key, 'Mine')])
      bench.emulator.edit((state) => {
        const project = state.projects.find(({ id }) => id === projectId)
        if (!project) return
        project.environment = environment
        const item = oidcProviders(project).find((entry) => keyOfEntry(entry) === key)
        if (item) item['label'] = 'Theirs'
      })
      return { bench, publish: () => bench.publishing.publish({ projectId, excluded: [], shown }) }
    }

    test('and made it a project in production: it is shown as one before that is to be confirmed', async () => {
      const { bench, publish } = await changed('prod')
      const { snapshot } = outcomeOf(await publish(), 'review-again')
      expect(snapshot.summary.environment).toBe('production')
      expect(writesOf(bench)).toEqual([])
    })

    test('of a project that is locked: it is refused, and the draft stays as it is', async () => {
      const { bench, publish } = await changed('stage')
      value(await bench.guards.lock(projectId))
      const before = value(await bench.files.drafts.read(projectId))
      expect(await publish()).toMatchObject({ ok: false, error: { code: 'guard.read-only' } })
      expect(value(await bench.files.drafts.read(projectId))).toEqual(before)
      expect(writesOf(bench)).toEqual([])
    })
  })

  test('who is faster every time: it gives up after three attempts', async () => {
    const bench = await startBench()
    const key = await keyOf(bench, 0)
    const { shown } = await draftOf(bench, projectId, [setLabel(key, 'Mine')])
    bench.emulator.fault({ operation: 'patchProjectWithRevision', status: 409, times: 9 })
    const result = await bench.publishing.publish({ projectId, excluded: [], shown })
    outcomeOf(result, 'review-again')
    expect(writesOf(bench)).toEqual(['PATCH 409', 'PATCH 409', 'PATCH 409'])
  })

  test('who changed an organization just before its request', async () => {
    const bench = await startBench(byRequests)
    const snapshot = value(await bench.projects.read(projectId, {}))
    const id = textMember(snapshot.organizations[0] ?? {}, 'id') ?? ''
    const target = { kind: 'organization', key: id } as const
    const edit: Edit = { kind: 'set-field', target, field: 'label', value: 'Mine' }
    const { shown } = await draftOf(bench, projectId, [edit])
    const body = { organization: { ...snapshot.organizations[0], label: 'Theirs' } }
    bench.emulator.fault({ operation: 'getOrganization', status: 200, body })
    const result = await bench.publishing.publish({ projectId, excluded: [], shown })
    outcomeOf(result, 'review-again')
    expect(writesOf(bench)).toEqual([])
  })
})

describe('a lost answer', () => {
  test('to the patch that took effect: found by reading again', async () => {
    const bench = await startBench()
    const key = await keyOf(bench, 0)
    const { shown } = await draftOf(bench, projectId, [setLabel(key, 'Mine')])
    bench.emulator.fault({ operation: 'patchProjectWithRevision', drop: 'after' })
    const result = await bench.publishing.publish({ projectId, excluded: [], shown })
    const outcome = outcomeOf(result, 'published')
    expect(outcome.draft.intents.connection).toEqual({})
    expect(writesOf(bench)).toHaveLength(1)
  })

  test('to the patch that did not: it is sent again', async () => {
    const bench = await startBench()
    const key = await keyOf(bench, 0)
    const { shown } = await draftOf(bench, projectId, [setLabel(key, 'Mine')])
    bench.emulator.fault({ operation: 'patchProjectWithRevision', drop: 'before' })
    const result = await bench.publishing.publish({ projectId, excluded: [], shown })
    outcomeOf(result, 'published')
    expect(labelOf(bench, key)).toBe('Mine')
    expect(writesOf(bench)).toHaveLength(2)
  })

  test('to the request for an organization: no second one is made', async () => {
    const bench = await startBench(byRequests)
    const { shown } = await draftOf(bench, projectId, [newOrganization])
    bench.emulator.fault({ operation: 'createOrganization', drop: 'after' })
    const result = await bench.publishing.publish({
      projectId,
      excluded: [],
      shown,
      ...brightwaterIsOut,
    })
    outcomeOf(result, 'published')
    const { organizations } = value(await bench.projects.read(projectId, {}))
    expect(organizations.filter(({ label }) => label === 'Brightwater')).toHaveLength(1)
  })

  test('of a secret alone is not taken for a success', async () => {
    const bench = await startBench()
    const key = await keyOf(bench, 0)
    value(await bench.projects.putSecret(projectId, reference, canary))
    const target = { kind: 'connection', key } as const
    const secret = { $secret: reference }
    const edit: Edit = { kind: 'set-field', target, field: 'client_secret', value: secret }
    const { shown } = await draftOf(bench, projectId, [edit])
    bench.emulator.fault({ operation: 'patchProjectWithRevision', drop: 'after' })
    const result = await bench.publishing.publish({ projectId, excluded: [], shown })
    const outcome = outcomeOf(result, 'stopped')
    expect(outcome.error.code).toMatch(/^network\./)
    expect(Object.keys(outcome.draft.intents.connection)).toEqual([key])
    const account = draftAccount(bench.id(projectId), reference)
    expect(await bench.store.get(account)).toEqual({ ok: true, value: canary })
  })
})

describe('what stays in the draft', () => {
  test('is counted with the publish: what was left out and what is held back', async () => {
    const bench = await startBench()
    const keys = await Promise.all([0, 1, 2].map((place) => keyOf(bench, place)))
    const [first = '', second = '', third = ''] = keys
    const edits = [
      setLabel(first, 'One'),
      setLabel(second, 'Two'),
      { ...setLabel(third, ''), field: 'client_id' } as Edit,
    ]
    const { snapshot, draft } = await draftOf(bench, projectId, edits)
    const excluded = [`connection ${second}`]
    const shown = shownOf(snapshot, draft, excluded)
    const result = await bench.publishing.publish({ projectId, excluded, shown })
    const outcome = outcomeOf(result, 'published')
    expect(outcome.stayed).toBe(2)
    const record = value(await bench.publishHistory.read({ projectId, id: outcome.publishId }))
    expect([record.changes.length, record.stayed]).toEqual([1, 2])
  })
})
