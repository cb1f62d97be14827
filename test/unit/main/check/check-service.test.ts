import { beforeEach, expect, it } from 'vitest'
import { success } from '../../../../src/core/errors/result'
import type { PublicOutcome, PublicReader } from '../../../../src/main/api/public-reader'
import { createCheckService } from '../../../../src/main/check/check-service'
import { type AppFiles } from '../../../../src/main/files/app-files'
import { value } from '../../../support/services/main-services'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { turns } from '../../../support/services/turns'
import { noScim } from '../../../support/states/no-scim'
import { temporaryFiles } from '../../../support/services/temporary'

let files: AppFiles
const projectId = snapshotOf({}).summary.id
/** Reads that are under way, each with what ends it. */
let reading: ((outcome: PublicOutcome) => void)[]
let most: number
/** What the person is asked by main, and says. */
let askedHosts: string[]
let says: boolean

const reader: PublicReader = {
  read: (_address, { cancel }) =>
    new Promise((resolve) => {
      reading.push(resolve)
      most = Math.max(most, reading.length)
      AbortSignal.any([cancel]).addEventListener('abort', () => resolve({ kind: 'cancelled' }))
    }),
}
const notFound: PublicOutcome = {
  kind: 'failed',
  failure: { kind: 'status', status: 404 },
}

beforeEach(async () => {
  ;({ files } = await temporaryFiles())
  reading = []
  most = 0
  askedHosts = []
  says = false
  const oidc = Array.from({ length: 20 }, (_item, index) =>
    connection(`c${index}`, { issuer_url: `https://idp-${index}.example` }),
  )
  value(await files.snapshots.write(snapshotOf({ oidc })))
})

const service = () =>
  createCheckService({
    files,
    reader,
    readStored: () => Promise.reject(new Error('Nothing is stored')),
    now: () => new Date('2026-11-27T12:00:00.000Z'),
    onStep: () => undefined,
    scim: noScim,
    askPrivate: ({ host }) => {
      askedHosts.push(host)
      return Promise.resolve(success(says))
    },
  })

/** Begins a check of all, or of some, and gives the next reads their outcome. */
function begin(keys?: string[]) {
  const controller = new AbortController()
  const told: number[] = []
  const checks = service()
  const ending = checks.checkAll(
    { projectId, ...(keys ? { keys } : {}) },
    controller.signal,
    (at) => told.push(at.done),
  )
  async function answer(count: number, outcome: PublicOutcome): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      while (reading.length === 0) await turns(1)
      reading.shift()?.(outcome)
    }
    await turns()
  }
  return { checks, controller, told, ending, answer }
}

it('checks all connections, eight at a time, tells of each, and keeps what each came to', async () => {
  const { checks, told, ending, answer } = begin()
  await answer(19, notFound)
  await answer(1, { kind: 'private', host: 'idp.example', address: '10.0.0.1' })
  expect(value(await ending)).toEqual({ checked: 20, of: 20, bad: 19, asks: 1 })
  expect(most).toBe(8)
  expect(told).toEqual(Array.from({ length: 21 }, (_item, index) => index))
  const kept = value(await checks.checks(projectId))
  expect(Object.keys(kept)).toHaveLength(19)
  expect(Object.values(kept).every(({ verdict }) => verdict === 'bad')).toBe(true)
})

it('checks those that are asked for, and no others', async () => {
  const { checks, ending, answer } = begin(['oidc:c3', 'oidc:c4', 'oidc:gone'])
  await answer(2, notFound)
  expect(value(await ending)).toEqual({ checked: 2, of: 2, bad: 2, asks: 0 })
  expect(Object.keys(value(await checks.checks(projectId))).toSorted()).toEqual([
    'oidc:c3',
    'oidc:c4',
  ])
})

it('stops where this computer has no network, blames no one, and keeps what was found', async () => {
  const { checks, ending, answer } = begin()
  await answer(2, notFound)
  await answer(1, { kind: 'failed', failure: { kind: 'no-network' } })
  expect(await ending).toMatchObject({ ok: false, error: { code: 'network.none' } })
  expect(Object.keys(value(await checks.checks(projectId)))).toHaveLength(2)
})

it('ends at once when it is cancelled, and keeps what was found', async () => {
  const { checks, controller, ending, answer } = begin()
  await answer(3, notFound)
  controller.abort()
  expect(value(await ending)).toMatchObject({ checked: 3, of: 20, bad: 3 })
  expect(Object.keys(value(await checks.checks(projectId)))).toHaveLength(3)
})

it('reads from a private network only what main itself asked the person about', async () => {
  const inner: PublicOutcome = { kind: 'private', host: 'idp-1.example', address: '10.0.0.1' }
  const checks = service()
  async function check(privateHost: string, outcomes: readonly PublicOutcome[]) {
    const { signal } = new AbortController()
    const input = { projectId, connectionKey: 'oidc:c1', privateHost }
    const ending = checks.check(input, signal)
    for (const outcome of outcomes) {
      while (reading.length === 0) await turns(1)
      reading.shift()?.(outcome)
    }
    return ending
  }
  // A page says that the person agreed, to another host or to this one.
  const other = await check('idp-2.example', [inner])
  expect(other).toMatchObject({ ok: true, value: { verdict: 'asks' } })
  expect(askedHosts).toEqual([])
  const declined = await check('idp-1.example', [inner])
  expect(declined).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
  expect(askedHosts).toEqual(['idp-1.example'])
  says = true
  const read = await check('idp-1.example', [inner, notFound])
  expect(read).toMatchObject({ ok: true, value: { verdict: 'bad' } })
  // Asked once, for as long as the app runs.
  expect((await check('idp-1.example', [notFound])).ok).toBe(true)
  expect(askedHosts).toHaveLength(2)
})
