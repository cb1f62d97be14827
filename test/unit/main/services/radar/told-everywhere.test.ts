import fc from 'fast-check'
import { expect, test } from 'vitest'
import { setUpOf } from '../../../../../src/core/draft/set-up-of'
import { workingCopy } from '../../../../../src/core/draft/working-copy'
import { success } from '../../../../../src/core/errors/result'
import { noIntents } from '../../../../../src/core/intents/intents'
import { attentionAt, needsAttention } from '../../../../../src/core/problems/attention'
import { everyProblem } from '../../../../../src/core/problems/problem-filter'
import type { KnownProject } from '../../../../../src/core/problems/known-project'
import type { JsonObject } from '../../../../../src/core/model/json'
import { emptyRadarMemory, type RadarMemory } from '../../../../../src/core/problems/radar-memory'
import { createAttentionService } from '../../../../../src/main/services/radar/attention'
import { createLooker } from '../../../../../src/main/services/estate/looker'
import { createRadarService } from '../../../../../src/main/services/radar/radar'
import { createRadarMemory } from '../../../../../src/main/services/radar/radar-memory'
import { value } from '../../../../support/services/main-services'
import { checkReport, radarProject } from '../../../../support/states/radar'
import { workspaceOf } from '../../../../support/services/radar-service'
import { arbitrarySnapshot } from '../../../../support/states/snapshots'

const now = () => new Date('2026-11-27T12:00:00.000Z')

/** For each connection what is known of it beside its fields. */
const known = fc.record({
  state: fc.constantFrom('enabled' as const, 'disabled' as const, undefined),
  check: fc.constantFrom('good' as const, 'bad' as const, undefined),
  end: fc.constantFrom('2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z', undefined),
  remark: fc.constantFrom('error' as const, 'warning' as const, 'info' as const, undefined),
  failing: fc.subarray(['Ada', 'Grace']),
  fields: fc.constantFrom<JsonObject>(
    {},
    { issuer_url: 'http://x.example' },
    { provider: 'nobody-knows' },
    { client_id: '' },
    { organization_id: 'gone' },
  ),
})
type Known = typeof known extends fc.Arbitrary<infer Value> ? Value : never

/** A project as the rules look at it: random connections and organizations, two of which may share a domain. */
const worlds = fc
  .tuple(
    arbitrarySnapshot,
    fc.array(known, { minLength: 16, maxLength: 16 }),
    fc.record({ shared: fc.boolean(), oidc: fc.boolean(), saml: fc.boolean() }),
  )
  .map(([snapshot, all, { shared, oidc, saml }]) => {
    const plain = setUpOf(snapshot)
    const of = (index: number): Known => all[index % all.length] ?? (all[0] as Known)
    const setUp = {
      ...plain,
      methods: { oidc: { enabled: oidc }, saml: { enabled: saml } },
      organizations: plain.organizations.map((item) =>
        shared ? { ...item, fields: { ...item.fields, domains: ['shared.example'] } } : item,
      ),
      connections: plain.connections.map((item, index) => ({
        ...item,
        fields: { ...item.fields, ...(item.protocol === 'oidc' ? of(index).fields : {}) },
      })),
    }
    const byKey = <Value>(take: (known: Known) => Value | undefined) =>
      setUp.connections.flatMap(({ key }, index): [string, Value][] => {
        const taken = take(of(index))
        return taken === undefined ? [] : [[key, taken]]
      })
    const verdicts = byKey(({ check }) => check)
    const project = radarProject(
      {},
      {
        setUp,
        summary: snapshot.summary,
        states: Object.fromEntries(byKey(({ state }) => state)),
        checks: Object.fromEntries(verdicts.map(([key, is]) => [key, checkReport(key, is)])),
        certificateEnds: new Map(byKey(({ end }) => end && [end])),
        remarks: new Map(
          byKey(({ remark }) => remark && { severity: remark, count: 1, first: 'A remark' }),
        ),
        failingCases: new Map(byKey(({ failing }) => failing)),
      },
    )
    return { snapshot, project }
  })

/** The services over one project, which a look finds as it is then. */
function over(first: KnownProject, summaryOf: Parameters<typeof workspaceOf>[0]) {
  let project = first
  let memory: RadarMemory = emptyRadarMemory
  const kept = createRadarMemory({
    read: () => Promise.resolve(success(memory)),
    write(next: RadarMemory) {
      memory = next
      return Promise.resolve(success(undefined))
    },
  } as never)
  const look = createLooker(() => Promise.resolve(project))
  const deps = {
    workspaces: { list: () => Promise.resolve([workspaceOf(summaryOf)]) },
    memory: kept,
    estate: {
      ask: (_kind: string, question: never, { onTold }: { onTold: never }) =>
        look(question, new AbortController().signal, onTold),
      tellProblems: () => undefined,
    },
    now,
    reading: { left: () => 0, unread: () => [] },
    emit: () => undefined,
    tellChanged: () => undefined,
  } as never
  return {
    radar: createRadarService(deps),
    attention: createAttentionService(deps),
    becomes: (next: KnownProject) => void (project = next),
  }
}

async function shownBy({ radar, attention }: ReturnType<typeof over>, project: KnownProject) {
  const { id } = project.summary
  const list = async (silenced: boolean) => {
    const filter = { ...everyProblem, projectIds: [id], silenced }
    return value(await radar.list({ filter, groupBy: 'severity', offset: 0, limit: 500 })).rows
  }
  value(await radar.look())
  const ofProject = value(await attention.look(id))
  return { told: await list(false), silenced: await list(true), ofProject }
}

test('what Home tells of a project its count tells, and so does each row that it is about', async () => {
  let silencings = 0
  let badges = 0
  await fc.assert(
    fc.asyncProperty(worlds, fc.nat(), async ({ snapshot, project }, aim) => {
      const services = over(project, [snapshot])
      const copy = workingCopy(snapshot, noIntents)
      const expectOne = async () => {
        const { told, silenced, ofProject } = await shownBy(services, project)
        const ids = (problems: readonly { readonly id: string }[]) => problems.map(({ id }) => id)
        const urgent = told.filter(needsAttention)
        expect(ids(ofProject.findings)).toEqual(ids(urgent))
        const at = attentionAt(ofProject.findings, copy.connections, project.now)
        for (const problem of urgent) {
          if (!problem.target) continue
          badges += 1
          const states = at(problem.target)
          expect(states.map((state) => state.problem.id)).toContain(problem.id)
        }
        // A row says nothing that the count does not.
        for (const { target } of [...copy.organizations, ...copy.connections]) {
          const own = at(target).map(({ problem }) => problem.id)
          expect(ids(urgent)).toEqual(expect.arrayContaining(own))
        }
        return { told, silenced }
      }
      const before = await expectOne()
      const chosen = before.told[aim % Math.max(before.told.length, 1)]
      if (!chosen) return
      silencings += 1
      const { id } = chosen
      value(await services.radar.silence({ id, reason: 'It may stay', until: '2027-01-01' }))
      const after = await expectOne()
      expect(after.silenced.map((row) => row.id)).toEqual([id])
      // What it rests on is more than was known: it is told again.
      if (chosen.rule !== 'cases-failing') return
      const key = chosen.target?.key ?? ''
      const more = [...(project.failingCases.get(key) ?? []), 'A new one']
      const failingCases = new Map([...project.failingCases, [key, more]])
      services.becomes({ ...project, failingCases })
      const again = await expectOne()
      expect(again.silenced).toEqual([])
      expect(again.told.map((row) => row.id)).toContain(id)
    }),
    { numRuns: 150 },
  )
  expect(silencings).toBeGreaterThan(50)
  expect(badges).toBeGreaterThan(500)
})
