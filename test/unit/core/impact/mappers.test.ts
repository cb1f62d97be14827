import { expect, test } from 'vitest'
import { changedConnections } from '../../../../src/core/impact/connections'
import { changedMappers, mapperLine } from '../../../../src/core/impact/mappers'
import { compareRuns } from '../../../../src/core/impact/runs'
import type { MapperRun } from '../../../../src/core/mapper/kratos/run'
import type { JsonObject } from '../../../../src/core/model/json'
import { contentHash, toMapperUrl } from '../../../../src/core/model/mapper-text'
import { setUpOfParts, type Parts } from './set-ups'

const stateOf = (more: JsonObject): Parts => ({
  organizations: [],
  connections: [{ id: 'x', label: 'Okta', protocol: 'oidc', issuer: true, more }],
  oidc: true,
  saml: false,
})
const changes = (before: JsonObject, after: JsonObject) =>
  changedMappers(changedConnections(setUpOfParts(stateOf(before)), setUpOfParts(stateOf(after))))

test('the same text at another address is no other mapper', () => {
  const hash = contentHash(new TextEncoder().encode('{}'))
  const stored = `https://storage.example/${hash}.jsonnet`
  expect(changes({ mapper_url: toMapperUrl('{}') }, { mapper_url: stored })).toEqual([])
  expect(
    changes({ mapper_url: toMapperUrl('{}') }, { mapper_url: toMapperUrl('{ }') }),
  ).toHaveLength(1)
})

test('whether it runs at sign-ins says whom it reaches', () => {
  const other = { mapper_url: toMapperUrl('{ }') }
  const always = { update_identity_on_login: 'automatic' }
  const wordsOf = (before: JsonObject, after: JsonObject) =>
    changes(before, after).map(mapperLine)[0]?.words
  expect(wordsOf({}, other)).toContain('members who are there stay as they are')
  expect(wordsOf({}, { ...other, ...always })).toContain('at their next sign-in')
  expect(wordsOf({}, always)).toContain('runs at every sign-in from now on')
  expect(wordsOf(always, {})).toContain('no longer runs at sign-ins')
  expect(changes(always, always)).toEqual([])
})

const run = (traits: JsonObject, more: Partial<MapperRun> = {}): MapperRun => ({
  identity: { traits, metadata_public: null, metadata_admin: null },
  ending: { at: 'session' },
  ...more,
})

test('trait by trait: what is another, what is new, what is gone', () => {
  const before = run({ email: 'a@b.example', name: { first: 'A', last: 'B' }, groups: ['x'] })
  const after = run({ email: 'a@b.example', name: { first: 'Z' }, groups: ['x'], phone: '+49' })
  expect(compareRuns(before, after)).toEqual({
    traits: [
      { path: 'traits.name.first', before: '"A"', after: '"Z"' },
      { path: 'traits.name.last', before: '"B"' },
      { path: 'traits.phone', after: '"+49"' },
    ],
    fails: false,
  })
  expect(compareRuns(before, before)).toEqual({ traits: [], fails: false })
})

test('where it ends in a form or an error now, that is what is said', () => {
  const error = {
    code: 'mapper.runtime',
    message: 'field does not exist: groups',
    retry: false,
  } as const
  const failed = { error, ending: { at: 'error', status: 500, text: '' } } as unknown as MapperRun
  expect(compareRuns(run({ email: 'x' }), failed)).toEqual({
    traits: [],
    before: 'Before, the person was signed in.',
    after: 'The person is shown Ory’s error page. field does not exist: groups.',
    fails: true,
  })
  expect(compareRuns(failed, run({ email: 'x' }))).toMatchObject({
    fails: false,
    after: 'The person is signed in.',
  })
})

test.each([
  ['registration', 'Before, the person was shown the registration form again.'],
  ['login', 'Before, the person was shown the sign-in form again.'],
  ['error', 'Before, the person was shown Ory’s error page.'],
])('where it ended in %s before, that is what is said', (at, words) => {
  const before = run({}, { ending: { at } as never })
  expect(compareRuns(before, run({})).before).toBe(words)
})
