import { describe, expect, it } from 'vitest'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { noIntents } from '../../../../src/core/intents/intents'
import {
  connectionTexts,
  foundBy,
  organizationTexts,
  textsHaystack,
} from '../../../../src/core/search/filter-texts'
import { filterWords, hasWords } from '../../../../src/core/search/filter-words'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const organizationId = '7f0c1a52-6d3e-4a0b-9a51-5f0f5a3d2c11'
const plain = snapshotOf({
  oidc: [
    {
      ...connection('lark'),
      label: 'Meadowlark Entra',
      provider: 'microsoft',
      client_id: '0oa8f1',
      client_secret: 'a secret of the server',
      microsoft_tenant: 'c0ffee00-1111',
      organization_id: organizationId,
    },
    { ...connection('social-saml-like'), issuer_url: 'https://id.social.example' },
  ],
})
const snapshot = {
  ...plain,
  organizations: [
    { id: organizationId, label: 'Meadowlark Health', domains: ['a.example', 'b.example'] },
  ],
}
const copy = workingCopy(snapshot, noIntents)
const [owner] = copy.organizations
const [lark, social] = copy.connections
if (!owner || !lark || !social) throw new Error('The snapshot has one and two')
const texts = connectionTexts(lark, owner, snapshot)
const found = (typed: string, of = texts) => hasWords(textsHaystack(of), filterWords(typed))

describe('a connection', () => {
  it.each([
    'microsoft',
    'oidc lark',
    'health meadowlark',
    'ada@b.example',
    '@a.example',
    '0oa8F1',
    'c0ffee00',
    organizationId,
    `https://login.customer.example/self-service/methods/oidc/organization/${organizationId}/callback/lark`,
    // Of the host before the base redirect URL was set.
    `https://${snapshot.summary.slug}.projects.oryapis.com/self-service/methods/oidc/organization/${organizationId}/callback/lark`,
  ])('is found by %j', (typed) => expect(found(typed)).toBe(true))

  it('is found by no secret, and not by the kind of another', () => {
    expect(found('secret')).toBe(false)
    expect(found('saml')).toBe(false)
    expect(found('id.social.example', connectionTexts(social, undefined, undefined))).toBe(true)
  })

  it('says by what it was found, where its row does not show it', () => {
    const by = (typed: string) =>
      foundBy(texts, filterWords(typed), ['Label', 'Connection ID', 'Organization', 'Kind'])
    expect(by('meadowlark lark microsoft')).toBeUndefined()
    expect(by('meadowlark 0oa8')).toEqual({ field: 'Client ID', parts: ['', '0oa8', 'f1'] })
    expect(by('ada@b.example')).toEqual({ field: 'Domain', parts: ['', 'b.example'] })
    expect(by('c0ffee')).toMatchObject({ field: 'Tenant' })
    expect(by('callback')).toMatchObject({ field: 'Redirect URL' })
  })
})

describe('an organization', () => {
  it('is found by label, domains, addresses and ID', () => {
    const own = organizationTexts(owner)
    for (const typed of ['health', 'x@b.example', '@a.example', organizationId.slice(0, 8)]) {
      expect(found(typed, own), typed).toBe(true)
    }
    expect(found('c.example', own)).toBe(false)
    for (const domain of ['bücher.example', 'xn--bcher-kva.example']) {
      const other = organizationTexts({ ...owner, fields: { ...owner.fields, domains: [domain] } })
      for (const typed of ['Bücher', '@bücher.example', 'x@BÜCHER.example', 'xn--bcher-kva']) {
        expect(found(typed, other), `${typed} in ${domain}`).toBe(true)
      }
    }
    expect(foundBy(own, filterWords('x@b.example'), ['Label'])).toEqual({
      field: 'Domain',
      parts: ['', 'b.example'],
    })
  })
})
