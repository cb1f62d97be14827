import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { anotherWindow } from '../../../../../src/core/errors/app-error'
import { targetsOf } from '../../../../../src/core/intents/intents'
import { rebase } from '../../../../../src/core/draft/rebase'
import type { ApiClient } from '../../../../../src/main/api/client'
import {
  crashEdits,
  crashProject as projectId,
  expectOnceOrDrafted,
  goOnAfterCrash,
} from '../../../../support/publishing/publish-crash'
import {
  byRequests,
  shownOf,
  startBench,
  value,
  type Bench,
} from '../../../../support/services/main-services'

async function prepare(bench: Bench) {
  const snapshot = value(await bench.projects.read(projectId, {}))
  const { plan, draft } = crashEdits(snapshot)
  value(await bench.files.drafts.write(draft))
  const changes = targetsOf(draft.intents).length
  return { plan, changes, shown: shownOf(snapshot, draft) }
}

const publish = (bench: Bench, shown: string) =>
  bench.publishing.publish({ projectId, excluded: [], shown })

/** A process that ends where a writing request begins, or where its answer would be written down. */
function crashingClient(step: number, when: 'before' | 'after') {
  let writes = 0
  const gate = { open: false }
  return {
    gate,
    client: (own: ApiClient): ApiClient => ({
      async send(call) {
        if (call.method === 'GET' || gate.open) return own.send(call)
        writes += 1
        if (writes === step && when === 'before') throw new Error('The app ended')
        const result = await own.send(call)
        if (writes === step) throw new Error('The app ended')
        return result
      },
    }),
  }
}

describe.each([1, 2, 3, 4, 5])('the app ends at step %i', (step) => {
  test.each(['before', 'after'] as const)('%s its request', async (when) => {
    const { gate, client } = crashingClient(step, when)
    const bench = await startBench(byRequests, { client })
    const { plan, shown } = await prepare(bench)
    await expect(publish(bench, shown)).rejects.toThrow('The app ended')
    gate.open = true
    const { interrupted } = value(await bench.interrupted.read(projectId))
    expect(interrupted).toMatchObject({ steps: 5, done: step - 1, excluded: [] })
    const done = await goOnAfterCrash(bench, plan)
    // The fourth request carries two of the six changes.
    const before = [0, 1, 2, 3, 5][step - 1] ?? 0
    const own = step === 4 ? 2 : 1
    expect(done).toBe(when === 'before' ? before : before + own)
  })
})

test('a reading that found the rest of it before does not hide what was done', async () => {
  const { gate, client } = crashingClient(2, 'after')
  const bench = await startBench(byRequests, { client })
  const { plan, shown } = await prepare(bench)
  await expect(publish(bench, shown)).rejects.toThrow('The app ended')
  gate.open = true
  // As the window does on opening a project: it reads, moves the draft over and saves it.
  const before = value(await bench.files.snapshots.read(projectId))!
  const now = value(await bench.projects.read(projectId, {}))
  const draft = value(await bench.files.drafts.read(projectId))!
  value(await bench.files.drafts.write(rebase(draft, before, now, '2026-11-25T12:00:00Z')))
  const settled = value(await bench.interrupted.settle(projectId))
  expect(settled).toMatchObject({ done: 2, steps: 5, rest: true })
  expect(expectOnceOrDrafted(settled.snapshot, settled.draft.intents, plan)).toBe(2)
  const [summary] = value(await bench.publishHistory.list(projectId))
  expect(summary).toMatchObject({ labels: ['Alpha', 'Beta'], created: 2, done: 2 })
})

test('publishing again without a look keeps what was done before in the history', async () => {
  const { gate, client } = crashingClient(4, 'after')
  const bench = await startBench(byRequests, { client })
  const { plan, changes, shown } = await prepare(bench)
  await expect(publish(bench, shown)).rejects.toThrow('The app ended')
  gate.open = true
  const before = value(await bench.files.snapshots.read(projectId))!
  const now = value(await bench.projects.read(projectId, {}))
  const draft = value(await bench.files.drafts.read(projectId))!
  const rest = rebase(draft, before, now, '2026-11-25T12:00:00Z')
  const again = value(await publish(bench, shownOf(now, rest)))
  expect(again.kind).toBe('published')
  expect(expectOnceOrDrafted(again.snapshot, again.draft.intents, plan)).toBe(6)
  const records = value(await bench.publishHistory.list(projectId))
  expect(records.map(({ result, done }) => `${result} ${done}`).toSorted()).toEqual([
    'interrupted 4',
    'published 1',
  ])
  expect(records.reduce((all, { count }) => all + count, 0)).toBe(changes)
})

test('leaving an interrupted publish keeps it in the history and the rest in the draft', async () => {
  const { gate, client } = crashingClient(3, 'before')
  const bench = await startBench(byRequests, { client })
  const { plan, shown } = await prepare(bench)
  await expect(publish(bench, shown)).rejects.toThrow('The app ended')
  gate.open = true
  value(await bench.interrupted.leave(projectId))
  expect(value(await bench.interrupted.read(projectId))).toEqual({})
  const [summary] = value(await bench.publishHistory.list(projectId))
  expect(summary).toMatchObject({ result: 'interrupted', done: 2, steps: 5, created: 2 })
  const draft = value(await bench.files.drafts.read(projectId))
  const snapshot = value(await bench.projects.read(projectId, {}))
  expect(expectOnceOrDrafted(snapshot, draft!.intents, plan)).toBe(2)
})

test('while one publishes, another one is refused with words and sends nothing', async () => {
  const bench = await startBench(byRequests)
  const { shown } = await prepare(bench)
  const first = publish(bench, shown)
  const second = await publish(bench, shown)
  const error = { code: 'publish.running', subject: anotherWindow }
  expect(second).toMatchObject({ ok: false, error })
  expect(value(await first).kind).toBe('published')
  expect(bench.progress).toHaveLength(5)
  expect(await readdir(join(bench.folder, 'publishing'))).toEqual([])
})
