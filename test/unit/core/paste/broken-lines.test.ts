import { describe, expect, test } from 'vitest'
import type { PastedField } from '../../../../src/core/paste/details'
import { recogniseText } from '../../../../src/core/paste/recognise'

const find = (text: string, field: PastedField) =>
  recogniseText(text).findings.find((finding) => finding.field === field)

/** Words broken at a width, as mail programs do: at spaces alone. */
function wrapped(text: string, width: number): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines.join('\n')
}

const guid = '2f6b1c1e-3c55-4b1d-8e0a-9c1f0d7a5e21'
const sentence =
  'Dear colleagues, after the meeting of last week we have set up everything that you asked us for. ' +
  `For your side of the configuration the application (client) ID is ${guid} and the client secret ` +
  'is kX9vQ2mW7tLz4RbN as agreed. The issuer is https://id.alder-works.example/realms/staff and our ' +
  'email domains are alder.example, alder-works.example, birch.example and cedar-mill.example. Thanks.'

describe.each([68, 69, 70, 71, 72, 73, 74, 75, 76])('sentences broken at %d columns', (width) => {
  test.each([
    ['as they are', ''],
    ['in a quoted reply', '> '],
    ['in a reply to one', '> > '],
  ])('%s', (_, mark) => {
    const text = wrapped(sentence, width).replace(/^/gm, mark)
    const { findings, secret } = recogniseText(text)
    const values = Object.fromEntries(findings.map(({ field, value }) => [field, value]))
    expect(values).toEqual({
      provider: 'generic',
      client_id: guid,
      issuer_url: 'https://id.alder-works.example/realms/staff',
      domains: ['alder.example', 'alder-works.example', 'birch.example', 'cedar-mill.example'],
    })
    expect(secret?.value).toBe('kX9vQ2mW7tLz4RbN')
  })
})

const discovery =
  'https://login.brass-lantern.example/auth/realms/staff-of-the-company-2026/.well-known/openid-configuration'

describe('an address', () => {
  const breaks = [...discovery.matchAll(/[/-]/g)]
    .map(({ index }) => index + 1)
    .filter((at) => at > 48 && at < 76)

  test.each(breaks)('broken after its character %d is joined, and never sure', (at) => {
    for (const mark of ['', '> ']) {
      const text = `${mark}Discovery document\n${mark}${discovery.slice(0, at)}\n${mark}${discovery.slice(at)}\n`
      expect(find(text, 'issuer_url')).toMatchObject({
        value: 'https://login.brass-lantern.example/auth/realms/staff-of-the-company-2026',
        confidence: 'likely',
        note: 'It was broken over two lines and joined here',
      })
    }
  })

  test.each([68, 70, 72, 74, 76])('cut at %d columns is joined, and never sure', (at) => {
    const text = `Hi,\n\n${discovery.slice(0, at)}\n${discovery.slice(at)}\n`
    expect(find(text, 'issuer_url')).toMatchObject({ confidence: 'likely' })
    expect(String(find(text, 'issuer_url')?.value)).toMatch(/staff-of-the-company-2026$/)
  })

  test('broken over three lines is joined, and tells of no client', () => {
    const text =
      'Metadata-URL: https://login.microsoftonline.com/5f0f2c1e-7a55-4d0c-9c3e-2b1f6d8a9e01/\n' +
      'federationmetadata/2007-06/federationmetadata.xml?appid=2f6b1c1e-3c55-4b1d-\n8e0a-9c1f0d7a5e21'
    expect(recogniseText(text).protocol).toBe('saml')
    expect(find(text, 'raw_idp_metadata_xml')).toMatchObject({
      value:
        'https://login.microsoftonline.com/5f0f2c1e-7a55-4d0c-9c3e-2b1f6d8a9e01/federationmetadata/2007-06/federationmetadata.xml?appid=2f6b1c1e-3c55-4b1d-8e0a-9c1f0d7a5e21',
      confidence: 'likely',
    })
    const deep = `See https://login.brass-lantern.example/auth/realms/the-staff-of-\nthe-company-and-its-many-daughters-in-europe-and-overseas-and-elsewhere-2026/\n.well-known/openid-configuration`
    expect(String(find(deep, 'issuer_url')?.value)).toMatch(/\/the-staff-of-.*elsewhere-2026$/)
  })

  test('in angle brackets is joined wherever it is broken', () => {
    const text = 'See <https://id.example/realms/\n  staff/.well-known/openid-configuration>.'
    expect(find(text, 'issuer_url')).toMatchObject({
      value: 'https://id.example/realms/staff',
      confidence: 'likely',
    })
  })

  test.each([
    [
      'a label',
      'Issuer: https://login.brass-lantern-works.example/auth/realms/staff/',
      'Client ID: a-1',
    ],
    ['an empty line', 'Issuer: https://login.brass-lantern-works.example/auth/realms/staff/', ''],
    ['a short line before', 'https://id.example/realms/staff', 'a1b2/c3'],
  ])('does not go on at %s', (_, line, next) => {
    expect(String(find(`${line}\n${next}\nmore words`, 'issuer_url')?.value)).toMatch(/staff\/?$/)
  })

  test('that may go on, or may not, is not sure', () => {
    const text =
      'Issuer: https://login.brass-lantern-identity.example/auth/realms/staff/\nRegards, Jo'
    expect(find(text, 'issuer_url')).toMatchObject({ confidence: 'likely' })
    expect(String(find(text, 'issuer_url')?.value)).toMatch(/staff$/)
  })

  test.each(['…', '...', ' [...]', ' …'])('cut off by %j is a guess', (end) => {
    const found = find(
      `Issuer: https://login.microsoftonline.com/5f0f2c1e-7a55${end}`,
      'issuer_url',
    )
    expect(found).toMatchObject({ confidence: 'guess', note: 'It was already cut off in the text' })
  })
})

describe('an ID or a secret', () => {
  test('broken within is joined, and never sure', () => {
    const text = `So for the application of ours the client ID is ${guid.slice(0, 19)}\n${guid.slice(19)}, as agreed.`
    expect(find(text, 'client_id')).toMatchObject({ value: guid, confidence: 'likely' })
  })

  test('that reaches a full line’s end before more of its kind is not sure', () => {
    const start = 'We send it here although we should not. The client secret: kX9vQ2mW7tLz4R'
    expect(recogniseText(`${start}\nbN5tQ8xZ\n`).secret).toMatchObject({
      value: 'kX9vQ2mW7tLz4RbN5tQ8xZ',
      confidence: 'likely',
      alternatives: ['kX9vQ2mW7tLz4R'],
    })
    expect(recogniseText(`${start}\nbN5tQ8xZ and so on\n`).secret).toMatchObject({
      confidence: 'likely',
    })
  })

  test.each([
    'Client secret: kX9vQ2mW7tLz…',
    'Client secret: kX9vQ2mW7tLz...',
    'Client secret: kX9*****************',
  ])('%s is cut or masked, and none', (text) => {
    expect(recogniseText(text).secret).toBeUndefined()
  })

  test.each(['Client ID: 2f6b1c1e-3c55…', 'Client ID: 2f6b1c1e-3c55...'])('%s is none', (text) => {
    expect(find(text, 'client_id')).toBeUndefined()
  })
})
