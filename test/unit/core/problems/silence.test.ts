import { describe, expect, test } from 'vitest'
import type { Moved } from '../../../../src/core/draft/rebase'
import type { ProjectProblem } from '../../../../src/core/problems/problem'
import { withMoved } from '../../../../src/core/problems/radar-memory'
import { silenceSchema, silencesOf, type Silence } from '../../../../src/core/problems/silence'

const now = '2026-11-27T12:00:00.000Z'
const problem: ProjectProblem = {
  id: 'a',
  rule: 'domain-twice',
  severity: 'warning',
  projectId: 'p' as never,
  name: 'A',
  message: 'A',
  facts: ['o1', 'o2'],
}
const silence: Silence = {
  id: 'a',
  projectId: 'p',
  reason: 'In March',
  until: '2026-11-30',
  at: now,
  facts: ['o1', 'o2', 'o3'],
  severity: 'warning',
}
const isSilent = (own: Partial<Silence>, now_: Partial<ProjectProblem> = {}) =>
  silencesOf([{ ...problem, ...now_ }], [{ ...silence, ...own }], now).size === 1

describe('a silence', () => {
  test('is about what was known when it was given: nothing further, and nothing worse', () => {
    expect(isSilent({})).toBe(true)
    expect(isSilent({ id: 'b' })).toBe(false)
    expect(isSilent({}, { facts: ['o4'] })).toBe(false)
    expect(isSilent({}, { facts: ['o1', 'o4'] })).toBe(false)
    expect(isSilent({}, { facts: undefined })).toBe(true)
    expect(isSilent({}, { severity: 'error' })).toBe(false)
    expect(isSilent({}, { severity: 'info' })).toBe(true)
  })

  test('has a reason and a day', () => {
    expect(silenceSchema.parse({ ...silence, reason: ' In March ' }).reason).toBe('In March')
    const bad = [
      { reason: ' ' },
      { reason: 'x'.repeat(501) },
      { until: 'tomorrow' },
      { id: '' },
      { id: 'x'.repeat(2001) },
      { severity: 'bad' },
    ]
    for (const part of bad) {
      expect(silenceSchema.safeParse({ ...silence, ...part }).success, JSON.stringify(part)).toBe(
        false,
      )
    }
    const longest = { ...silence, id: 'x'.repeat(2000), reason: 'x'.repeat(500) }
    expect(silenceSchema.safeParse(longest).success).toBe(true)
  })
})

describe('what others changed', () => {
  const moved = (key: string, label = key): Moved => ({
    target: { kind: 'connection', key },
    label,
    how: 'changed',
    fields: ['label'],
  })
  const look = { since: '2026-11-25', until: '2026-11-26' }
  const later = { since: '2026-11-26', until: '2026-11-27' }

  test('is gathered since the first look that found something; of the same the later counts', () => {
    const first = withMoved(undefined, [moved('a'), moved('b')], look)
    expect(first).toEqual({ ...look, moved: [moved('a'), moved('b')], more: 0 })
    expect(withMoved(first, [moved('a', 'again'), moved('c')], later)).toEqual({
      since: look.since,
      until: later.until,
      moved: [moved('b'), moved('a', 'again'), moved('c')],
      more: 0,
    })
  })

  test('is kept up to a number, and what is beyond that is counted', () => {
    const many = Array.from({ length: 102 }, (_each, at) => moved(`c${at}`))
    const first = withMoved(undefined, many, look)
    expect([first.moved.length, first.more]).toEqual([100, 2])
    const next = withMoved(first, [moved('new')], later)
    expect([next.moved.length, next.more]).toEqual([100, 3])
    expect(withMoved(undefined, many.slice(0, 100), look).more).toBe(0)
  })
})
