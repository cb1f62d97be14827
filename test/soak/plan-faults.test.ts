import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { emptyDraft, type Draft } from '../../src/core/draft/draft'
import { planPublish, type PlanStep } from '../../src/core/publish/publish-plan'
import { rebase } from '../../src/core/draft/rebase'
import type { Snapshot } from '../../src/core/model/snapshot'
import {
  demoIds,
  faultKinds,
  startEmulator,
  type Emulator,
  type EmulatorOptions,
  type FaultKind,
} from '../emulator'
import type { ApiClient } from '../../src/main/api/client'
import { startServices, type Services } from '../support/publishing/crash-services'
import {
  crashEdits,
  crashProject as projectId,
  expectOnceOrDrafted,
} from '../support/publishing/publish-crash'
import { stateOf } from '../support/publishing/publish-model'
import { shownOf, value } from '../support/services/main-services'
import { isLong } from './size'
import { agreeingTo } from '../support/publishing/agreeing'

/** One fault of each effect and answer that can differ; the long run takes every fault there is. */
const faults = isLong
  ? faultKinds
  : faultKinds.filter(
      ({ effect, answer }, at) =>
        faultKinds.findIndex((item) => item.effect === effect && item.answer === answer) === at,
    )

/** The three ways in which organizations are written, each with a plan of other steps. */
const ways: readonly { readonly name: string; readonly options: EmulatorOptions }[] = [
  { name: 'requests that move the revision', options: { organizationWritesMoveRevision: true } },
  { name: 'requests that do not', options: { organizationWritesMoveRevision: false } },
  { name: 'all in the patch', options: { organizationRequests: 'gone' } },
]

const methods: Readonly<Record<PlanStep['kind'], string>> = {
  'create-organization': 'POST',
  'update-organization': 'PUT',
  'patch-new-organizations': 'PATCH',
  'patch-project': 'PATCH',
  'patch-normalized': 'PATCH',
  'delete-organization': 'DELETE',
}

interface World {
  readonly emulator: Emulator
  readonly start: (client?: (own: ApiClient) => ApiClient) => Promise<Services>
}

/** The app's waits, four times as fast, where a fault lasts as long as it would; else in no time. */
const sleepDuring = (staleReadsForMs = 0) =>
  staleReadsForMs > 0 ? (milliseconds: number) => pause(milliseconds / 4) : () => Promise.resolve()

async function withWorld<Value>(
  options: EmulatorOptions,
  sleep: (milliseconds: number) => Promise<void>,
  work: (world: World) => Promise<Value>,
): Promise<Value> {
  const emulator = await startEmulator(options)
  const folder = await mkdtemp(join(tmpdir(), 'sso-workbench-soak-'))
  const apiKey = emulator.demoApiKeys[demoIds.northwind] ?? ''
  const place = { folder, apiAddress: emulator.apiAddress, apiKey, timeout: 250, sleep }
  const running: Services[] = []
  const start = async (client?: (own: ApiClient) => ApiClient) => {
    const services = await startServices(client ? { ...place, client } : place)
    running.push(services)
    return services
  }
  try {
    return await work({ emulator, start })
  } finally {
    for (const services of running) await services.close()
    await emulator.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** What a person finds after a start: the newest state, and the draft on it. */
async function look({ files, projects, interrupted }: Services) {
  const found = value(await interrupted.read(projectId)).interrupted
  if (found) value(await interrupted.settle(projectId))
  const before = value(await files.snapshots.read(projectId))
  const snapshot = value(await projects.read(projectId, {}))
  const kept = value(await files.drafts.read(projectId))
  const draft = kept
    ? rebase(kept, before ?? snapshot, snapshot, '2026-11-25T12:00:00Z')
    : emptyDraft(projectId, snapshot.revisionId)
  return { snapshot, draft }
}

const stepsOf = (snapshot: Snapshot, draft: Draft) => planPublish(snapshot, draft.intents).steps

/**
 * Publishes what is left until nothing is.
 *
 * @param lateUntil time in milliseconds up to which the server's reads may show what was before: who
 *   looks earlier has not seen the end
 */
async function goOn(services: Services, lateUntil = 0): Promise<Snapshot> {
  for (let round = 0; round < 5; round += 1) {
    const isSure = Date.now() >= lateUntil
    const { snapshot, draft } = await look(services)
    if (stepsOf(snapshot, draft).length === 0) {
      if (isSure) return snapshot
      await pause(lateUntil - Date.now())
      continue
    }
    value(await services.saveDraft(draft))
    // An environment that the app does not know asks for a yes from then on, as a person is asked.
    const shown = shownOf(snapshot, draft)
    const input = { projectId, excluded: [], shown, ...agreeingTo(snapshot, draft) }
    value(await services.publishing.publish(input))
  }
  throw new Error('It was not published in five rounds')
}

async function prepare(services: Services) {
  // The reading finds out whether the server takes organization requests: the plan is final.
  const snapshot = value(await services.projects.read(projectId, {}))
  const { plan, draft } = crashEdits(snapshot)
  value(await services.saveDraft(draft))
  return { plan, snapshot, draft, steps: stepsOf(snapshot, draft) }
}

/** What the server holds, wherever this emulator keeps its texts. */
const heldBy = (emulator: Emulator, snapshot: Snapshot) =>
  stateOf(snapshot).replaceAll(emulator.storageAddress, 'https://storage.example')

const undisturbed = (options: EmulatorOptions) =>
  withWorld(options, sleepDuring(), async ({ emulator, start }) => {
    const services = await start()
    const { steps } = await prepare(services)
    return { state: heldBy(emulator, await goOn(services)), steps }
  })

/** A process that ends with the answer of a writing request, before anything is noted of it. */
function endingAt(hits: () => number): (own: ApiClient) => ApiClient {
  return (own) => ({
    async send(call) {
      const result = await own.send(call)
      if (hits() > 0) throw new Error('The app ended')
      return result
    },
  })
}

let cells = 0
let interruptions = 0
afterAll(() => {
  console.log(
    `plan faults: ${cells} cells (steps × ${faults.length} faults × stopped or ended), ` +
      `${interruptions} found as interrupted after the restart`,
  )
})

async function runCell(
  options: EmulatorOptions,
  at: number,
  fault: FaultKind,
  end: 'stopped' | 'ended',
  expected: string,
): Promise<void> {
  const { staleReadsForMs = 0 } = fault.rule
  await withWorld(options, sleepDuring(staleReadsForMs), async ({ emulator, start }) => {
    let hits = () => 0
    const first = await start(end === 'ended' ? endingAt(() => hits()) : undefined)
    const { plan, snapshot, draft, steps } = await prepare(first)
    const step = steps[at]!
    const method = methods[step.kind]
    const earlier = steps.slice(0, at).filter(({ kind }) => methods[kind] === method).length
    // Rules are used up in their order: those before the step's own let a request pass as it is.
    if (earlier > 0) emulator.fault({ method, path: /./, times: earlier, delayMs: 0 })
    const rule = emulator.fault({ ...fault.rule, method, path: /./ })
    hits = rule.hits
    const input = {
      projectId,
      excluded: [],
      shown: shownOf(snapshot, draft),
      ...agreeingTo(snapshot, draft),
    }
    const outcome = first.publishing.publish(input)
    if (end === 'ended') await expect(outcome).rejects.toThrow('The app ended')
    else await outcome
    expect(rule.hits()).toBe(1)
    emulator.clearFaults()

    const second = await start()
    if (value(await second.interrupted.read(projectId)).interrupted) interruptions += 1
    // It goes on at once, on reads that may be late still, and looks again when they are not.
    const lateUntil = staleReadsForMs > 0 ? Date.now() + staleReadsForMs : 0
    const last = await goOn(second, lateUntil)
    expect(expectOnceOrDrafted(last, emptyDraft('' as never, '').intents, plan)).toBe(6)
    expect(heldBy(emulator, last)).toBe(expected)
    cells += 1
  })
}

describe.each(ways.map((way, turn) => ({ ...way, turn })))(
  'organizations by $name',
  ({ turn, options }) => {
    let known: ReturnType<typeof undisturbed> | undefined
    const once = () => (known ??= undisturbed(options))
    const ends = ['stopped', 'ended'] as const
    const cellsHere = faults
      .flatMap((fault, row) =>
        ends.map((end, column) => ({ fault, end, place: row + column + turn })),
      )
      // `npm test` takes every sixth; over the ways every other fault meets an end.
      .filter(({ place }) => isLong || place % 6 === 0)

    test.each(cellsHere)('$fault.name, then $end, at every step', async ({ fault, end }) => {
      const { state, steps } = await once()
      expect(steps.length).toBeGreaterThan(0)
      for (const at of steps.keys()) await runCell(options, at, fault, end, state)
    })
  },
)
