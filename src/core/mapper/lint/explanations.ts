import type { MapperGiven } from '../given'
import { t } from '../../language/translate'
import { enterpriseUser } from '../scim/attributes'

export interface RuleExplanation {
  /** Why it is a mistake, and its effect at Ory. */
  readonly why: string
  /** A correct example. */
  readonly example: string
}

const claims = "local claims = std.extVar('claims');"
const scim = "local scim = std.extVar('scim');"

/** Every rule about mappers, with what is shown with its findings on request. */
export const ruleExplanations = {
  'custom-claim': {
    why: t(
      'Ory passes a fixed list of standard claims. Groups, roles and whatever else an identity provider adds are only in raw_claims, and only for providers that have it: generic, Microsoft, Google, Apple, LINE, LinkedIn, netID, UAE PASS and SAML. A standard claim has its own small letters, whatever the case of the letters it was sent in.',
    ),
    example:
      "[if 'raw_claims' in claims && std.get(claims.raw_claims, 'groups') != null then 'groups' else null]: claims.raw_claims.groups,",
  },
  'mistyped-claim': {
    why: t(
      'Ory knows no claim of this name, and a name that differs in a letter or two is likelier a slip than a claim of the identity provider. Reading what is not there ends the sign-in with Ory’s error page. Should the identity provider send it under this very name, it is only in raw_claims.',
    ),
    example: "[if 'email' in claims then 'email' else null]: claims.email,",
  },
  'unguarded-claim': {
    why: t(
      'A claim that is empty, false, 0 or null is not there at all; raw_claims has what was sent as it was sent, also null. Reading what is not there ends the sign-in with Ory’s error page, and a null that becomes a trait is refused by most identity schemas.',
    ),
    example: "[if 'email' in claims then 'email' else null]: claims.email,",
  },
  'email-verified-default': {
    why: t(
      'Ory leaves out email_verified when it is false, so reading it fails for exactly those whose address is not verified.',
    ),
    example: "local claims = { email_verified: false } + std.extVar('claims');",
  },
  'email-verified-never-sent': {
    why: t(
      'This provider does not say whether an address is verified. A mapper that demands it drops every address, and people are sent back to the registration form.',
    ),
    example: "[if 'email' in claims then 'email' else null]: claims.email,",
  },
  'raw-claims-unavailable': {
    why: t(
      'For this provider Ory reads a profile, not a token, and passes on the standard claims alone.',
    ),
    example: "[if 'nickname' in claims then 'username' else null]: claims.nickname,",
  },
  'userinfo-only': {
    why: t(
      'Some identity providers put little more than sub into the ID token, and the rest into the answer of the userinfo endpoint. Ory reads that one only when the connection’s claims_source says so.',
    ),
    example: 'claims_source: userinfo',
  },
  'top-level-function': {
    why: t('Ory evaluates the mapper and calls nothing. The claims come from std.extVar.'),
    example: `${claims}\n{ identity: { traits: {} } }`,
  },
  'no-traits': {
    why: t('Without an object at identity.traits Ory shows its error page. It may be empty.'),
    example: '{ identity: { traits: {} } }',
  },
  'unknown-trait': {
    why: t(
      'Traits are validated against the project’s identity schema. Where it allows no others, an unknown one sends people back to the registration form at every try.',
    ),
    example: "traits: { [if 'email' in claims then 'email' else null]: claims.email },",
  },
  'required-trait': {
    why: t(
      'When a required trait is missing, people are sent back to the registration form to fill it in. For an object that the mapper leaves out Ory puts {} in, so that only what is required inside it is missing.',
    ),
    example: "[if 'name' in claims then 'name' else null]: claims.name,",
  },
  'null-trait': {
    why: t(
      'Ory validates a null like any other value: a trait of one type refuses it, and so does every format, also beside the type null. People are sent back to the registration form, and a sign-in that updates the identity fails. Only a trait that is left out is not looked at.',
    ),
    example: "[if 'email' in claims then 'email' else null]: claims.email,",
  },
  'verified-address': {
    why: t(
      'Ory takes a list of objects with value and via here, and sends people back to the form for anything else. It marks an address whose value and channel are those that it keeps: e-mail addresses are compared in small letters without blanks around them, telephone numbers only in the form +4930901820.',
    ),
    example:
      "[if 'email' in claims then 'verified_addresses' else null]: [{ value: claims.email, via: 'email' }],",
  },
  'null-metadata': {
    why: t(
      'Metadata must be an object or absent; null ends registration and sign-in with Ory’s error page. What is left out stays as it is at a sign-in, and {} clears it.',
    ),
    example: "[if 'hd' in claims then 'metadata_public' else null]: { hd: claims.hd },",
  },
  'identity-metadata': {
    why: t(
      "At registration the metadata of std.extVar('identity') are empty objects, but at sign-in those that an identity does not have are null. Reading inside null ends the sign-in with Ory’s error page.",
    ),
    example:
      "local known = std.extVar('identity').metadata_public;\n[if known != null && 'plan' in known then 'plan' else null]: known.plan,",
  },
  'duplicate-field': {
    why: t(
      'Jsonnet refuses an object with the same field twice, so the mapper does not run at all.',
    ),
    example: '{ id: claims.sub }',
  },
  'ignored-key': {
    why: t(
      'Ory takes traits, metadata_public, metadata_admin, verified_addresses and region from identity, and nothing else.',
    ),
    example: '{ identity: { traits: {}, metadata_public: {} } }',
  },
  secret: {
    why: t(
      'Mappers are stored at an address that anyone can open who knows it. Take the secret out and replace it at its issuer.',
    ),
    example: t('client_secret belongs into the connection, where it is kept secret.'),
  },
  import: {
    why: t('Ory evaluates mappers without any file or network.'),
    example: "local domain(email) = std.split(email, '@')[1];",
  },
  'unknown-variable': {
    why: t(
      'Any other name ends the sign-in with Ory’s error page. Older versions of Ory Kratos have only claims.',
    ),
    example: claims,
  },
  'native-function': {
    why: t('Native functions come from the program that runs Jsonnet; Ory adds none.'),
    example: 'std.asciiLower(claims.sub)',
  },
  'too-large': {
    why: t(
      'Ory hands mapper and claims to its worker in one request of at most 65,535 bytes of JSON. A quote, a backslash and the end of a line count 2 there, each <, > and & 6 in the mapper and 7 in the claims.',
    ),
    example: t('Move long tables into an action that runs after the sign-in.'),
  },
  trace: {
    why: t(
      'Each worker of Ory’s keeps what std.trace writes, over all sign-ins that it serves, up to 64 KiB. After that all its sign-ins fail.',
    ),
    example: 'id: claims.sub,',
  },
  'large-output': {
    why: t(
      'Ory reads at most 262,143 bytes of a mapper’s output. A larger one breaks its worker, which stays in the pool: later sign-ins of other people fail with an error page. So a mapper must stay far from that size for all claims that may come.',
    ),
    example: "nickname: std.substr(std.get(claims, 'nickname', ''), 0, 100),",
  },
  'foreign-domain': {
    why: t(
      'Ory makes everyone who signs in through an organization’s connection a member, and does not compare the address with the organization’s domains.',
    ),
    example:
      "assert std.endsWith(std.asciiLower(std.get(claims, 'email', '')), '@example.com') : 'This address is not of the organization';",
  },
  'unbalanced-brackets': {
    why: t('Each bracket needs its counterpart outside of comments and strings.'),
    example: '{ identity: { traits: {} } }',
  },
  'blocked-by-schema': {
    why: t(
      'A browser posts the registration form together with the button of the provider, and Ory puts {} in for every object and every list of objects that the form has no input for. Over a list of objects that wins against what the mapper gives, and the form comes back at every try.',
    ),
    example: '"people": { "type": "array", "items": { "type": "string" } }',
  },
  'lost-metadata': {
    why: t(
      'What a SCIM client’s mapper returns as metadata_public or metadata_admin replaces the existing object. Members that SSO wrote there are lost with the next sync.',
    ),
    example:
      "metadata_public: std.extVar('identity').metadata_public + { title: std.get(scim, 'title') },",
  },
  'other-variable': {
    why: t(
      'A mapper of a connection is given claims, and one of a SCIM client is given scim. Reading the other one is an error of Jsonnet, so nobody gets in. The example in the documentation of Ory’s Terraform provider has this mistake.',
    ),
    example: claims,
  },
  'unknown-attribute': {
    why: t(
      'Ory takes the attributes of RFC 7643 and of its enterprise extension. Names of claims are no names of attributes, and Jsonnet tells capitals from small letters. Reading what is not there is an error.',
    ),
    example: "[if std.get(scim, 'displayName') != null then 'name' else null]: scim.displayName,",
  },
  'unguarded-attribute': {
    why: t(
      'Only userName is always sent, and Ory takes active for true where it is not. Every other attribute may be missing or null. Reading what is not there is an error, and then the person is not provisioned.',
    ),
    example: "[if std.get(scim, 'displayName') != null then 'name' else null]: scim.displayName,",
  },
  'enterprise-default': {
    why: t(
      'Okta and OneLogin send the extension only where they are set up for it, and Entra ID only for people who have something in it.',
    ),
    example: `[if std.get(scim, '${enterpriseUser}') != null then 'work' else null]: scim['${enterpriseUser}'],`,
  },
  'first-entry': {
    why: t(
      'A list may be missing or empty, for instance for guests. Its order says nothing: the entry to take is the one with primary, or the one of type work.',
    ),
    example:
      "[if std.length(std.get(scim, 'emails', [])) > 0 then 'email' else null]: scim.emails[0].value,",
  },
  'scim-active': {
    why: t(
      'Ory takes active from what is sent and keeps out who is not active: a mapper need not do that. Entra ID sends “False” as text unless its URL has aadOptscim062020, and OneLogin sends whatever its template says.',
    ),
    example: "active: std.asciiLower(std.toString(std.get(scim, 'active', true))) == 'true',",
  },
  'user-name-as-address': {
    why: t(
      'userName only has to be unique. From Entra ID it is the user principal name, which need not receive mail, and that of a guest has #EXT# in it. Whoever can set it decides whose account an address belongs to.',
    ),
    example:
      "[if std.length(std.get(scim, 'emails', [])) > 0 then 'email' else null]: scim.emails[0].value,",
  },
  'unusable-schema': {
    why: t(
      'Ory refuses an identity schema that its validator cannot compile. Patterns are RE2, which knows no lookahead, no lookbehind and no backreference.',
    ),
    example: '"pattern": "^[A-Z]{2}\\\\d+$"',
  },
} as const satisfies Readonly<Record<string, RuleExplanation>>

/** What is said otherwise of a mapper for SCIM: there is no sign-in and no form. */
const ofScim: Readonly<Partial<Record<keyof typeof ruleExplanations, RuleExplanation>>> = {
  'top-level-function': {
    why: t('Ory evaluates the mapper and calls nothing. The user comes from std.extVar.'),
    example: `${scim}\n{ identity: { traits: {} } }`,
  },
  'no-traits': {
    why: t(
      'Ory’s documents ask for an object at identity.traits. It may be empty. Without one the person is not provisioned.',
    ),
    example: '{ identity: { traits: {} } }',
  },
  'unknown-trait': {
    why: t(
      'Traits are validated against the project’s identity schema. Where it allows no others, an unknown one keeps everyone from being provisioned.',
    ),
    example: "[if std.get(scim, 'title') != null then 'title' else null]: scim.title,",
  },
  'required-trait': {
    why: t(
      'When a required trait is missing, the person is not provisioned: there is no form on which they could fill it in.',
    ),
    example: "[if std.get(scim, 'displayName') != null then 'name' else null]: scim.displayName,",
  },
  'null-trait': {
    why: t(
      'A null is validated like any other value: a trait of one type refuses it. Only a trait that is left out is not looked at.',
    ),
    example: "[if std.get(scim, 'title') != null then 'title' else null]: scim.title,",
  },
  'verified-address': {
    why: t(
      'Ory’s documents ask for a list of objects with value and via here. It marks an address whose value and channel are those that it keeps.',
    ),
    example: "verified_addresses: [{ value: scim.userName, via: 'email' }],",
  },
  'null-metadata': {
    why: t('Metadata must be an object or absent: by Ory’s documents null is neither.'),
    example:
      "[if std.get(scim, 'title') != null then 'metadata_public' else null]: { title: scim.title },",
  },
  'unknown-variable': {
    why: t('Any other name is an error of Jsonnet, and nobody is provisioned.'),
    example: scim,
  },
  'too-large': {
    why: t(
      'At a sign-in Ory hands mapper and claims to its worker in one request of at most 65,535 bytes of JSON. Its documents do not say whether a mapper for SCIM runs in the same way.',
    ),
    example: t('Move long tables into an action that runs after the sign-in.'),
  },
  trace: {
    why: t(
      'Each worker of Ory’s keeps what std.trace writes, up to 64 KiB. After that all its sign-ins fail. Its documents do not say whether mappers for SCIM share those workers.',
    ),
    example: 'id: scim.userName,',
  },
  'large-output': {
    why: t(
      'At a sign-in Ory reads at most 262,143 bytes of a mapper’s output, and a larger one breaks its worker. Its documents do not say whether mappers for SCIM share those workers.',
    ),
    example: "title: std.substr(std.get(scim, 'title', ''), 0, 100),",
  },
  'foreign-domain': {
    why: t(
      'Ory adds every new user to the organization, whatever the address. Only an existing account without an organization needs a verified email under one of its verified domains.',
    ),
    example:
      "assert std.endsWith(std.asciiLower(scim.userName), '@example.com') : 'This address is not of the organization';",
  },
  'other-variable': {
    why: ruleExplanations['other-variable'].why,
    example: scim,
  },
}

/** The explanation of a rule for what the mapper is given. */
export const explanationOfRule = (rule: RuleName, given: MapperGiven = 'claims'): RuleExplanation =>
  (given === 'scim' ? ofScim[rule] : undefined) ?? ruleExplanations[rule]

export type RuleName = keyof typeof ruleExplanations
