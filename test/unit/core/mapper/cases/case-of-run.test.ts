import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeCase } from '../../../../../src/core/mapper/cases/judge'
import { caseText, parseCase, type MapperCase } from '../../../../../src/core/mapper/cases/case'
import { caseInput } from '../../../../../src/core/mapper/cases/input'
import { givenOf, type MapperRun } from '../../../../../src/core/mapper/kratos/run'
import type { JsonObject } from '../../../../../src/core/model/json'
import {
  acceptedCase,
  caseOf,
  expectationWords,
  objectOfParts,
  partsOf,
} from '../../../../../src/core/mapper/cases/case-of-run'

const runOf = (output: unknown): MapperRun => ({
  evaluation: { output: JSON.stringify(output), trace: '', traceCut: false, milliseconds: 1 },
})
const input = { mode: 'provider', kind: 'google', claims: {}, updateOnLogin: 'never' } as const
const arbitraryObject = fc
  .dictionary(fc.oneof(fc.string(), fc.constant('__proto__')), fc.jsonValue())
  .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject)

describe('parts of an output', () => {
  it('together are the whole of it', () => {
    fc.assert(
      fc.property(arbitraryObject, (object) => {
        expect(objectOfParts(partsOf(object))).toEqual(object)
      }),
    )
  })

  it('are each expected by a case that the same run passes', () => {
    fc.assert(
      fc.property(arbitraryObject, fc.array(fc.nat(20)), (object, chosen) => {
        const parts = partsOf(object).filter((_, index) => chosen.includes(index))
        const made = caseOf('a', input, { partial: objectOfParts(parts) })
        expect(judgeCase(made.expect, runOf(object))).toEqual({ pass: true, differences: [] })
      }),
    )
  })
})

describe('a case', () => {
  it('keeps the identity and how it is updated only where there is one', () => {
    expect(caseOf('A', input, { output: {} })).toEqual({
      name: 'A',
      mapper: { file: 'mapper.jsonnet' },
      mode: { provider: 'google' },
      claims: {},
      expect: { output: {} },
    })
    const identity = { traits: { email: 'kim@example.com' } }
    const made = caseOf('A', { ...input, mode: 'exact', identity }, { error: 'no' })
    expect(made).toMatchObject({ mode: 'exact', identity, update_identity_on_login: 'never' })
  })

  it('that accepts a result passes with it, whatever it expected', () => {
    const expectations: MapperCase['expect'][] = [
      { output: 1 },
      { partial: { identity: { traits: { email: 'old', gone: 1 } } } },
      { error: 'nothing of this' },
    ]
    const results: MapperRun[] = [
      runOf({ identity: { traits: { email: 'new', name: 'Kim' } } }),
      runOf([]),
      { error: { code: 'mapper.runtime', message: 'Field does not exist: x', retry: false } },
    ]
    for (const expectation of expectations) {
      for (const run of results) {
        const accepted = acceptedCase(caseOf('a', input, expectation), run)
        expect(judgeCase(accepted.expect, run).pass).toBe(true)
      }
    }
  })

  it('goes on expecting only the parts that were chosen', () => {
    const old = caseOf('a', input, { partial: { identity: { traits: { email: 'old' } } } })
    const run = runOf({ identity: { traits: { email: 'new', name: 'Kim' } } })
    const { expect: next } = acceptedCase(old, run)
    expect(next).toEqual({ partial: { identity: { traits: { email: 'new' } } } })
    expect(expectationWords(old)).toBe('traits.email')
  })
})

describe('a case of a mapper for SCIM', () => {
  const of = (mode: 'exact' | 'provider') =>
    caseOf(
      'A user',
      { mode, kind: 'scim', claims: { userName: 'kim' }, updateOnLogin: 'automatic' },
      {
        error: '',
      },
    )

  it('says what is passed as it is, and comes back as the same input', () => {
    const exact = of('exact')
    expect(exact).toMatchObject({ mode: 'exact', given: 'scim' })
    expect(parseCase(caseText(exact))).toEqual(exact)
    const on = { text: '{}', fileName: 'm' }
    expect(caseInput(exact, on).claims).toEqual({
      mode: 'exact',
      json: '{"userName":"kim"}',
      given: 'scim',
    })
    const sent = of('provider')
    expect(sent.mode).toEqual({ provider: 'scim' })
    expect('given' in sent).toBe(false)
    expect(givenOf(caseInput(sent, on).claims)).toBe('scim')
  })

  it('of claims says nothing of it', () => {
    const claims = caseOf(
      'C',
      { mode: 'exact', kind: '', claims: {}, updateOnLogin: 'never' },
      { error: '' },
    )
    expect(caseText(claims)).not.toContain('given')
  })
})
