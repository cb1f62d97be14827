import { expect, test } from 'vitest'
import { readPeoplePage } from '../../../../../src/main/services/people/read-page'

const paths = { schemas: new Map(), usual: [['email']] }
const read = (body: string, contentType = 'application/json') =>
  readPeoplePage({ what: 'identities', paths, body: Buffer.from(body), contentType })

test('entries are read as far as they can be, and all of them are counted as entries', () => {
  expect(read('[{"id":"p","traits":{"email":"a@b.example"}},null,7,{}]')).toEqual({
    ok: true,
    entries: 4,
    people: [{ id: 'p', addresses: ['a@b.example'], emergencyFor: [] }],
    sessions: [],
  })
  const sessions = Buffer.from('[{"id":"s","identity":{"id":"p"}},"odd"]')
  expect(readPeoplePage({ what: 'sessions', body: sessions, contentType: undefined })).toEqual({
    ok: true,
    entries: 2,
    people: [],
    sessions: [{ id: 's', personId: 'p', signIns: [] }],
  })
})

test('an empty list is one, also as Go writes it; any other form is refused with its reason', () => {
  for (const empty of ['[]', 'null']) expect(read(empty)).toMatchObject({ ok: true, entries: 0 })
  for (const [body, why] of [
    ['{"items":[]}', 'it has an unknown form'],
    ['[', 'it is not JSON, or was cut off'],
    ['', 'it is empty'],
    ['<html>', 'it is a web page, perhaps from a proxy or a sign-in page of the network'],
  ] as const) {
    expect(read(body)).toEqual({ ok: false, why })
  }
})

test('a hostile page takes no more than a real one: of endless lists and texts only the first are read', () => {
  const email = Array.from({ length: 5000 }, (_, at) => `p${at}@a.example`)
  const verifiable = email.map((value) => ({ value: `v${value}`, via: 'email' }))
  const recovery = email.map((value) => ({ value, break_glass_for_organization: value }))
  const endless = {
    id: 'p',
    traits: { email },
    verifiable_addresses: verifiable,
    recovery_addresses: recovery,
  }
  const long = { id: 'q', traits: { email: `${'x'.repeat(1_000_000)}@a.example` } }
  const nobody = { id: 'y'.repeat(1_000_000) }
  const page = read(JSON.stringify([endless, long, nobody]))
  expect(page).toMatchObject({ ok: true, entries: 3, people: [{ id: 'p' }, { id: 'q' }] })
  if (!page.ok) return
  expect(page.people[0]?.addresses).toHaveLength(100)
  expect(page.people[0]?.emergencyFor).toHaveLength(100)
  expect(page.people[1]?.addresses).toEqual([])
  const methods = email.map((provider) => ({ method: 'oidc', provider }))
  const sessions = Buffer.from(JSON.stringify([{ authentication_methods: methods }]))
  expect(
    readPeoplePage({ what: 'sessions', body: sessions, contentType: undefined }),
  ).toMatchObject({
    ok: true,
    sessions: [{ signIns: { length: 100 } }],
  })
  expect(read(`[${'0,'.repeat(10_000)}0]`)).toEqual({
    ok: false,
    why: 'it is too large to be read',
  })
})

test('identities with traits of any depth and size are read', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const wide = JSON.stringify({ note: 'x'.repeat(5_000_000) })
  expect(read(`[{"id":"p","traits":${deep}},{"id":"q","traits":${wide}}]`)).toMatchObject({
    ok: true,
    people: [{ id: 'p' }, { id: 'q' }],
  })
})
