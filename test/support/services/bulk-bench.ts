import type { AskedOperation } from '../../../src/core/ipc/bulk'
import type { RequestProgress } from '../../../src/core/ipc/contract'
import { connectionsOf } from '../../../src/core/model/connection'
import { createBulkService } from '../../../src/main/services/bulk/bulk'
import { createAllDrafts } from '../../../src/main/services/all-drafts/all-drafts'
import { createPutStep } from '../../../src/main/services/drafts/put-step'
import type { EmulatorOptions } from '../../emulator'
import { agreeing } from '../publishing/agreeing'
import { startBench, value, type Bench } from './main-services'

/** Projects of the demo whose drafts are published together. */
export const { staging, production } = {
  staging: '450fa61b-18fd-48b6-8744-5a1395ddba47',
  production: 'df2e09f1-643e-43bb-9cec-9eda5130a69d',
}

/** The services of bulk edits and of drafts on a demo of their own, with both projects read. */
export async function bulkBench(options: EmulatorOptions = {}) {
  const bench = await startBench(options)
  const told: RequestProgress<'drafts.publish'>[] = []
  const now = () => new Date('2026-11-25T12:00:00Z')
  let steps = 0
  const putStep = createPutStep({
    ...bench,
    publishLocks: bench.publishFiles.locks,
    tellAsking: () => undefined,
    now,
    newId: () => `step ${(steps += 1)}`,
  })
  const bulk = bench.named(createBulkService({ ...bench, putStep, emitProgress: () => undefined }))
  const drafts = bench.named(
    createAllDrafts({
      ...bench,
      now,
      emit: (payload) => void told.push(payload),
      tellingAll: (work) => work(),
    }),
  )
  for (const id of [staging, production]) value(await bench.projects.read(id as never, {}))
  bench.emulator.clearRequests()
  return { bench, bulk, drafts, told }
}

/** Keys of all OIDC connections of a project. */
export async function oidcKeys({ files }: Bench, projectId: string): Promise<string[]> {
  const snapshot = value(await files.snapshots.read(projectId as never))
  return snapshot
    ? connectionsOf(snapshot).flatMap(({ key, protocol }) => (protocol === 'oidc' ? [key] : []))
    : []
}

export const addGroups: AskedOperation = {
  kind: 'list',
  field: 'scope',
  how: 'add',
  items: ['bulk-scope'],
}

/** Adds a scope to all OIDC connections of both projects. */
export async function applied(options: EmulatorOptions = {}) {
  const all = await bulkBench(options)
  const { bench, bulk } = all
  const chosen = [
    { projectId: production, keys: await oidcKeys(bench, production) },
    { projectId: staging, keys: await oidcKeys(bench, staging) },
  ]
  const prepared = value(await bulk.prepare({ chosen: chosen as never, operation: addGroups }))
  const { projects } = value(await bulk.apply({ planId: prepared.planId, takenOut: [] }))
  return { ...all, prepared, projects, chosen }
}

/** What a publish of both drafts takes, as a person saw it and agreed to it. */
export async function plansOf({ plan }: Awaited<ReturnType<typeof bulkBench>>['drafts']) {
  const plans = [value(await plan(production as never)), value(await plan(staging as never))]
  return plans.map(({ projectId, shown, environment }) => ({
    projectId,
    shown,
    ...(environment === 'production' ? agreeing() : {}),
  }))
}
