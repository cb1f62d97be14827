import { expect, it } from 'vitest'
import { tabSeparated } from '../../../../src/core/search/tab-separated'
import type { AddressLine } from '../../../../src/core/sign-in-ways/address-lines'
import type { WhoWay } from '../../../../src/core/sign-in-ways/who-row'
import {
  addressTable,
  missWords,
  wayWords,
  whoNeeds,
} from '../../../../src/core/sign-in-ways/who-words'

const way = (more: Partial<WhoWay>): WhoWay => ({
  kind: 'single',
  domain: 'a.example',
  organizations: [{ key: 'o', label: 'Org' }],
  connections: [{ key: 'oidc:c', label: 'C', kind: 'generic' }],
  offered: 1,
  isLockOut: false,
  ...more,
})
const row = (text: string, more: Partial<WhoWay> = {}): AddressLine => ({
  kind: 'hit',
  text,
  projectId: 'p' as never,
  project: 'Project',
  environment: 'staging',
  way: way(more),
})

it('says what becomes of people, a lock-out first', () => {
  expect(wayWords(way({})).text).toBe('One connection')
  expect(wayWords(way({ isLockOut: true })).text).toBe('Locked out')
  expect(wayWords(way({ kind: 'none', offered: 0, isLockOut: true })).tone).toBe('danger')
  expect(wayWords(way({ kind: 'several', offered: 3 })).text).toBe('Choice of 3 connections')
  expect(wayWords(way({ kind: 'no-organization', offered: 2 })).text).toBe(
    'No organization; 2 social connections',
  )
})

it('says which organization would need the domain of an address that none takes', () => {
  const needs = (likely?: WhoWay['likely']) =>
    whoNeeds(way({ kind: 'no-organization', domain: 'x.a.example', organizations: [], likely }))
  const org = { key: 'o', label: 'Org' }
  expect(needs({ ...org, because: { kind: 'above', domain: 'a.example' } })).toContain(
    '“Org” has a.example, but',
  )
  expect(needs({ ...org, because: { kind: 'below', domain: 'y.x.a.example' } })).toContain(
    'it needs x.a.example too',
  )
  expect(needs({ ...org, because: { kind: 'name' } })).toContain('“Org” goes by the same name')
  expect(needs()).toContain('add x.a.example to the domains of the organization')
  expect(whoNeeds(way({}))).toBe('')
})

it('says of an address that nobody takes what would have to be', () => {
  expect(missWords({ kind: 'miss', text: 'x@y z' })).toBe('No e-mail address or domain')
  const miss = { kind: 'miss', text: 'ada@b.a.example', domain: 'b.a.example' } as const
  const nobody = 'No organization has b.a.example; the organization of these people needs it.'
  expect(missWords(miss)).toBe(nobody)
  const likely = {
    projectId: 'p' as never,
    project: 'Project',
    environment: 'staging',
    way: way({
      kind: 'no-organization',
      domain: 'b.a.example',
      likely: { key: 'o', label: 'Org', because: { kind: 'above', domain: 'a.example' } },
    }),
  } as const
  expect(missWords({ ...miss, likely })).toContain(`${nobody} Project: “Org” has a.example, but`)
})

it('makes a table that a spreadsheet takes, in which nothing is a formula', () => {
  const miss = { kind: 'miss', text: 'x@b.example', domain: 'b.example' } as const
  const lines = [row('ada@a.example'), row('=1+1', { offered: 2 }), miss]
  expect(tabSeparated(addressTable(lines))).toBe(
    [
      'Address\tProject\tEnvironment\tHow they sign in\tOrganization\tConnections',
      'ada@a.example\tProject\tstaging\tOne connection\tOrg\tC',
      "'=1+1\tProject\tstaging\tOne connection\tOrg\tC and 1 more",
      'x@b.example\t\t\tNo organization has b.example; the organization of these people needs it.\t\t',
    ].join('\n'),
  )
})
