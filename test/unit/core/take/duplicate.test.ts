import { describe, expect, it } from 'vitest'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { noIntents } from '../../../../src/core/intents/intents'
import { contentHash } from '../../../../src/core/model/mapper-text'
import { duplicates } from '../../../../src/core/take/duplicate'
import { connection, snapshotOf } from '../../../support/states/snapshots'

/** The address of a mapper in the storage of the project. */
const stored = `https://store.example/${contentHash(new TextEncoder().encode('{}'))}.jsonnet`
const copy = workingCopy(
  snapshotOf({
    oidc: [
      connection('okta', {
        organization_id: 'one',
        client_secret: 'never copied',
        issuer_url: 'https://okta.example',
        odd_member: { deep: [1] },
        mapper_url: stored,
        odd_token: 'ory_pat_0123456789abcdef',
      }),
      connection('okta-2'),
    ],
    organizations: [
      {
        id: 'one',
        label: 'Brightwater',
        domains: ['bright.example'],
        session_lifespan: '8h',
        domain_verifications: [{ domain: 'bright.example' }],
      },
    ],
  }),
  noIntents,
)
let keys = 0
const newKey = () => `new:${(keys += 1)}`

describe('duplicates', () => {
  it('have the values of a connection under an id that nothing has, without its secret', () => {
    const [first, second] = duplicates(copy, copy.connections, newKey)
    expect(first?.edit).toMatchObject({
      kind: 'create-connection',
      protocol: 'oidc',
      fields: {
        id: 'okta-3',
        label: expect.stringMatching(/ copy$/),
        organization_id: 'one',
        issuer_url: 'https://okta.example',
        odd_member: { deep: [1] },
        mapper_url: stored,
      },
    })
    expect(first?.toType).toEqual(['client_secret'])
    expect(JSON.stringify(first)).not.toMatch(/never copied|ory_pat/)
    expect(second?.edit).toMatchObject({ fields: { id: 'okta-2-2' } })
  })

  it('of a SAML connection are SAML, and keep a link that leads nowhere, each by itself', () => {
    const saml = workingCopy(
      snapshotOf({
        saml: [
          { id: 's', label: 'S', organization_id: 'gone' },
          { id: 't', label: 'T', organization_id: 'gone' },
          { id: 'u', label: 'U' },
        ],
      }),
      noIntents,
    )
    expect(duplicates(saml, saml.connections, newKey).map(({ edit }) => edit)).toMatchObject([
      { kind: 'create-connection', protocol: 'saml', fields: { organization_id: 'gone' } },
      { kind: 'create-connection', protocol: 'saml', fields: { organization_id: 'gone' } },
      { kind: 'create-connection', protocol: 'saml', fields: { id: 'u-2', label: 'U copy' } },
    ])
    const snapshot = { cut: { 'saml:u': ['label'], 'organization saml:u': ['id'] } }
    const [cut] = duplicates(saml, saml.connections.slice(2), newKey, snapshot)
    expect(cut?.edit).toMatchObject({ fields: { id: 'u-2' } })
    expect(cut?.edit).not.toHaveProperty('fields.label')
  })

  it('have what an organization has but its domains, which belong to it alone', () => {
    expect(duplicates(copy, copy.organizations, newKey)[0]?.edit).toMatchObject({
      kind: 'create-organization',
      fields: { label: 'Brightwater copy', session_lifespan: '8h' },
    })
    const text = JSON.stringify(duplicates(copy, copy.organizations, newKey))
    expect(text).not.toContain('bright.example')
  })
})
