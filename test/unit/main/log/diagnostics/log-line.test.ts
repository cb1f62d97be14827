import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diagnosticLine } from '../../../../../src/main/log/diagnostics/log-line'

const at = '2026-11-27T16:00:00.000Z'
const line = (more: object) =>
  JSON.stringify({ at, level: 'info', message: 'A request failed', ...more })

describe('a line of the log', () => {
  it('shows what the app wrote itself', () => {
    const own = { name: 'project.read', code: 'network.offline', status: 503, requestId: 'req-1' }
    expect(diagnosticLine(line(own), false)).toBe(
      `${at} info A request failed name=project.read status=503 requestId=req-1 code=network.offline`,
    )
  })

  it('shows where an error arose, without its message and without folders', () => {
    const error = [
      'TypeError: Meadowlark Health has no ann@meadowlark.example',
      '    at readProject (file:///home/ann/sso/out/main/index-a1.js:12:34)',
      '    at async C:\\Users\\ann\\app\\router.js:5:6',
      '    at Promise (<anonymous>)',
    ].join('\n')
    const shown = diagnosticLine(line({ level: 'error', error }), false)
    expect(shown.split('\n')).toEqual([
      `${at} error A request failed`,
      '    at readProject index-a1.js:12:34',
      '    at router.js:5:6',
    ])
    expect(diagnosticLine(line({ error }), true)).toContain(
      '    TypeError: Meadowlark Health has no [e-mail]\n',
    )
  })

  it.each([
    ['ann@customer.example asked', '[e-mail] asked'],
    ['“ann@customer.example” asked', '“[e-mail]” asked'],
    ['token eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln is old', 'token [token] is old'],
    ['client_secret Zb7QuotedByTheServer4242xyz', 'client_secret [hidden]'],
    ['https://user:pass@host.example failed', '[hidden]'],
    ['-----BEGIN PRIVATE KEY----- MIIB', '[hidden]'],
    ['of 450fa61b-18fd-48b6-8744-5a1395ddba47', 'of 450fa61b-18fd-48b6-8744-5a1395ddba47'],
  ])('with messages says %s as %s', (cause, shown) => {
    expect(diagnosticLine(line({ cause }), true)).toBe(`${at} info A request failed\n    ${shown}`)
  })

  it('that cannot be read says so', () => {
    for (const bad of ['', '{', '[]', '7', 'null']) {
      expect(diagnosticLine(bad, true)).toBe('A line that cannot be read')
    }
  })

  it('without messages lets nothing through that anybody else may have written', () => {
    const canary = 'Canary Label 4711'
    const texts = fc.constantFrom(
      'cause',
      'error',
      'why',
      'label',
      'name',
      'where',
      'code',
      'requestId',
      'at',
      'level',
    )
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1 }), (names) => {
        const planted = Object.fromEntries(
          names.map((name) => [name, `${canary}\n  at x (${canary})`]),
        )
        expect(diagnosticLine(line(planted), false)).not.toContain('Canary')
      }),
    )
  })
})
