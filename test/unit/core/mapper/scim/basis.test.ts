import { expect, it } from 'vitest'
import type { JsonObject } from '../../../../../src/core/model/json'
import { scimBasis, scimNotes } from '../../../../../src/core/mapper/scim/basis'
import { scimConflicts, scimProblemWords } from '../../../../../src/core/mapper/scim/answer'

const notes = (payload: JsonObject, more: object = {}, run: object = {}) =>
  scimNotes({ claims: { mode: 'provider', kind: 'scim', payload }, ...more }, run).map(
    ({ known, text }) => `${known}: ${text}`,
  )

it('says of every run that it rests on documents alone', () => {
  expect(scimBasis.map(({ known }) => known)).toEqual(['reading', 'unknown'])
  expect(scimBasis[0]?.text).toContain('documents alone')
})

it('has nothing to add for a plain new user', () => {
  expect(notes({ userName: 'kim', active: true })).toEqual([])
})

it.each([
  [{ active: 'False' }, {}, {}, /^unknown: active was sent as text/],
  [{ groups: [] }, {}, {}, /^unknown: Ory fills id, groups and meta/],
  [{}, { identity: {} }, { mapped: {} }, /^reading: That Ory updates, adopts or refuses/],
  [{}, {}, { claims: { activeByDefault: true } }, /^reading: Nothing was sent for active/],
  [{}, {}, { schemaProblems: [{}] }, /^unknown: .*do not fit the identity schema/],
  [{}, {}, { conflicts: [{}] }, /^unknown: Whether another identity/],
])('says what is not known of %j, %j, %j', (payload, more, run, words) => {
  expect(notes(payload, more, run)).toEqual([expect.stringMatching(words)])
})

it('says what is unknown of metadata that the mapper omits', () => {
  const identity = { metadata_admin: { a: 1 }, metadata_public: {} }
  const mapped = { traits: {}, verifiedAddresses: [], ignored: [] }
  expect(notes({}, { identity }, { mapped })).toContainEqual(
    expect.stringMatching(/^unknown: .*omits is kept/),
  )
  expect(notes({}, { identity }, { mapped: { ...mapped, metadataAdmin: {} } })).toHaveLength(1)
})

it('reads the user of exact JSON, and of none that is JSON', () => {
  const of = (json: string) => scimNotes({ claims: { mode: 'exact', json, given: 'scim' } }, {})
  expect(of('{ "active": "true" }')).toHaveLength(1)
  expect(of('{ "active": ')).toEqual([])
  expect(of('[]')).toEqual([])
})

it('tells of a conflict for the values that the identity does not have yet', () => {
  const address = { value: 'a@b.c', verified: false, signIn: true }
  expect(scimConflicts([address, address], [])).toMatchObject([{ id: 409, values: ['a@b.c'] }])
  expect(scimConflicts([address], ['a@b.c'])).toEqual([])
})

it('says of each trait that does not fit that the person is not provisioned', () => {
  const problem = { path: ['a', 'b'], message: 'is wrong', keyword: 'type', missing: false }
  expect(scimProblemWords([problem])).toEqual(['`a.b` is wrong: the person is not provisioned'])
})
