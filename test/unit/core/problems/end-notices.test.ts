import fc from 'fast-check'
import { expect, it } from 'vitest'
import { endNotice, endsToTell, type ToldEnds } from '../../../../src/core/problems/end-notices'
import { problemsByRule } from '../../../../src/core/problems/find'
import type { ProjectProblem } from '../../../../src/core/problems/problem'
import { radarProject, samlEntry } from '../../../support/states/radar'
import { connection } from '../../../support/states/snapshots'

const first = '2026-11-27T12:00:00.000Z'
const after = (days: number) =>
  new Date(Date.parse(first) + days * 24 * 60 * 60 * 1000).toISOString()

/** What Home finds of certificates with these ends, by id of the connection. */
function found(ends: Record<string, number>, now = first, off: readonly string[] = []) {
  const project = radarProject(
    { saml: Object.keys(ends).map((id) => samlEntry(id)), oidc: [connection('c')] },
    {
      certificateEnds: new Map(
        Object.entries(ends).map(([id, days]) => [`saml:${id}`, [after(days)]]),
      ),
      states: Object.fromEntries(off.map((id) => [`saml:${id}`, 'disabled' as const])),
      now,
    },
  )
  return [...problemsByRule(project)].flat()
}
const names = (problems: readonly ProjectProblem[]) => problems.map(({ name }) => name)

it('tells each end once at each step, and only the step that it has reached', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -20, max: 120 }), { minLength: 1, maxLength: 4 }),
      fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 12 }),
      (ends, waits) => {
        const all = Object.fromEntries(ends.map((days, index) => [`s${index}`, days]))
        let told: ToldEnds = {}
        let day = 0
        const counts = new Map<string, number>()
        for (const wait of [0, ...waits]) {
          day += wait
          const now = after(day)
          const problems = found(all, now)
          const next = endsToTell(problems, told, now)
          for (const name of names(next.due)) counts.set(name, (counts.get(name) ?? 0) + 1)
          told = next.told
          // Nothing is told again while nothing is nearer.
          expect(endsToTell(problems, told, now).due).toEqual([])
        }
        // Three steps, and the end itself.
        expect([...counts.values()].every((count) => count <= 4)).toBe(true)
      },
    ),
  )
})

it('counts the steps: 90, 30 and 7 days before, and once it has come', () => {
  let told: ToldEnds = {}
  const days: number[] = []
  for (let left = 100; left >= -40; left -= 1) {
    const now = after(100 - left)
    const next = endsToTell(found({ s: 100 }, now), told, now)
    if (next.due.length > 0) days.push(left)
    told = next.told
  }
  expect(days).toEqual([90, 30, 7, -1])
  // Long after the end nothing of it is kept.
  expect(told).toEqual({})
})

it('tells nothing of what nobody uses, of what is long over, and of what is no end', () => {
  const problems = found({ off: 5, far: 60, over: -8, soon: 5 }, first, ['off', 'far'])
  expect(names(endsToTell(problems, {}, first).due)).toEqual(['Label of soon'])
})

it('keeps no name', () => {
  const { told } = endsToTell(found({ soon: 5 }), {}, first)
  expect(Object.values(told)).toEqual([{ step: 7, when: after(5) }])
  expect(JSON.stringify(told)).not.toContain('Label')
})

it('says one in full and leads to it, and several in one notification that leads to Home', () => {
  const nameOf = () => 'Northwind Staging'
  const due = (ends: Record<string, number>) => endsToTell(found(ends), {}, first).due
  expect(endNotice([], nameOf, first)).toBeUndefined()
  expect(endNotice(due({ s: 5 }), nameOf, first)).toEqual({
    title: 'Certificate expires in 5 days',
    body: 'Label of s in Northwind Staging',
    place: { projectId: expect.any(String), target: { kind: 'connection', key: 'saml:s' } },
  })
  const [one] = due({ s: 5 })
  expect(endNotice([{ ...one!, customer: 'Tidewater' }], nameOf, first)?.body).toBe(
    'Label of s, Tidewater in Northwind Staging',
  )
  const many = endNotice(due({ a: 60, b: 5, c: 20, d: -1, e: 21 }), nameOf, first)
  expect(many?.place).toBeUndefined()
  expect(many?.title).toBe('5 certificates or secrets to renew')
  expect(many?.body.split('\n')).toEqual([
    'Certificate expired yesterday: Label of d in Northwind Staging',
    'Certificate expires in 5 days: Label of b in Northwind Staging',
    'Certificate expires in 20 days: Label of c in Northwind Staging',
    'Certificate expires in 21 days: Label of e in Northwind Staging',
    'and 1 more',
  ])
})

it('says a name of others in its own line, reads as it is written, and holds no markup that a desktop would draw', () => {
  const [one] = endsToTell(found({ s: 5 }), {}, first).due
  const name = 'Meadow\nand 7 more\u202Egnp.exe <a href="https://evil.example">Renew</a> & Sons'
  for (const due of [[{ ...one!, name }], [{ ...one!, name, customer: name }, one!]]) {
    const notice = endNotice(due, () => name, first)
    expect(notice?.body.split('\n')).toHaveLength(due.length)
    expect(notice?.body).not.toMatch(/[<>\u202E]/)
    expect(notice?.body).toContain('Meadow and 7 more gnp.exe ‹a href="https://evil.example"›Renew')
    expect(notice?.body).toContain('& Sons')
  }
})
