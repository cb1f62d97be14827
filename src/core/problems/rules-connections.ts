import { t } from '../language/translate'
import { protocols } from '../model/connection'
import { textMember } from '../model/json-value'
import { providerKind } from '../model/providers'
import type { SetUpOrganization } from '../model/set-up'
import { comparableDomain, domainsAbove } from '../sign-in-ways/email-domain'
import { factsOfSetUp, isDisabled, organizationKeyOf } from '../sign-in-ways/facts'
import { offersOf } from '../sign-in-ways/offers'
import { claimsOf, type WayOf } from '../sign-in-ways/sign-in-ways'
import { findingsOf, organizationLabel, wayIn, type ProjectRule } from './radar-project'

/** A connection names an organization that the project does not have. */
export const organizationGone: ProjectRule = ({ summary, setUp }) => {
  const { at } = findingsOf(summary.id, 'organization-gone')
  const there = new Set(setUp.organizations.map(({ key }) => key))
  return setUp.connections.flatMap((connection) => {
    const id = organizationKeyOf(connection)
    if (id === '' || there.has(id)) return []
    const message = t('Its organization {id} does not exist: nobody is offered this connection', {
      id,
    })
    return [at(connection, 'error', message, { field: 'organization_id', detail: id })]
  })
}

/**
 * Tells faults apart in the ids of findings, by the field that is empty. In every language the words
 * that people read in English, since silences keep the ids.
 */
const faultIds: Readonly<Record<string, string>> = {
  'same-id': 'A connection before it has the same ID, and Ory uses that one',
  id: 'It has no Connection ID',
  provider: 'It has no Provider',
  issuer_url: 'It has no Issuer URL',
  microsoft_tenant: 'It has no Microsoft tenant',
  apple_team_id: 'It has no Apple team ID',
  apple_private_key_id: 'It has no Apple private key ID',
  client_id: 'It has no Client ID',
  mapper_url: 'It has no Mapper',
  raw_idp_metadata_xml: 'It has no IdP metadata XML',
}

/** A connection is offered and, as its own set-up tells, leads to no sign-in. */
export const cannotSignIn: ProjectRule = ({ summary, setUp }) => {
  const { at } = findingsOf(summary.id, 'cannot-sign-in')
  const { offered } = offersOf(factsOfSetUp(setUp))(setUp.connections)
  return offered.flatMap(({ connection, fault, cause, field }) => {
    if (fault === undefined) return []
    const detail = faultIds[cause === 'same-id' ? cause : (field ?? '')] ?? field ?? ''
    const more = { detail, ...(field === undefined ? {} : { field }) }
    const message = t('Nobody can sign in with it: {fault}', { fault })
    return [at(connection, 'error', message, more)]
  })
}

/** A sign-in method is off and has connections that would be offered; one that is disabled would not be. */
export const methodOff: ProjectRule = ({ summary, setUp }) => {
  const { around } = findingsOf(summary.id, 'method-off')
  return protocols.flatMap((protocol) => {
    const own = setUp.connections.filter(
      (connection) => connection.protocol === protocol && !isDisabled(connection, setUp),
    )
    if (setUp.methods[protocol].enabled || own.length === 0) return []
    const name = protocol.toUpperCase()
    const message = t(
      '{protocol} is off, so {count, plural, one {its only connection is not offered} ' +
        'other {none of its # connections is offered}}',
      { protocol: name, count: own.length },
    )
    const target = { kind: 'connection', key: own[0]?.key ?? '' } as const
    const all = t('All {protocol} connections', { protocol: name })
    const facts = own.map(({ key }) => key)
    return [around('error', message, protocol, { target, name: all, facts })]
  })
}

/** The server of an address, in lower case and without its port. */
function hostOf(address: string): string | undefined {
  return /^https?:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(address)?.[1]?.toLowerCase()
}

const plainHttp = /^http:\/\//i
/** Nobody else can listen to these. */
const own = /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?|[^.]+\.localhost)$/

/** Tokens and keys of an identity provider are read over a connection that others can change. */
export const httpIssuer: ProjectRule = ({ summary, setUp }) => {
  const { at } = findingsOf(summary.id, 'http-issuer')
  return setUp.connections.flatMap((connection) => {
    const issuer = textMember(connection.fields, 'issuer_url') ?? ''
    if (!plainHttp.test(issuer) || own.test(hostOf(issuer) ?? '')) return []
    const target = { kind: 'connection', key: connection.key } as const
    const value = issuer.replace(plainHttp, 'https://')
    return [
      at(connection, 'warning', t('The issuer is asked without encryption: {issuer}', { issuer }), {
        field: 'issuer_url',
        detail: issuer,
        edit: {
          label: t('Change the issuer to {issuer}', { issuer: value }),
          edits: [{ kind: 'set-field', target, field: 'issuer_url', value }],
        },
      }),
    ]
  })
}

/** Who claims a host's name or one above it; top-level names are nobody's. */
function claimant(wayOf: WayOf, host: string): SetUpOrganization | undefined {
  for (const domain of [host, ...domainsAbove(host)]) {
    if (!domain.includes('.')) return undefined
    const [claim] = claimsOf(wayOf(domain))
    if (claim) return claim.organization
  }
  return undefined
}

/** A social connection, offered to everybody, that leads to the identity provider of an organization. */
export const socialDomain: ProjectRule = (project) => {
  const { at } = findingsOf(project.summary.id, 'social-domain')
  const wayOf = wayIn(project)
  return project.setUp.connections.flatMap((connection) => {
    const { fields, protocol } = connection
    if (protocol !== 'oidc' || organizationKeyOf(connection) !== '') return []
    if (isDisabled(connection, project.setUp)) return []
    const places = [
      ['issuer_url', hostOf(textMember(fields, 'issuer_url') ?? '')],
      ['microsoft_tenant', comparableDomain(textMember(fields, 'microsoft_tenant') ?? '')],
    ] as const
    for (const [field, host] of places) {
      const owner = host === undefined ? undefined : claimant(wayOf, host)
      if (owner === undefined) continue
      const message = t('It is offered to everybody, and {domain} belongs to “{name}”', {
        domain: host ?? '',
        name: organizationLabel(owner),
      })
      const more = { field, detail: host ?? '', facts: [owner.key] }
      return [at(connection, 'warning', message, more)]
    }
    return []
  })
}

/** A kind of provider that this version does not know, so nothing here can be said about it. */
export const unknownProvider: ProjectRule = ({ summary, setUp }) => {
  const { at } = findingsOf(summary.id, 'unknown-provider')
  return setUp.connections.flatMap((connection) => {
    const provider = textMember(connection.fields, 'provider')
    if (connection.protocol !== 'oidc' || (provider && providerKind(provider))) return []
    const message = provider
      ? t('This version does not know the kind of provider “{provider}”', { provider })
      : t('It has no kind of provider')
    return [at(connection, 'warning', message, { field: 'provider', detail: provider ?? '' })]
  })
}
