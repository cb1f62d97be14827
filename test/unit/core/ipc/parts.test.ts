import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  addPart,
  inParts,
  mostRows,
  partMessage,
  type AnswerPart,
} from '../../../../src/core/ipc/parts'

/** Rows of a message, counted on its own terms: entries of its outermost lists, long records among them. */
function rowsIn(value: unknown): number {
  if (Array.isArray(value)) return value.length
  if (typeof value !== 'object' || value === null) return 0
  const entries = Object.values(value)
  return entries.length > 100
    ? entries.length
    : entries.reduce((sum, each) => sum + rowsIn(each), 0)
}

/** The longest list anywhere in a value. */
function longestIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const entries = Object.values(value)
  const inner = entries.reduce<number>((most, each) => Math.max(most, longestIn(each)), 0)
  return Math.max(entries.length, inner)
}

/** The same value as it comes through a channel that copies each message. */
function sent(value: unknown): unknown {
  const { head, parts } = structuredClone(inParts(value))
  for (const part of parts) addPart(head, partMessage(part))
  return head
}

const rows = (count: number, of: (at: number) => unknown = (at) => ({ id: `id-${at}` })) =>
  Array.from({ length: count }, (_item, at) => of(at))

it('leaves an answer without long lists as it is', () => {
  const answer = { rows: rows(mostRows), counts: { all: 1 }, at: undefined, when: null }
  const { head, parts } = inParts(answer)
  expect(head).toBe(answer)
  expect(parts).toEqual([])
})

it('cuts a project into messages of at most 1,000 rows, and changes nothing of what it is given', () => {
  const snapshot = {
    summary: { name: 'Large' },
    project: { services: { oidc: rows(4444), saml: rows(556) }, after: 'it' },
    organizations: rows(10_000, (at) => ({ id: `o-${at}`, domains: ['a.example', 'b.example'] })),
    shownSecrets: rows(900, (at) => `key-${at}`),
    former: rows(300),
  }
  const before = structuredClone(snapshot)
  const { head, parts } = inParts({ snapshot })
  expect(rowsIn(head)).toBeLessThanOrEqual(mostRows)
  for (const { entries } of parts) expect(Object.keys(entries).length).toBeLessThanOrEqual(mostRows)
  expect(parts.length).toBe(5 + 10 + 1)
  expect(sent({ snapshot })).toEqual({ snapshot })
  expect(JSON.stringify(sent({ snapshot }))).toBe(JSON.stringify({ snapshot }))
  expect(snapshot).toEqual(before)
})

it('cuts long records, lists of lists, and long lists within rows', () => {
  const states = Object.fromEntries(
    rows(2500, (at) => [`oidc:${at}`, 'enabled']) as [string, string][],
  )
  const steps = rows(3, (at) => ({ at, changes: rows(2200), more: { also: rows(1001) } }))
  for (const answer of [{ states }, states, rows(2500), { steps }, [rows(1500), rows(10)]]) {
    const { head, parts } = inParts(answer)
    expect(longestIn(head)).toBeLessThanOrEqual(mostRows)
    for (const { entries } of parts) expect(longestIn(entries)).toBeLessThanOrEqual(mostRows)
    expect(sent(answer)).toEqual(answer)
  }
})

it('makes the same answer again of any', () => {
  const anything = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<unknown>(null, 7, 'text', true),
      tie('list'),
      fc.dictionary(fc.string({ maxLength: 5 }), tie('value'), { maxKeys: 4 }),
    ),
    list: fc
      .tuple(fc.array(tie('value'), { maxLength: 3 }), fc.constantFrom(0, 1, 400, 1500))
      .map(([some, more]) => [...some, ...rows(more)]),
  })).value
  fc.assert(
    fc.property(anything, (value) => {
      expect(sent(value)).toEqual(value)
    }),
    { numRuns: 60 },
  )
})

it('refuses a part of another answer', () => {
  const part: AnswerPart = { path: ['rows'], text: '[1]' }
  expect(() => addPart({ others: [] }, part)).toThrow('no such list')
  expect(() => addPart({ rows: 'text' }, part)).toThrow('no such list')
})
