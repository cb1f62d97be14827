import { beforeEach, expect, it } from 'vitest'
import { emptyDraft } from '../../../../../src/core/draft/draft'
import { success } from '../../../../../src/core/errors/result'
import type { Intents } from '../../../../../src/core/intents/intents'
import type { RequestInput } from '../../../../../src/core/ipc/contract'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { everyProblem } from '../../../../../src/core/problems/problem-filter'
import { everyRow } from '../../../../../src/core/search/table-question'
import type { AppFiles } from '../../../../../src/main/files/app-files'
import { createAllOrganizations } from '../../../../../src/main/services/all-organizations/all-organizations'
import type { ToEstate } from '../../../../../src/main/services/estate/channel'
import { estateProjects } from '../../../../../src/main/services/estate/estate'
import { estateInPlace } from '../../../../support/services/estate-in-place'
import { value } from '../../../../support/services/main-services'
import { radarOver, workspaceOf } from '../../../../support/services/radar-service'
import { atOry } from '../../../../support/states/project-ids'
import { organizationEntry } from '../../../../support/states/radar'
import { snapshotOf } from '../../../../support/states/snapshots'
import { temporaryFiles } from '../../../../support/services/temporary'

let folder: string
let files: AppFiles
beforeEach(async () => {
  ;({ folder, files } = await temporaryFiles())
})

const id = atOry('b1f6a2b4-0000-4000-8000-000000000001')
const key = '7b1c8a52-5d8e-4a07-9f0e-2d1d0a8f3c11'
const now = () => new Date('2026-11-25T12:00:00.000Z')

/** Its organization has no connection, which is a problem. */
function project(): Snapshot {
  const snapshot = snapshotOf({ organizations: [organizationEntry(key, 'a.example')] })
  return { ...snapshot, summary: { ...snapshot.summary, id, name: 'Northwind' } }
}
const renamed = {
  organization: { [key]: { kind: 'edit', fields: { label: { from: 'x', to: 'Renamed' } } } },
  connection: {},
  method: {},
  'scim-client': {},
} as unknown as Intents

it('tells a thread that starts later what the one before it was told', async () => {
  const snapshot = project()
  value(await files.snapshots.write(snapshot))
  value(await files.drafts.write({ ...emptyDraft(id, 'revision-1'), intents: renamed } as never))
  let lists = 0
  let exit: () => void = () => undefined
  const sent: ToEstate[] = []
  const endedAt = '2026-11-24T00:00:00.000Z'
  const estate = estateInPlace(
    {
      folder,
      files,
      history: {
        list: () => {
          lists += 1
          return Promise.resolve(success([{ organizations: [key], endedAt }] as never))
        },
      },
    },
    { sent: (message) => void sent.push(message), exit: (ended) => void (exit = ended) },
  )
  const projects = await estateProjects({ list: () => Promise.resolve([workspaceOf([snapshot])]) })
  const ask = async () => {
    const want = { kind: 'page', offset: 0, limit: 10 } as const
    const question = { now: now().getTime(), projects, filter: everyRow, want }
    const answer = await estate.ask('table', question)
    return answer?.kind === 'page' ? answer.page : undefined
  }
  const first = await ask()
  expect(first?.rows[0]).toMatchObject({ label: 'Renamed', published: endedAt })
  estate.tellProblems(new Map())
  exit()
  const again = await ask()
  expect(again?.rows[0]).toMatchObject({ label: 'Renamed', published: endedAt })
  expect(again?.counts.problems).toBe(0)
  expect(lists).toBe(1)
  estate.forget(id)
  await ask()
  expect(lists).toBe(2)
})

/** All organizations and Home over one project, on one estate. */
async function both() {
  const snapshot = project()
  const estate = estateInPlace({ folder, files })
  const { radar } = await radarOver({ files, folder }, now, [snapshot], [], { estate })
  const table = createAllOrganizations({
    workspaces: { list: () => Promise.resolve([workspaceOf([snapshot])]) },
    problems: radar,
    clipboard: { write: () => Promise.resolve() },
    estate,
    now,
  })
  const asked: RequestInput<'all-organizations.list'> = {
    filter: { ...everyRow, problems: true },
    offset: 0,
    limit: 10,
  }
  const inHome = { filter: everyProblem, groupBy: 'severity', offset: 0, limit: 10 } as const
  return { radar, table, asked, inHome }
}

it('does not count in All organizations what was silenced in Home', async () => {
  const { radar, table, asked, inHome } = await both()
  expect(value(await table.list(asked))).toMatchObject({ total: 1, counts: { problems: 1 } })
  for (const { id: problem } of value(await radar.list(inHome)).rows) {
    value(await radar.silence({ id: problem, reason: 'Not yet', until: '2027-01-01' }))
  }
  expect(value(await table.list(asked))).toMatchObject({ total: 0, counts: { problems: 0 } })
})

it('answers a letter that is typed during the first look by what that look finds', async () => {
  const { table, asked } = await both()
  const controller = new AbortController()
  const first = table.list(asked, controller.signal)
  controller.abort()
  const second = table.list({ ...asked, filter: { ...asked.filter, words: 'a.example' } })
  expect(await first).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
  expect(value(await second)).toMatchObject({ total: 1, counts: { problems: 1 } })
})

it('looks again after a change, also where that came during a look', async () => {
  const { radar, table, asked } = await both()
  const look = table.list(asked)
  value(await files.snapshots.write({ ...project(), organizations: [] }))
  radar.forget()
  await look
  expect(value(await table.list(asked))).toMatchObject({ total: 0 })
})
