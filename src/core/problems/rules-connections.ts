import { t } from '../language/translate'
import { protocols } from '../model/connection'
import { textMember } from '../model/json'
import { isNativeSaml } from '../model/saml-connection'
import { providerKind } from '../model/providers'
import type { SetUpOrganization } from '../model/set-up'
import { comparableDomain, domainsAbove } from '../sign-in-ways/email-domain'
import { factsOfSetUp, isDisabled, organizationKeyOf } from '../sign-in-ways/facts'
import { offersOf } from '../sign-in-ways/offers'
import { claimsOf, type WayOf } from '../sign-in-ways/sign-in-ways'
import { aConnection, aScimClient, organizationLabel, wayIn, type Subject } from './known-project'
import { rule, type Found } from './rule'

/** A connection or a SCIM client names an organization that the project does not have. */
export const organizationGone = rule({
  id: 'organization-gone',
  title: t('Organization does not exist'),
  badge: t('Organization gone'),
  why: t(
    'A connection of an organization that is gone is offered to nobody; who signed in with it cannot any more. A SCIM client of one adds and removes nobody.',
  ),
  remedy: t('Assign it to an organization that exists, or delete it.'),
  inProject({ setUp }) {
    const there = new Set(setUp.organizations.map(({ key }) => key))
    const gone = (subject: Subject, id: string, message: string): Found[] =>
      id === '' || there.has(id)
        ? []
        : [{ ...subject, field: 'organization_id', detail: id, severity: 'error', message }]
    return [
      ...setUp.connections.flatMap((connection) => {
        const id = organizationKeyOf(connection)
        const message = t(
          'Its organization {id} does not exist: nobody is offered this connection',
          { id },
        )
        return gone(aConnection(connection), id, message)
      }),
      ...(setUp.scimClients ?? []).flatMap((client) => {
        const id = textMember(client.fields, 'organization_id') ?? ''
        const message = t('Its organization {id} does not exist: it adds and removes nobody', {
          id,
        })
        return gone(aScimClient(client), id, message)
      }),
    ]
  },
})

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
export const cannotSignIn = rule({
  id: 'cannot-sign-in',
  title: t('Connection cannot work'),
  badge: t('Cannot sign in'),
  why: t('Ory shows the button of the connection, and whoever presses it cannot sign in.'),
  remedy: t('Fill in what is missing, or give each connection an ID of its own.'),
  inProject({ setUp }) {
    const { offered } = offersOf(factsOfSetUp(setUp))(setUp.connections)
    return offered.flatMap(({ connection, fault, cause, field }): Found[] => {
      if (fault === undefined) return []
      const detail = faultIds[cause === 'same-id' ? cause : (field ?? '')] ?? field ?? ''
      const message = t('Nobody can sign in with it: {fault}', { fault })
      return [{ ...aConnection(connection), severity: 'error', message, field, detail }]
    })
  },
})

/** A sign-in method is off and has connections that would be offered; one that is disabled would not be. */
export const methodOff = rule({
  id: 'method-off',
  title: t('Sign-in method is off'),
  badge: t('Method off'),
  why: t('As long as the method is off, Ory offers none of its connections to anybody.'),
  remedy: t(
    'Switch the method on in the Ory Console, or delete its connections. Publishing a new connection switches it on too.',
  ),
  inProject: ({ setUp }) =>
    protocols.flatMap((protocol): Found[] => {
      const own = setUp.connections.filter(
        (connection) => connection.protocol === protocol && !isDisabled(connection),
      )
      const [first] = own
      if (setUp.methods[protocol].enabled || !first) return []
      const name = protocol.toUpperCase()
      return [
        {
          target: { kind: 'connection', key: first.key },
          name: t('All {protocol} connections', { protocol: name }),
          severity: 'error',
          message: t(
            '{protocol} is off, so {count, plural, one {its only connection is not offered} ' +
              'other {none of its # connections is offered}}',
            { protocol: name, count: own.length },
          ),
          detail: protocol,
          facts: own.map(({ key }) => key),
        },
      ]
    }),
})

/** A connection of Kratos' own SAML engine, which the project has switched off. */
export const nativeSamlOff = rule({
  id: 'native-saml-off',
  title: t('Native SAML engine is off'),
  badge: t('Engine off'),
  why: t('Connections of the native engine do nothing while the project has it off.'),
  remedy: t('Switch the engine to Ory Polis, or have Ory turn the native engine on.'),
  inProject({ setUp, readiness }) {
    if (!readiness || readiness.nativeSaml) return []
    return setUp.connections.flatMap((connection): Found[] => {
      if (connection.protocol !== 'saml' || !isNativeSaml(connection.fields)) return []
      if (isDisabled(connection)) return []
      const message = t('Nobody can sign in with it: the native SAML engine of the project is off')
      return [{ ...aConnection(connection), severity: 'error', message, field: 'engine' }]
    })
  },
})

/** The server of an address, in lower case and without its port. */
function hostOf(address: string): string | undefined {
  return /^https?:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(address)?.[1]?.toLowerCase()
}

const plainHttp = /^http:\/\//i
/** Nobody else can listen to these. */
const own = /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?|[^.]+\.localhost)$/

/** Tokens and keys of an identity provider are read over a connection that others can change. */
export const httpIssuer = rule({
  id: 'http-issuer',
  title: t('Issuer without https'),
  badge: t('No https'),
  why: t('Whoever can change traffic between Ory and the issuer can sign in as anybody.'),
  remedy: t(
    'Change the issuer to https, and run the check before you publish: the identity provider has to publish the same issuer.',
  ),
  inProject: ({ setUp }) =>
    setUp.connections.flatMap((connection): Found[] => {
      const field = 'issuer_url'
      const issuer = textMember(connection.fields, field) ?? ''
      if (!plainHttp.test(issuer) || own.test(hostOf(issuer) ?? '')) return []
      const subject = aConnection(connection)
      const value = issuer.replace(plainHttp, 'https://')
      return [
        {
          ...subject,
          severity: 'warning',
          message: t('The issuer is asked without encryption: {issuer}', { issuer }),
          field,
          detail: issuer,
          edit: {
            label: t('Change the issuer to {issuer}', { issuer: value }),
            edits: [{ kind: 'set-field', target: subject.target, field, value }],
          },
        },
      ]
    }),
})

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
export const socialDomain = rule({
  id: 'social-domain',
  title: t('Identity provider of an organization, open to all'),
  badge: t('Open to all'),
  why: t(
    'The connection belongs to no organization, so everybody sees its button, and whoever ' +
      'signs in with it does not become a member.',
  ),
  remedy: t(
    'Assign it to the organization again if it was removed by mistake. Unless it forces PKCE, its redirect URL changes with that: enter it at the identity provider first.',
  ),
  inProject(project) {
    const wayOf = wayIn(project)
    return project.setUp.connections.flatMap((connection): Found[] => {
      const { fields, protocol } = connection
      if (protocol !== 'oidc' || organizationKeyOf(connection) !== '') return []
      if (isDisabled(connection)) return []
      const places = [
        ['issuer_url', hostOf(textMember(fields, 'issuer_url') ?? '')],
        ['microsoft_tenant', comparableDomain(textMember(fields, 'microsoft_tenant') ?? '')],
      ] as const
      for (const [field, host] of places) {
        const owner = host === undefined ? undefined : claimant(wayOf, host)
        if (host === undefined || owner === undefined) continue
        const message = t('It is offered to everybody, and {domain} belongs to “{name}”', {
          domain: host,
          name: organizationLabel(owner),
        })
        const place = { ...aConnection(connection), field, detail: host }
        return [{ ...place, severity: 'warning', message, facts: [owner.key] }]
      }
      return []
    })
  },
})

/** A kind of provider that this version does not know, so nothing here can be said about it. */
export const unknownProvider = rule({
  id: 'unknown-provider',
  title: t('Unknown kind of provider'),
  badge: t('Unknown provider'),
  why: t(
    'Nothing can be said about what such a connection needs, and Ory may refuse changes of the project because of it.',
  ),
  remedy: t('Compare the kind with Ory’s documentation, or update this app.'),
  inProject: ({ setUp }) =>
    setUp.connections.flatMap((connection): Found[] => {
      const provider = textMember(connection.fields, 'provider') ?? ''
      if (connection.protocol !== 'oidc' || (provider && providerKind(provider))) return []
      const message = provider
        ? t('This version does not know the kind of provider “{provider}”', { provider })
        : t('It has no kind of provider')
      const place = { ...aConnection(connection), field: 'provider', detail: provider }
      return [{ ...place, severity: 'warning', message }]
    }),
})
