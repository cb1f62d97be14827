import { describe, expect, it } from 'vitest'
import { emptyCopy, workingCopy } from '../../../../../src/core/draft/working-copy'
import { noIntents } from '../../../../../src/core/intents/intents'
import { toMapperUrl } from '../../../../../src/core/model/mapper-text'
import {
  emptyForm,
  linkOf,
  mapperChoices,
  proxyFieldsFor,
  proxyName,
  proxyProblem,
  type LinkForm,
} from '../../../../../src/renderer/features/portal-links/portal-links-view'
import { connection, snapshotOf } from '../../../../support/states/snapshots'

const form = (more: Partial<LinkForm>): LinkForm => ({ ...emptyForm, ...more })
const made = (more: Partial<LinkForm>) => linkOf(form(more), Date.now())

describe('what a link shows instead of the project’s own', () => {
  it('is offered for what the link is for', () => {
    expect(proxyFieldsFor(form({}))).not.toContain('proxy_scim_server_url')
    expect(proxyFieldsFor(form({ enableSso: false, enableScim: true }))).toEqual([
      'proxy_scim_server_url',
    ])
  })

  it('goes with the link, without blanks, and only where it is set and offered', () => {
    const proxies = {
      proxy_scim_server_url: ' https://scim.example.com/v2 ',
      proxy_acs_url: '',
      proxy_saml_audience_override: 'urn:x',
    }
    expect(made({ enableSso: false, enableScim: true, proxies })).toMatchObject({
      link: { proxies: { proxy_scim_server_url: 'https://scim.example.com/v2' } },
    })
    const sso = made({ proxies })
    expect('link' in sso && sso.link.proxies).toEqual({ proxy_saml_audience_override: 'urn:x' })
    const none = made({})
    expect('link' in none && 'proxies' in none.link).toBe(false)
  })

  it.each(['scim.example.com', 'ftp://x.example', 'https:'])('%s is no URL', (text) => {
    expect(proxyProblem('proxy_scim_server_url', text)).toMatch(/https:\/\//)
    expect(made({ enableScim: true, proxies: { proxy_scim_server_url: text } })).toEqual({
      why: 'SCIM server URL to show is not a URL',
    })
    expect(proxyProblem('proxy_saml_audience_override', text)).toBeUndefined()
  })

  it('has a name, and an unknown one shows as it is', () => {
    expect(proxyName('proxy_acs_url')).toBe('ACS URL to show')
    expect(proxyName('proxy_new')).toBe('proxy_new')
  })
})

describe('the mappers that a link can preset', () => {
  const url = toMapperUrl('{ }')
  const copy = workingCopy(snapshotOf({ oidc: [connection('a', { mapper_url: url })] }), noIntents)

  it('for sign-ins are those of connections', () => {
    expect(mapperChoices(copy).map(({ value }) => value)).toEqual(['', url])
  })

  it('for SCIM are those of SCIM clients and others that read a user, never those of connections', () => {
    const more = [{ label: 'Mine', text: '{ identity: {} }' }]
    expect(mapperChoices(copy, 'scim', more).map(({ label }) => label)).toEqual(['Not set', 'Mine'])
    expect(mapperChoices(emptyCopy, 'scim')).toHaveLength(1)
  })
})
