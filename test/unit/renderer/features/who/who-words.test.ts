import { expect, it } from 'vitest'
import type { WhoRow } from '../../../../../src/core/ipc/who'
import type { WhoWay } from '../../../../../src/core/sign-in-ways/who-row'
import {
  addressesIn,
  tableText,
  wayExplanation,
  wayWords,
} from '../../../../../src/renderer/features/who/who-words'

const way = (more: Partial<WhoWay>): WhoWay => ({
  kind: 'single',
  domain: 'a.example',
  organizations: [{ key: 'o', label: 'Org' }],
  connections: [{ key: 'oidc:c', label: 'C', kind: 'generic' }],
  offered: 1,
  isLockOut: false,
  ...more,
})
const row = (text: string, more: Partial<WhoWay> = {}): WhoRow => ({
  text,
  projectId: 'p' as never,
  project: 'Project',
  environment: 'staging',
  way: way(more),
})

it('finds addresses and domains in whatever is pasted, each once', () => {
  expect(addressesIn('ada@a.example, Bob <bob@b.example>;\n c.example\tada@a.example')).toEqual([
    'ada@a.example',
    'Bob',
    'bob@b.example',
    'c.example',
  ])
  expect(addressesIn(' \n')).toEqual([])
})

it('says what becomes of people, a lock-out first', () => {
  expect(wayWords(way({})).text).toBe('One connection')
  expect(wayWords(way({ isLockOut: true })).text).toBe('Locked out')
  expect(wayWords(way({ kind: 'none', offered: 0, isLockOut: true })).tone).toBe('danger')
  expect(wayWords(way({ kind: 'several', offered: 3 })).text).toBe('Choice of 3 connections')
  expect(wayWords(way({ kind: 'no-organization', offered: 2 })).text).toBe(
    'No organization; 2 social connections',
  )
  expect(
    wayExplanation(
      way({
        kind: 'no-organization',
        domain: 'x.a.example',
        above: { domain: 'a.example', label: 'Org' },
      }),
    ),
  ).toContain('“Org” has a.example')
})

it('makes a table that a spreadsheet takes, in which nothing is a formula', () => {
  expect(tableText([row('ada@a.example'), row('=1+1', { offered: 2 })])).toBe(
    [
      'Address\tProject\tEnvironment\tWay\tOrganization\tConnections',
      'ada@a.example\tProject\tstaging\tOne connection\tOrg\tC',
      "'=1+1\tProject\tstaging\tOne connection\tOrg\tC and 1 more",
    ].join('\n'),
  )
})
