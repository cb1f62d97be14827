import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyDraft } from '../../../../../src/core/draft/draft'
import { setUpOf } from '../../../../../src/core/draft/set-up-of'
import { noIntents, type Intents } from '../../../../../src/core/intents/intents'
import { textMember } from '../../../../../src/core/model/json'
import { worstFirst } from '../../../../../src/core/model/severity'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { needsAttention } from '../../../../../src/core/problems/attention'
import { everyProblem } from '../../../../../src/core/problems/problem-filter'
import { everyRow } from '../../../../../src/core/search/table-question'
import { tableEntries, tableKey } from '../../../../../src/core/search/table-row'
import { projectWays } from '../../../../../src/core/sign-in-ways/address-lines'
import { createAllOrganizations } from '../../../../../src/main/services/all-organizations/all-organizations'
import { createSearchService } from '../../../../../src/main/services/search'
import { estateInPlace } from '../../../../support/services/estate-in-place'
import { value } from '../../../../support/services/main-services'
import { radarOver, workspaceOf } from '../../../../support/services/radar-service'
import { temporaryFiles } from '../../../../support/services/temporary'
import { atOry } from '../../../../support/states/project-ids'
import { arbitrarySnapshot } from '../../../../support/states/snapshots'

const now = () => new Date('2026-11-27T12:00:00.000Z')
const ids = [1, 2].map((digit) => atOry(`b1f6a2b4-0000-4000-8000-00000000000${digit}`))

const events = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('read' as const),
      at: fc.nat(1),
      snapshot: arbitrarySnapshot,
    }),
    fc.record({ kind: fc.constant('edit' as const), at: fc.nat(1), which: fc.nat(20) }),
    fc.record({ kind: fc.constant('discard' as const), at: fc.nat(1) }),
    fc.record({ kind: fc.constant('silence' as const), which: fc.nat(20) }),
    fc.record({ kind: fc.constant('restart' as const) }),
  ),
  { minLength: 1, maxLength: 6 },
)

/** All lists over two projects, with what the pure functions of core say of the same. */
async function estateOf(first: readonly [Snapshot, Snapshot]) {
  const { folder, files } = await temporaryFiles()
  const named = (snapshot: Snapshot, at: number): Snapshot => ({
    ...snapshot,
    summary: { ...snapshot.summary, id: ids[at] ?? snapshot.summary.id, name: `Project ${at}` },
  })
  const snapshots = first.map(named)
  const intents: Intents[] = [noIntents, noIntents]
  let exit: () => void = () => undefined
  const estate = estateInPlace({ folder, files }, { exit: (ended) => void (exit = ended) })
  const { radar, attention } = await radarOver({ files, folder }, now, snapshots, [], { estate })
  const workspaces = { list: () => Promise.resolve([workspaceOf(snapshots)]) }
  const table = createAllOrganizations({
    workspaces,
    problems: radar,
    clipboard: { write: () => Promise.resolve() },
    estate,
    now,
  })
  const search = createSearchService({ workspaces, estate })
  const all = { offset: 0, limit: 500 }
  const home = async () =>
    value(await radar.list({ filter: everyProblem, groupBy: 'severity', ...all }))

  return {
    async read(at: number, snapshot: Snapshot) {
      snapshots[at] = named(snapshot, at)
      value(await files.snapshots.write(snapshots[at]))
      radar.forget()
    },
    /** Renames an organization. */
    async edit(at: number, which: number) {
      const { organizations = [], revisionId = '' } = snapshots[at] ?? {}
      const organization = organizations[which % Math.max(1, organizations.length)]
      const key = organization && textMember(organization, 'id')
      if (key === undefined) return
      const label = { from: textMember(organization ?? {}, 'label'), to: `Renamed ${which}` }
      const edited = { [key]: { kind: 'edit', fields: { label } } }
      intents[at] = { ...noIntents, organization: edited } as Intents
      const draft = { ...emptyDraft(ids[at]!, revisionId), intents: intents[at] }
      value(await files.drafts.write(draft))
      radar.forget()
    },
    async discard(at: number) {
      intents[at] = noIntents
      value(await files.drafts.delete(ids[at]!))
      radar.forget()
    },
    async silence(which: number) {
      const { rows } = await home()
      const row = rows[which % Math.max(1, rows.length)]
      if (row) value(await radar.silence({ id: row.id, reason: 'Known', until: '2027-01-01' }))
    },
    restart: () => exit(),
    async expectOneTruth() {
      value(await table.list({ filter: { ...everyRow, problems: true }, ...all }))
      const told = await home()
      const listed = value(await table.list({ filter: everyRow, ...all }))

      // The rows are those of core, in its order, with the worst problem that Home tells of each.
      const expected = snapshots.flatMap((snapshot, at) => {
        const { id: projectId, name: project, environment } = snapshot.summary
        const known = { checks: undefined, published: new Map(), metadata: new Map() }
        const common = { projectId, project, environment }
        return [...tableEntries(common, snapshot, intents[at] ?? noIntents, known as never)]
      })
      const worst = (key: string) =>
        worstFirst(told.rows).find(
          ({ projectId, target }) =>
            target &&
            target.kind !== 'method' &&
            tableKey({ ...target, projectId } as never) === key,
        )?.severity
      expect(
        listed.rows.map(({ problem, ...row }) => [tableKey(row), row.label, row.status, problem]),
      ).toEqual(expected.map(({ id, row }) => [id, row.label, row.status, worst(id)]))
      expect(listed.counts.problems).toBe(listed.rows.filter((row) => row.problem).length)

      for (const [at, snapshot] of snapshots.entries()) {
        const { id } = snapshot.summary
        const own = listed.rows.filter(({ projectId }) => projectId === id)
        // Home counts what the server has; a draft adds nothing here.
        const project = told.projects.find((row) => row.id === id)
        const countOf = (kind: string) => own.filter((row) => row.kind === kind).length
        expect([project?.organizations, project?.connections]).toEqual([
          countOf('organization'),
          countOf('connection'),
        ])
        // The rows of a project say what Home says of them.
        const { findings } = value(await attention.look(id))
        const urgent = told.rows.filter((row) => row.projectId === id && needsAttention(row))
        expect(findings.map((finding) => finding.id)).toEqual(urgent.map((row) => row.id))
        // Each domain is found in the projects whose organizations take it.
        const domain = own.find(({ domains }) => (domains?.length ?? 0) > 0)?.domains?.[0]
        if (domain === undefined) continue
        const { rows } = value(await table.addresses({ texts: [domain], ...all }))
        const takers = snapshots.filter((each) =>
          projectWays(setUpOf(each, noIntents)).takes(domain),
        )
        expect(rows.flatMap((row) => (row.kind === 'hit' ? [row.projectId] : []))).toEqual(
          takers.map(({ summary }) => summary.id),
        )
        // It is found by that domain, as a row of the list.
        const found = value(await search.find({ typed: domain, projectId: id }, { windowId: at }))
        expect(found.rows.length).toBeGreaterThan(0)
        const keys = new Set(own.map(({ key }) => key))
        for (const { kind, key } of found.rows) {
          if (kind === 'organization' || kind === 'connection') expect(keys).toContain(key)
        }
      }
    },
  }
}

test('every list, count, mark and search says the same of a random estate, whatever happened to it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.tuple(arbitrarySnapshot, arbitrarySnapshot), events, async (first, all) => {
      const estate = await estateOf(first)
      await estate.expectOneTruth()
      for (const event of all) {
        if (event.kind === 'read') await estate.read(event.at, event.snapshot)
        else if (event.kind === 'edit') await estate.edit(event.at, event.which)
        else if (event.kind === 'discard') await estate.discard(event.at)
        else if (event.kind === 'silence') await estate.silence(event.which)
        else estate.restart()
        await estate.expectOneTruth()
      }
    }),
    { numRuns: 30 },
  )
})
