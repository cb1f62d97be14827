import { describe, expect, it } from 'vitest'
import { caseText, parseCase, type MapperCase } from '../../../../../src/core/mapper/cases/case'
import { caseInput } from '../../../../../src/core/mapper/cases/input'
import { judgeCase } from '../../../../../src/core/mapper/cases/judge'
import type { MapperRun } from '../../../../../src/core/mapper/kratos/run'

const sample: MapperCase = {
  name: 'verified address',
  mapper: { file: 'google.jsonnet' },
  mode: { provider: 'google' },
  claims: { iss: 'i', sub: 's', email: 'a@b.c' },
  expect: { partial: { identity: { traits: { email: 'a@b.c' } } } },
}

const gave = (output: unknown): MapperRun => ({
  evaluation: { output: JSON.stringify(output), trace: '', traceCut: false, milliseconds: 1 },
})

describe('case files', () => {
  it('read back what they write', () => {
    expect(parseCase(caseText(sample))).toEqual(sample)
    expect(caseText(sample).startsWith('{\n  "name": "verified address",\n  "mapper"')).toBe(true)
  })

  it('keep what was typed in the form and an issuer that is no claim, where there are any', () => {
    const on = { text: '{}', fileName: 'm.jsonnet' }
    const more = { issuer: 'https://sso.example', form: { email: 'x@y.z' } }
    expect(parseCase(caseText({ ...sample, ...more }))).toEqual({ ...sample, ...more })
    expect(caseInput({ ...sample, ...more }, on)).toMatchObject({
      claims: { connectionIssuer: more.issuer },
      form: more.form,
    })
    expect(caseText(sample)).not.toMatch(/form|issuer/)
    expect(caseInput(sample, on)).not.toHaveProperty('form')
    expect(caseInput(sample, on)).not.toHaveProperty('claims.connectionIssuer')
  })

  it('say what is wrong with them', () => {
    expect(parseCase('{')).toHaveProperty('problem')
    const deep = `{"name":"a","claims":${'['.repeat(60_000)}${']'.repeat(60_000)}}`
    expect(parseCase(deep)).toEqual({ problem: 'More than 200 levels are nested in it' })
    const wrong = parseCase(JSON.stringify({ ...sample, expect: { outputs: 1 } }))
    expect('problem' in wrong && wrong.problem).toContain('expect')
    expect(parseCase(JSON.stringify({ ...sample, extra: 1 }))).toHaveProperty('problem')
  })
})

describe('judging', () => {
  const output = { identity: { traits: { email: 'a@b.c', groups: ['x'] } } }

  it('an exact output', () => {
    expect(judgeCase({ output }, gave(output))).toEqual({ pass: true, differences: [] })
    expect(
      judgeCase({ output: { identity: { traits: { email: 'x', name: 1 } } } }, gave(output))
        .differences,
    ).toEqual([
      { path: 'identity.traits.email', expected: '"x"', actual: '"a@b.c"' },
      { path: 'identity.traits.name', expected: '1' },
      { path: 'identity.traits.groups', actual: '["x"]' },
    ])
  })

  it('parts of an output', () => {
    expect(judgeCase(sample.expect, gave(output)).pass).toBe(true)
    expect(
      judgeCase({ partial: { identity: { traits: { groups: [] } } } }, gave(output)).differences,
    ).toEqual([{ path: 'identity.traits.groups', expected: '[]', actual: '["x"]' }])
  })

  it('an error', () => {
    const failed: MapperRun = {
      error: { code: 'mapper.runtime', message: 'no', text: 'RUNTIME ERROR: no\n', retry: false },
    }
    expect(judgeCase({ error: 'ERROR: no' }, failed).pass).toBe(true)
    expect(judgeCase({ error: 'yes' }, failed).pass).toBe(false)
    expect(judgeCase({ error: '' }, gave(output)).pass).toBe(false)
    expect(judgeCase({ output }, failed).differences[0]?.actual).toBe('RUNTIME ERROR: no')
  })
})
