import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noIntents } from '../../../../../src/core/intents/intents'
import { workingCopy } from '../../../../../src/core/draft/working-copy'
import type { InspectedMapper } from '../../../../../src/core/ipc/mapper-editor'
import type { MapperFinding } from '../../../../../src/core/mapper/lint/finding'
import { excerptOf } from '../../../../../src/renderer/features/mappers/excerpt'
import {
  countsOf,
  explanationOf,
  foundText,
  sizeText,
} from '../../../../../src/renderer/features/mappers/finding-words'
import {
  filterRows,
  rowsOf,
  shownMappers,
} from '../../../../../src/renderer/features/mappers/mapper-rows'
import { mergeInspected } from '../../../../../src/renderer/features/mappers/merge-inspected'
import { everyFinding } from '../../../../../src/renderer/features/mappers/row-filter'
import { connection, snapshotOf } from '../../../../support/states/snapshots'

const keys = ['oidc:a', 'oidc:b', 'oidc:c', 'oidc:d', 'oidc:e']
const copy = workingCopy(
  snapshotOf({ oidc: keys.map((key) => connection(key.slice(5))) }),
  noIntents,
)

const finding: fc.Arbitrary<MapperFinding> = fc.record({
  rule: fc.constantFrom('custom-claim' as const, 'secret' as const, 'jsonnet' as const),
  severity: fc.constantFrom('error' as const, 'warning' as const, 'info' as const),
  message: fc.constantFrom('One', 'Two'),
  start: fc.nat(50),
  end: fc.nat(50),
})

/** Mappers whose connections are parts of all: no connection has two mappers. */
const mappers: fc.Arbitrary<InspectedMapper[]> = fc
  .array(
    fc.record({
      owner: fc.array(fc.nat(2), { minLength: 5, maxLength: 5 }),
      findings: fc.array(fc.array(finding, { maxLength: 5 }), { minLength: 3, maxLength: 3 }),
      unread: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 1 },
  )
  .map(([parts]) =>
    [0, 1, 2].flatMap((index) => {
      const connectionKeys = keys.filter((_key, place) => parts?.owner[place] === index)
      const findings = parts?.unread[index] ? [] : (parts?.findings[index] ?? [])
      const error = { code: 'network.off', message: 'Offline' }
      return connectionKeys.length === 0
        ? []
        : [
            {
              id: `${index}`,
              connectionKeys,
              findings,
              lines: findings.map(() => 1),
              ...(parts?.unread[index] ? { error } : {}),
            },
          ]
    }),
  )

const severityRank = ({ severity }: Pick<MapperFinding, 'severity'>) =>
  ['error', 'warning', 'info'].indexOf(severity)

/** An unread mapper counts as a warning, one without findings comes last. */
const worstOf = ({ findings, error }: InspectedMapper) =>
  Math.min(error ? 1 : 3, ...findings.map(severityRank))

describe('rows', () => {
  it('have keys of their own, and stand in the order of what is worst, then of the connections', () => {
    fc.assert(
      fc.property(mappers, (list) => {
        const shown = shownMappers(list.toReversed(), copy)
        const rows = rowsOf(shown)
        expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
        const order = shown.map(
          (mapper) => `${worstOf(mapper)} ${keys.indexOf(mapper.key).toString().padStart(3, '0')}`,
        )
        expect(order).toEqual(order.toSorted())
        for (const { key } of shown) {
          const own = rows.flatMap((row) =>
            row.kind === 'finding' && row.mapper.key === key ? [severityRank(row.finding)] : [],
          )
          expect(own).toEqual(own.toSorted((left, right) => left - right))
        }
        const counts = countsOf(list)
        expect(rows.filter(({ kind }) => kind === 'finding')).toHaveLength(
          counts.error + counts.warning + counts.info,
        )
        expect(rows.filter(({ kind }) => kind === 'unread')).toHaveLength(counts.unread)
      }),
    )
  })

  it('under a filter are some of all in the same order, each below its mapper', () => {
    const words = fc.constantFrom('', 'one', 'secret', 'label of a', 'warning', 'nowhere')
    const severities = fc.subarray(['error', 'warning', 'info'] as const)
    fc.assert(
      fc.property(mappers, words, severities, fc.boolean(), (list, text, chosen, clean) => {
        const rows = rowsOf(shownMappers(list, copy))
        const shown = filterRows(rows, { words: text, severities: new Set(chosen), clean })
        const places = shown.map((row) => rows.indexOf(row))
        expect(places).toEqual(places.toSorted((left, right) => left - right))
        let head: string | undefined
        for (const row of shown) {
          if (row.kind === 'mapper') head = row.mapper.key
          else expect(row.mapper.key).toBe(head)
          if (row.kind === 'finding') expect(chosen).toContain(row.finding.severity)
        }
        const isBare = shown.some(
          (row, index) =>
            row.kind === 'mapper' &&
            shown[index + 1]?.mapper.key !== row.mapper.key &&
            (!clean || row.mapper.findings.length > 0),
        )
        expect(isBare).toBe(false)
      }),
    )
  })

  it('leave out a mapper whose connections are all gone', () => {
    const gone = { id: 'x', connectionKeys: ['oidc:gone'], findings: [], lines: [] }
    expect(shownMappers([gone], copy)).toEqual([])
  })

  it('are all shown without a filter, mappers without findings aside', () => {
    const clean = { id: 'x', connectionKeys: ['oidc:a'], findings: [], lines: [] }
    expect(filterRows(rowsOf(shownMappers([clean], copy)), everyFinding)).toEqual([])
    const wanted = { ...everyFinding, clean: true }
    expect(filterRows(rowsOf(shownMappers([clean], copy)), wanted)).toHaveLength(1)
  })
})

describe('looking again', () => {
  it('gives each connection one mapper, the new one where there is one', () => {
    fc.assert(
      fc.property(mappers, mappers, fc.nat(3), (before, after, done) => {
        const named = after.map((mapper) => ({ ...mapper, id: `new ${mapper.id}` }))
        const fresh = new Map(named.slice(0, done).map((mapper) => [mapper.id, mapper]))
        const merged = mergeInspected(before, fresh)
        const owners = merged.flatMap(({ connectionKeys }) => connectionKeys)
        expect(new Set(owners).size).toBe(owners.length)
        expect(owners.toSorted()).toEqual(
          [
            ...new Set([...before, ...fresh.values()].flatMap((item) => item.connectionKeys)),
          ].sort(),
        )
        for (const mapper of fresh.values()) expect(merged).toContain(mapper)
      }),
    )
  })
})

describe('the excerpt', () => {
  it('marks exactly the place, with up to three lines on both sides', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zü🙂 ]{0,30}$/u), { minLength: 1, maxLength: 30 }),
        fc.nat(),
        fc.integer({ min: 1, max: 20 }),
        (lines, seed, length) => {
          const text = lines.join('\n')
          fc.pre(text.length > 0)
          const start = seed % text.length
          const end = Math.min(text.length, start + length)
          const excerpt = excerptOf(text, start, end)
          const numbers = excerpt.map(({ number }) => number)
          expect(numbers).toEqual(numbers.map((_number, index) => (numbers[0] ?? 0) + index))
          for (const { number, parts } of excerpt) {
            expect(parts.map((part) => part.text).join('')).toBe(lines[number - 1])
          }
          const here = text.slice(0, start).split('\n').length
          const last = text.slice(0, Math.max(start, end - 1)).split('\n').length
          expect(numbers[0]).toBe(Math.max(1, here - 3))
          if (last - here < 8) {
            expect(numbers.at(-1)).toBe(Math.min(lines.length, last + 3))
            const marked = excerpt.flatMap(({ parts }) =>
              parts.filter((part) => part.marked).map((part) => part.text),
            )
            expect(marked.join('')).toBe(text.slice(start, end).replaceAll('\n', ''))
          }
        },
      ),
    )
  })

  it('shows a part of a line that is very long, with the place in it', () => {
    const text = `${'a'.repeat(5000)}X${'b'.repeat(5000)}`
    const [line] = excerptOf(text, 5000, 5001)
    const shown = line?.parts.map((part) => part.text).join('') ?? ''
    expect(shown.length).toBeLessThan(300)
    expect(shown).toMatch(/^…a+Xb+…$/)
    expect(line?.parts.find(({ marked }) => marked)?.text).toBe('X')
  })

  it('marks a character where the place is empty, and stands at the end of a text', () => {
    expect(excerptOf('abc', 1, 1)[0]?.parts).toContainEqual({ text: 'b', marked: true })
    expect(excerptOf('abc', 3, 3)).toEqual([{ number: 1, parts: [{ text: 'abc', marked: false }] }])
    expect(excerptOf('', 0, 0)).toEqual([{ number: 1, parts: [] }])
  })
})

describe('words', () => {
  it('count what there is, and leave out what there is not', () => {
    const none = { mappers: 1, error: 0, warning: 0, info: 0, unread: 0, clean: 1 }
    expect(foundText(none)).toBe('')
    expect(foundText({ ...none, error: 1700, warning: 5, info: 1, unread: 1 })).toBe(
      '1,700 errors, 5 warnings, 1 hint, 1 not read',
    )
    expect([sizeText(1), sizeText(512), sizeText(3277)]).toEqual(['1 byte', '512 bytes', '3.2 KiB'])
  })

  it('explain every finding', () => {
    fc.assert(
      fc.property(finding, (item) => {
        expect(explanationOf(item).why.length).toBeGreaterThan(20)
      }),
    )
  })
})
