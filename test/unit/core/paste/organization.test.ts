import { describe, expect, it } from 'vitest'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { noIntents } from '../../../../src/core/intents/intents'
import {
  nameOfDomain,
  organizationNameIn,
  ownerOf,
  type PastedFacts,
} from '../../../../src/core/paste/organization'
import { toMetadataValue } from '../../../../src/core/saml/metadata-value'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fixture } from '../saml/fixtures'

const metadata = toMetadataValue(fixture('okta'))
const entityId = 'http://www.okta.com/exk1fixture0AbCdEf5d7'
const snapshot = snapshotOf({
  oidc: [
    connection('alder', { organization_id: '1', issuer_url: 'https://id.alder-works.example/' }),
    connection('google', { organization_id: '2', issuer_url: 'https://accounts.google.com' }),
    connection('public', { issuer_url: 'https://everybody.example', client_id: 'one' }),
  ],
  saml: [
    {
      id: 'stored',
      label: 'Stored',
      organization_id: '2',
      raw_idp_metadata_xml: 'https://x.example/m',
    },
  ],
  organizations: [
    { id: '1', label: 'Alder Works', domains: ['alder-works.example'] },
    { id: '2', label: 'Brass Lantern GmbH', domains: ['brass-lantern.example', 'müller.example'] },
  ],
})
const copy = workingCopy(snapshot, noIntents)
const samlKey = copy.connections.find(({ protocol }) => protocol === 'saml')!.target.key
const owner = (facts: Partial<PastedFacts>, entityIds = {}) =>
  ownerOf({ domains: [], fields: {}, ...facts }, copy, entityIds)
const keys = (...about: Parameters<typeof owner>) => owner(...about).signs.map(({ key }) => key)

describe('whom a pasted text is about', () => {
  it('is told by a domain of the project, or one above it, in either way of writing it', () => {
    expect(owner({ domains: ['ALDER-works.example'] }).signs).toEqual([
      { key: '1', because: 'ALDER-works.example is a domain of Alder Works' },
    ])
    expect(owner({ domains: ['mail.alder-works.example'] }).signs[0]!.because).toContain('is below')
    expect(keys({ domains: ['xn--mller-kva.example'] })).toEqual(['2'])
  })

  it('is nobody of the project by a domain that is new, or by the same name', () => {
    expect(keys({ domains: ['bluefin-robotics.example'] })).toEqual([])
    expect(owner({ organization: 'brass  lantern gmbh' })).toMatchObject({
      signs: [],
      sameName: '2',
    })
  })

  it('is contradictory where domains of two organizations stand in it', () => {
    expect(keys({ domains: ['alder-works.example', 'brass-lantern.example'] })).toEqual(['1', '2'])
    const fields = { issuer_url: 'https://id.alder-works.example' }
    expect(keys({ domains: ['brass-lantern.example'], fields })).toEqual(['2', '1'])
  })

  it('is told by an issuer, an entity ID and an address of metadata, but not by what all share', () => {
    expect(keys({ fields: { issuer_url: 'https://ID.alder-works.example' } })).toEqual(['1'])
    expect(keys({ fields: { issuer_url: 'https://accounts.google.com' } })).toEqual([])
    const fields = { raw_idp_metadata_xml: metadata }
    expect(keys({ fields })).toEqual([])
    expect(owner({ fields }, { [samlKey]: entityId })).toMatchObject({
      signs: [{ key: '2', because: 'Stored of Brass Lantern GmbH has this entity ID' }],
      connections: [{ key: samlKey, by: 'metadata', value: entityId, organization: '2' }],
    })
    expect(keys({ fields: { raw_idp_metadata_xml: 'https://x.example/m/' } })).toEqual(['2'])
  })

  it('tells a connection for everybody, which says nothing of an organization', () => {
    const fields = { issuer_url: 'https://everybody.example', client_id: 'one' }
    expect(owner({ fields })).toMatchObject({ signs: [], connections: [{ by: 'client' }] })
  })

  it('offers a name: that in the text, else that of the first domain', () => {
    const domains = ['copper-kettle.example']
    expect(owner({ domains, organization: 'Kupferkessel AG' }).label).toBe('Kupferkessel AG')
    expect(owner({ domains }).label).toBe('Copper Kettle')
    expect(owner({}).label).toBe('')
  })
})

describe('the name of a company in a text', () => {
  it.each([
    ['Hello,\nCompany: Alder Works\n', 'Alder Works'],
    ['1. Firma: <bitte ausfüllen>\n   Kupferkessel AG\n', 'Kupferkessel AG'],
    ['| Company | Harbor Mill |', 'Harbor Mill'],
    ['Company: ____________\nClient ID: abc-1', undefined],
    [`${'a@b.example '.repeat(200_000)}\nCompany: Too Late`, undefined],
  ])('%#', (text, name) => {
    expect(organizationNameIn(text)).toBe(name)
  })

  it.each([
    ['copper-kettle.example', 'Copper Kettle'],
    ['mail.copper.example', 'Copper'],
    ['shop.copper.co.uk', 'Copper'],
    ['xn--mller-kva.example', ''],
    ['example', 'Example'],
  ])('%s: %s', (domain, name) => {
    expect(nameOfDomain(domain)).toBe(name)
  })
})
