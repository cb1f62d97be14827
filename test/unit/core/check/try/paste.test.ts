import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPastedResult } from '../../../../../src/core/check/try/paste'
import { notPublishedNote, whyNotTried } from '../../../../../src/core/check/try/explain'

const payload = { id_token_claims: { sub: '1' }, jsonnet_output: {} }
const flow = { id: 'f1', test_context: { provider_id: 'okta', debug_payload: payload } }
const text = JSON.stringify(flow)

describe('a pasted result', () => {
  it.each([
    ['the flow', text],
    ['its context', JSON.stringify(flow.test_context)],
    ['the payload alone', JSON.stringify(payload)],
    ['a page around it', `Raw data\nCopy\n${JSON.stringify(flow, null, 2)}\nDone`],
  ])('is read from %s', (_what, pasted) => {
    expect(readPastedResult(pasted, 'f1')).toEqual({ ok: true, payload })
  })

  it('of another flow is read, and told', () => {
    expect(readPastedResult(text, 'f2')).toMatchObject({
      ok: true,
      note: expect.stringContaining('another test sign-in'),
    })
  })

  it.each([
    ['', /Paste what/],
    ['Sign in', /no JSON/],
    ['{"a": ', /mistake in line 1, column/],
    ['{"a":1}', /not the result/],
    ['{"id":"f1","test_context":{"provider_id":"okta"}}', /sign in first/],
    ['{"error":{"code":403}}', /Only the browser/],
    ['x'.repeat(1024 * 1024 + 1), /larger than 1 MB/],
  ])('of no use gets words', (pasted, words) => {
    const read = readPastedResult(pasted)
    expect(read).toMatchObject({ ok: false, why: expect.stringMatching(words) })
  })

  it('holds no token', () => {
    const pasted = JSON.stringify({ ...payload, access_token: 'abc' })
    expect(readPastedResult(pasted)).toEqual({ ok: true, payload })
  })

  it('never throws and never quotes what was pasted', () => {
    fc.assert(
      fc.property(fc.string(), (inside) => {
        const pasted = `zq9 ${inside}`
        const read = readPastedResult(pasted)
        if (!read.ok) expect(read.why).not.toContain('zq9')
      }),
    )
  })
})

describe('a connection', () => {
  const connection = {
    protocol: 'oidc',
    status: 'unchanged',
    server: {},
    ambiguous: false,
  } as const

  it('is tried as it is at Ory', () => {
    expect(whyNotTried(connection)).toBeUndefined()
    expect(notPublishedNote({ status: 'unchanged', edited: [] })).toBeUndefined()
    expect(notPublishedNote({ status: 'edited', edited: ['label'] })).toContain('published')
    expect(notPublishedNote({ status: 'deleted', edited: [] })).toContain('deletes')
  })

  it('that cannot be tried says why', () => {
    expect(whyNotTried({ ...connection, protocol: 'saml' })).toContain('SAML')
    const { server: _none, ...without } = connection
    expect(whyNotTried({ ...without, status: 'new' })).toContain('publish it first')
    expect(whyNotTried({ ...connection, ambiguous: true })).toContain('same ID')
    expect(whyNotTried({ ...connection, server: { state: 'disabled' } })).toContain('disabled')
  })
})
