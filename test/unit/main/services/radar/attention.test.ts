import { beforeEach, expect, it } from 'vitest'
import { needsAttention } from '../../../../../src/core/problems/attention'
import { everyProblem } from '../../../../../src/core/problems/problem-filter'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { type AppFiles } from '../../../../../src/main/files/app-files'
import { value } from '../../../../support/services/main-services'
import { checkReport, organizationEntry } from '../../../../support/states/radar'
import { createAttentionService } from '../../../../../src/main/services/radar/attention'
import { radarOver, workspaceOf } from '../../../../support/services/radar-service'
import { connection, snapshotOf, withStates } from '../../../../support/states/snapshots'
import { temporaryFiles } from '../../../../support/services/temporary'

let folder: string
let files: AppFiles
const now = () => new Date('2026-11-27T12:00:00.000Z')

beforeEach(async () => {
  ;({ folder, files } = await temporaryFiles())
})

function project(id: string, parts: Parameters<typeof snapshotOf>[0]): Snapshot {
  const snapshot = snapshotOf(parts)
  return { ...snapshot, summary: { ...snapshot.summary, id: id as never, name: `Project ${id}` } }
}
const one = project('a', {
  organizations: [organizationEntry('o', 'o.example')],
  oidc: [connection('c', { issuer_url: 'http://id.example' }), connection('d')],
})

it('finds what one project needs, with its last checks and states, the worst first', async () => {
  value(await files.checks('a' as never).write({ 'oidc:c': checkReport('oidc:c', 'bad') }))
  const { attention } = await radarOver({ files, folder }, now, [
    withStates(one, { 'oidc:d': 'disabled' }),
    project('b', {}),
  ])
  const found = value(await attention.look('a' as never))
  const rules = found.findings.map(({ rule }) => rule)
  expect(rules[0]).toBe('lock-out')
  expect(rules).toEqual(expect.arrayContaining(['check-failed', 'http-issuer', 'disabled']))
  expect(found.findings.every(({ projectId }) => ((projectId as string) === 'a') as never)).toBe(
    true,
  )
})

it('leaves out what was silenced', async () => {
  const { attention, radar } = await radarOver({ files, folder }, now, [one])
  await radar.look()
  const before = value(await attention.look('a' as never))
  const id = before.findings[0]?.id ?? ''
  value(await radar.silence({ id, reason: 'A test customer', until: '2026-12-01' }))
  const after = value(await attention.look('a' as never))
  expect(after.findings.map((finding) => finding.id)).toEqual(
    before.findings.slice(1).map((finding) => finding.id),
  )
})

it('says nothing of a project that was never read, and fails for one that there is not', async () => {
  const { attention } = await radarOver({ files, folder }, now, [], [project('never', {})])
  expect(value(await attention.look('never' as never))).toMatchObject({ findings: [] })
  expect(await attention.look('gone' as never)).toMatchObject({ ok: false })
  const controller = new AbortController()
  controller.abort()
  expect(await attention.look('never' as never, controller.signal)).toMatchObject({
    error: { code: 'request.cancelled' },
  })
})

it('has what Home has of the project that is more than a note, what is found across projects and silenced too', async () => {
  const own = project('a', {
    organizations: [organizationEntry('o', 'o.example')],
    oidc: [connection('c', { issuer_url: 'http://id.example' })],
  })
  const other = project('b', { organizations: [organizationEntry('x', 'o.example')] })
  const { attention, radar } = await radarOver({ files, folder }, now, [own, other])
  await radar.look()
  const filter = { ...everyProblem, projectIds: ['a' as never] }
  const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)
  const same = async () => {
    const { findings } = value(await attention.look('a' as never))
    const asked = { filter, groupBy: 'environment', offset: 0, limit: 500 } as const
    const { rows } = value(await radar.list(asked))
    expect(idsOf(findings)).toEqual(idsOf(rows.filter(needsAttention)))
    return { rows, findings }
  }
  const before = await same()
  expect(before.rows.length).toBeGreaterThan(before.findings.length)
  expect(before.rows.map(({ rule }) => rule)).toContain('domain-elsewhere')
  const [worst] = before.findings
  value(await radar.silence({ id: worst?.id ?? '', reason: 'Known', until: '2026-12-01' }))
  expect((await same()).findings).toHaveLength(before.findings.length - 1)
})

it('asks for nothing of other projects, since what is found between projects is to know only', async () => {
  const asked: unknown[] = []
  const attention = createAttentionService({
    workspaces: { list: () => Promise.resolve([workspaceOf([one, project('b', {})])]) },
    estate: {
      ask(_kind: string, question: unknown) {
        asked.push(question)
        return Promise.resolve({ read: [] })
      },
    },
    memory: {
      read: () => Promise.resolve({ drifts: {} }),
      silencesOf: () => Promise.resolve(new Set()),
    },
    now,
  } as never)
  expect(value(await attention.look('a' as never))).toEqual({ findings: [] })
  expect(asked).toHaveLength(1)
  expect(JSON.stringify(asked)).toContain('Project a')
  expect(JSON.stringify(asked)).not.toContain('Project b')
})
