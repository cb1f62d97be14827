import type { FieldHelp } from './field-help'

/** What is known of a field of which only the name is public. */
const nameOnly = (label: string): FieldHelp => ({
  label,
  what: 'A field that Ory’s public documents name and do not explain. It is shown as it is and kept in every publish.',
  example: 'Whatever Ory has there now',
  wrong: 'It cannot be changed here. Ask Ory what it does before you change it elsewhere.',
})

/** Help for the fields that only SAML connections have, by wire name. */
export const samlHelp = {
  raw_idp_metadata_xml: {
    label: 'IdP metadata XML',
    what: 'The metadata of the identity provider: its entity ID, sign-in address and signing certificates. Paste the XML, or enter the address where it is published.',
    example: 'https://login.acme.example/FederationMetadata/2007-06/FederationMetadata.xml',
    wrong:
      'Ory needs an IDPSSODescriptor, at least one signing certificate and one SingleSignOnService. One bad certificate makes Ory refuse the whole publish. When the identity provider changes its certificate, sign-ins fail until the new metadata is here.',
  },
  idp_initiated_login_enabled: {
    label: 'Sign-in started at the identity provider',
    what: 'Accepts sign-ins that start at the identity provider, such as from the app tiles of a member’s own portal.',
    example: 'On, if the customer wants a tile in their portal',
    wrong: 'If it is off, people who start from the portal are not signed in.',
  },
  audience_override_base_url: {
    label: 'Audience base URL',
    what: 'Replaces scheme and host of the audience that Ory expects; the rest stays Ory’s own.',
    example: 'https://login.northwind.example',
    wrong: 'If the identity provider still sends the former audience, Ory refuses the answer.',
  },
  proxy_saml_audience_override: {
    label: 'Audience',
    what: 'The whole audience (entity ID of the service provider), in place of Ory’s own.',
    example: 'https://login.northwind.example/saml',
    wrong: 'It has to be the same, letter by letter, as the audience at the identity provider.',
  },
  proxy_acs_url: {
    label: 'ACS URL shown to the customer',
    what: 'An address of your own that passes SAML answers on to Ory. Customers see it in place of Ory’s ACS URL.',
    example: 'https://login.northwind.example/acs',
    wrong: 'If nothing passes the answers on to Ory, nobody can sign in.',
  },
  valid_to: {
    label: 'Signing certificates valid to',
    what: 'Until when the signing certificates in the metadata are valid. Ory reads it from the metadata.',
    example: 'Jun 10 09:16:40 2038 GMT',
    wrong: 'It cannot be edited: new metadata brings new certificates.',
  },
  engine: nameOnly('engine'),
  idp_metadata_url: nameOnly('idp_metadata_url'),
  binding: nameOnly('binding'),
  sp_entity_id_override: nameOnly('sp_entity_id_override'),
  sign_authn_requests: nameOnly('sign_authn_requests'),
  force_authn: nameOnly('force_authn'),
  require_encrypted_assertion: nameOnly('require_encrypted_assertion'),
  clock_skew_seconds: nameOnly('clock_skew_seconds'),
  allowed_digest_algorithms: nameOnly('allowed_digest_algorithms'),
  allowed_signature_algorithms: nameOnly('allowed_signature_algorithms'),
  allowed_name_id_formats: nameOnly('allowed_name_id_formats'),
} as const satisfies Readonly<Record<string, FieldHelp>>

/** Help for the fields of an organization, by wire name. */
export const organizationHelp = {
  label: {
    label: 'Label',
    what: 'The name of the customer’s organization, as you and your colleagues read it.',
    example: 'Acme Corporation',
    wrong: 'Ory does not ask for different labels: two with the same one are hard to tell apart.',
  },
  domains: {
    label: 'Domains',
    what: 'Who enters an e-mail address of one of these domains is sent to the organization’s connections.',
    example: 'acme.example, acme.test',
    wrong:
      'With domains and no enabled connection the members cannot sign in. A domain in two organizations leads to either. Ory checks neither who owns a domain nor the domain of the address that the identity provider returns.',
  },
  session_lifespan: {
    label: 'Session lifespan',
    what: 'How long a sign-in of the organization’s members lasts, from one minute to 8760 hours. Empty uses the project’s own.',
    example: '8h',
    wrong:
      'Too short makes people sign in again during the day; too long keeps people signed in who left the customer.',
  },
  default_region: {
    label: 'Default region',
    what: 'Where the data of people who sign in for the first time is stored. It has to lie inside the project’s home region.',
    example: 'eu-central',
    wrong:
      'Ory refuses a region outside the project’s home region. People who signed in before stay where they are.',
  },
} as const satisfies Readonly<Record<string, FieldHelp>>

/** Help for the settings that all connections of a method share. */
export const methodHelp = {
  base_redirect_uri: {
    label: 'Base redirect URL',
    what: 'Scheme and host of the redirect URLs of all OIDC connections, in place of the project’s own host.',
    example: 'https://login.northwind.example',
    wrong:
      'A change moves the redirect URLs of all OIDC connections at once. Each identity provider that does not know the new one refuses sign-ins.',
  },
  enable_auto_link_policy: {
    label: 'Auto-link policy of the project',
    what: 'Allows connections to link accounts that have the same address.',
    example: 'Off, unless you trust every identity provider of the project',
    wrong: 'Not every plan has it: Ory refuses it on the others.',
  },
} as const satisfies Readonly<Record<string, FieldHelp>>
