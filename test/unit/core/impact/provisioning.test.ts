import { describe, expect, test } from 'vitest'
import { impactOf, impactSummary } from '../../../../src/core/impact/impact'
import { ranLine } from '../../../../src/core/impact/mappers'
import { referenceMember } from '../../../../src/core/intents/secret-places'
import type { JsonObject } from '../../../../src/core/model/json'
import { toMapperUrl } from '../../../../src/core/model/mapper-text'
import type { SetUp, SetUpScimClient } from '../../../../src/core/model/set-up'
import { confirmationOf } from '../../../../src/core/publish/confirmation'
import { demandOf } from '../../../../src/core/publish/demand'
import { toldText } from '../../../../src/core/publish/consequences'
import { setUpOfParts } from './set-ups'

const nowIso = '2026-11-30T00:00:00.000Z'
const acme = { id: 'o1', label: 'Acme', domains: [] }
const brook = { id: 'o2', label: 'Brook', domains: [] }

const directory = (more: JsonObject = {}, key = 'dir'): SetUpScimClient => ({
  key,
  fields: {
    client_id: key,
    label: 'Directory',
    organization_id: 'o1',
    state: 'enabled',
    mapper_url: toMapperUrl('{}'),
    authorization_header_secret: '',
    ...more,
  },
})

function stateOf(
  scimClients: readonly SetUpScimClient[] | undefined,
  organizations = [acme, brook],
): SetUp {
  const state = setUpOfParts({ organizations, connections: [], oidc: true, saml: true })
  return scimClients ? { ...state, scimClients } : state
}

function publishOf(before: SetUp, after: SetUp) {
  const impact = impactOf(before, after, { nowIso })
  return { before, after, impact }
}
const linesOf = (...states: readonly [SetUp, SetUp]) => publishOf(...states).impact.lines
const told = (...states: readonly [SetUp, SetUp]) =>
  linesOf(...states).map(({ kind, words }) => `${kind}: ${words}`)

const one = stateOf([directory()])

describe('provisioning stops', () => {
  test('a client that is deleted is named with its organization, and can be opened', () => {
    const { impact, ...rest } = publishOf(one, stateOf([]))
    expect(impact.lines).toEqual([
      {
        id: 'provisioning dir',
        kind: 'provisioning-ends',
        subject: 'Directory',
        words:
          'Provisioning for Acme by Directory stops: the SCIM client is deleted. New people are not added, and people who leave are no longer deactivated.',
        place: { kind: 'scim-client', key: 'dir' },
      },
    ])
    expect(impactSummary(impact.lines)).toBe(
      '1 SCIM client no longer provisions people: Directory.',
    )
    const confirmation = confirmationOf({ ...rest, impact })
    expect(confirmation.deleted.first).toEqual([{ kind: 'scim-client', name: 'Directory' }])
    expect(confirmation.lines.first).toHaveLength(1)
  })

  test('nobody who signs in today is kept out, so it is pressed and not typed', () => {
    expect(demandOf(publishOf(one, stateOf([])))).toEqual({ isProduction: true, harmed: [] })
  })

  test('one that goes with its organization is said to, also where the draft keeps it', () => {
    const consequences = publishOf(one, stateOf([directory()], [brook]))
    expect(consequences.impact.lines.map(({ words }) => words)).toEqual([
      'Provisioning for Acme by Directory stops: Ory deletes the SCIM client with its organization. People who leave are no longer deactivated.',
    ])
    expect(confirmationOf(consequences).deleted.first).toEqual([
      { kind: 'organization', name: 'Acme' },
      { kind: 'scim-client', name: 'Directory' },
    ])
  })

  test('one that is switched off stops, one that was off takes nothing away', () => {
    const off = stateOf([directory({ state: 'disabled' })])
    expect(told(one, off)).toEqual([
      'provisioning-ends: Provisioning for Acme by Directory stops while the SCIM client is disabled: new people are not added, and people who leave are not deactivated.',
    ])
    expect(told(off, stateOf([]))).toEqual([])
    expect(told(off, one)).toEqual([
      'provisioning-begins: Provisioning for Acme by Directory begins: what the identity provider sends is taken.',
    ])
  })

  test('one that was off is named where it goes with its organization', () => {
    const off = stateOf([directory({ state: 'disabled' })])
    const { lines } = publishOf(off, stateOf([directory({ state: 'disabled' })], [brook])).impact
    expect(lines).toEqual([
      {
        id: 'provisioning dir',
        kind: 'scim-client-gone',
        subject: 'Directory',
        words: 'Ory deletes the disabled SCIM client Directory with its organization, Acme.',
        place: { kind: 'scim-client', key: 'dir' },
      },
    ])
    expect(impactSummary(lines)).toBe(
      '1 disabled SCIM client goes with its organization: Directory.',
    )
  })

  test('a client of an organization that nobody has is told without one', () => {
    const lost = stateOf([directory({ organization_id: 'gone' })])
    expect(told(lost, stateOf([]))[0]).toContain('Provisioning by Directory stops:')
  })
})

describe('the identity provider has to be changed too', () => {
  const secret = { authorization_header_secret: { [referenceMember]: 'draft:d/s1' } }

  test.each([
    [secret, 'the new secret token'],
    [{ client_id: 'dir-2' }, 'the new server URL'],
    [{ ...secret, client_id: 'dir-2' }, 'the new server URL and the new secret token'],
  ])('%o', (more, what) => {
    const after = stateOf([{ ...directory(more), key: 'dir' }])
    expect(told(one, after)).toEqual([
      `provisioning-waits: Provisioning for Acme by Directory stops until the identity provider has ${what}.`,
    ])
  })

  test('a server on this computer is named by its own address, as the window names it', () => {
    const id = 'http://127.0.0.1:4000/projects/450fa61b-18fd-48b6-8744-5a1395ddba47' as const
    const at = (state: SetUp): SetUp => ({ ...state, project: { ...state.project, id } })
    const next = at(stateOf([{ ...directory({ client_id: 'dir-2' }) }]))
    expect(publishOf(at(one), next).impact.lines[0]).toMatchObject({
      after: 'http://127.0.0.1:4000/project-hosts/calm-turing-1/scim/dir-2/v2',
    })
  })

  test('both addresses stand beside it, and the question says whom to tell', () => {
    const consequences = publishOf(one, stateOf([{ ...directory({ client_id: 'dir-2' }) }]))
    expect(consequences.impact.lines[0]).toMatchObject({
      before: 'https://calm-turing-1.projects.oryapis.com/scim/dir/v2',
      after: 'https://calm-turing-1.projects.oryapis.com/scim/dir-2/v2',
    })
    expect(confirmationOf(consequences).toTell.first).toEqual([
      {
        organization: 'Acme',
        words: [
          'the SCIM server URL of Directory is https://calm-turing-1.projects.oryapis.com/scim/dir-2/v2',
        ],
      },
    ])
  })

  test('a new client is to be set up; while it is disabled, nobody has to', () => {
    const empty = stateOf([])
    const consequences = publishOf(empty, one)
    expect(consequences.impact.lines).toEqual([
      expect.objectContaining({
        kind: 'provisioning-new',
        after: 'https://calm-turing-1.projects.oryapis.com/scim/dir/v2',
      }),
    ])
    expect(confirmationOf(consequences).toTell.first[0]?.words).toHaveLength(2)
    const off = publishOf(empty, stateOf([directory({ state: 'disabled' })]))
    expect(off.impact.lines).toEqual([])
    expect(confirmationOf(off).toTell.first).toEqual([])
  })
})

test('another organization is said with both, and what is not of provisioning says nothing', () => {
  expect(linesOf(one, stateOf([directory({ organization_id: 'o2' })]))).toEqual([
    expect.objectContaining({
      kind: 'provisioning-moved',
      words:
        'Directory adds and removes people of Brook from now on. People of Acme who leave are no longer deactivated by it.',
      before: 'Acme',
      after: 'Brook',
    }),
  ])
  const label = stateOf([directory({ label: 'Staff' })])
  expect(linesOf(one, label)).toEqual([])
  expect(impactSummary([])).toBe('Nobody’s sign-in changes.')
})

test('where one of the states does not say which clients there are, nothing is said of them', () => {
  expect(linesOf(one, stateOf(undefined))).toEqual([])
  expect(linesOf(stateOf(undefined), one)).toEqual([])
})

test('a changed mapper is run with what SCIM clients send, and told of people who are provisioned', () => {
  const after = stateOf([directory({ mapper_url: toMapperUrl('{ }') })])
  const { impact } = publishOf(one, after)
  expect(impact.mappers).toEqual([
    expect.objectContaining({ key: 'scim:dir', kind: 'scim', label: 'Directory' }),
  ])
  const [line] = impact.lines
  expect(line).toMatchObject({ kind: 'mapper', place: { kind: 'scim-client', key: 'dir' } })
  const person = {
    name: 'Ada',
    from: 'case',
    registration: { traits: [], after: 'x', fails: true },
  } as const
  expect(line && ranLine(line, [person])).toMatchObject({
    kind: 'mapper-fails',
    words:
      'With the changed mapper of Directory, 1 of 1 person in its cases and samples can no longer be provisioned: “Ada”. ' +
      'People whom the identity provider adds or changes by Directory get what its changed mapper gives.',
  })
})

test('a publish that would do something else to provisioning is another one', () => {
  const texts = [one, stateOf([]), stateOf([directory({ state: 'disabled' })])].map((after) =>
    toldText(publishOf(one, after)),
  )
  expect(new Set(texts).size).toBe(3)
})
