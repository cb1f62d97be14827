import { t } from '../language/translate'
import type { FieldText } from './field-help'

/** Ends the help of a read-only field. */
const shownOnly = t('It cannot be changed here, and every publish keeps it.')
/** For fields of Kratos' own SAML engine. */
const nativeOnly = t('Native engine only.')

/** By wire name. */
export const samlHelp = {
  raw_idp_metadata_xml: {
    what: t(
      'The metadata of the identity provider: its entity ID, sign-in address and signing certificates. Paste the XML, or enter the address where it is published.',
    ),
    example: 'https://login.acme.example/FederationMetadata/2007-06/FederationMetadata.xml',
    wrong: t(
      'Ory needs an IDPSSODescriptor, at least one signing certificate and one SingleSignOnService. One bad certificate makes Ory refuse the whole publish. When the identity provider changes its certificate, sign-ins fail until the new metadata is here.',
    ),
  },
  idp_initiated_login_enabled: {
    what: t(
      'Accepts sign-ins that start at the identity provider, such as from the app tiles of a member’s own portal.',
    ),
    example: t('On, if the customer wants a tile in their portal'),
    wrong: t('If it is off, people who start from the portal are not signed in.'),
  },
  audience_override_base_url: {
    what: t('Replaces scheme and host of the audience that Ory expects; the rest stays Ory’s own.'),
    example: 'https://login.northwind.example',
    wrong: t('If the identity provider still sends the former audience, Ory refuses the answer.'),
  },
  proxy_saml_audience_override: {
    what: t('The whole audience (entity ID of the service provider), in place of Ory’s own.'),
    example: 'https://login.northwind.example/saml',
    wrong: t('It has to be the same, letter by letter, as the audience at the identity provider.'),
  },
  proxy_acs_url: {
    what: t(
      'An address of your own that passes SAML answers on to Ory. Customers see it in place of Ory’s ACS URL.',
    ),
    example: 'https://login.northwind.example/acs',
    wrong: t('If nothing passes the answers on to Ory, nobody can sign in.'),
  },
  valid_to: {
    what: t(
      'Until when the signing certificates in the metadata are valid. Ory reads it from the metadata.',
    ),
    example: 'Jun 10 09:16:40 2038 GMT',
    wrong: t('It cannot be edited: new metadata brings new certificates.'),
  },
  acs_url: {
    what: t(
      'The connection’s own ACS URL, in place of the one that all SAML connections share. Ory assigns it.',
    ),
    example: 'https://login.northwind.example/saml/api/oauth/saml/acme',
    wrong: `${t('The identity provider has to send its answers to this address.')} ${shownOnly}`,
  },
  additional_acs_urls: {
    what: t(
      'Further ACS URLs, at most 10, that Ory Polis accepts for a connection with its own ACS URL.',
    ),
    example: 'https://id.northwind.example/saml/api/oauth/saml/acme',
    wrong: t('Ory refuses answers sent to an address that is missing here.'),
  },
  engine: {
    what: t(
      'Which part of Ory serves the connection: Ory Polis (“jackson”) by default, or the SAML engine of Ory Kratos (“native”), a preview.',
    ),
    example: 'jackson',
    wrong: t(
      'Another engine has another ACS URL and audience: nobody can sign in until the customer has entered them. Where the project has the native engine off, its connections do nothing.',
    ),
  },
  idp_metadata_url: {
    what: t(
      'The address of the identity provider’s metadata, where Ory was given an address and not the XML. Ory names this field without explaining it.',
    ),
    example: 'https://login.acme.example/metadata.xml',
    wrong: t('If the address no longer answers, Ory cannot read it again when it has to.'),
  },
  binding: {
    what: `${t('How people carry Ory’s request to the identity provider: “http-redirect” in the address of a redirect, “http-post” in a form that sends itself.')} ${nativeOnly}`,
    example: 'http-redirect',
    wrong: t(
      'The identity provider has to offer a sign-in address with this binding in its metadata.',
    ),
  },
  sp_entity_id: {
    what: `${t('The entity ID by which Ory names itself to the identity provider.')} ${nativeOnly}`,
    example: 'urn:northwind:saml',
    wrong: t(
      'It has to be the entity ID (audience) that is registered at the identity provider, letter by letter.',
    ),
  },
  sp_entity_id_override: {
    what: t(
      'The entity ID by which Ory names itself to the identity provider, in place of its own. Ory names this field without explaining it.',
    ),
    example: 'urn:northwind:saml',
    wrong: `${t('It has to be the entity ID (audience) that is registered at the identity provider, letter by letter.')} ${shownOnly}`,
  },
  sign_authn_requests: {
    what: `${t('Whether Ory signs the requests that it sends to the identity provider.')} ${nativeOnly}`,
    example: t('On, if the metadata asks for it with WantAuthnRequestsSigned'),
    wrong: t('An identity provider that wants signed requests refuses the others.'),
  },
  force_authn: {
    what: `${t('Whether people have to sign in again at the identity provider, even if they are signed in there.')} ${nativeOnly}`,
    example: t('Off, so that people who are signed in there get through at once'),
    wrong: t('If it is on, every sign-in asks again, which people take for a mistake.'),
  },
  require_encrypted_assertion: {
    what: `${t('Whether Ory refuses answers whose assertion is not encrypted.')} ${nativeOnly}`,
    example: t('Off, unless the identity provider encrypts'),
    wrong: t('If it is on, nobody can sign in until the identity provider encrypts for Ory’s key.'),
  },
  clock_skew_seconds: {
    what: `${t('By how many seconds, from 0 to 300, the clocks of Ory and of the identity provider may differ.')} ${nativeOnly}`,
    example: '60',
    wrong: t(
      'Too small a number refuses answers as not yet valid or expired, at times and for no visible reason.',
    ),
  },
  allowed_digest_algorithms: {
    what: `${t('By which algorithms what is signed may be hashed. Empty leaves the choice to the engine.')} ${nativeOnly}`,
    example: 'http://www.w3.org/2001/04/xmlenc#sha256',
    wrong: t('If the identity provider hashes by another one, Ory refuses its answers.'),
  },
  allowed_signature_algorithms: {
    what: `${t('By which algorithms the identity provider may sign. Empty leaves the choice to the engine.')} ${nativeOnly}`,
    example: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    wrong: t('If the identity provider signs by another one, Ory refuses its answers.'),
  },
  allowed_name_id_formats: {
    what: `${t('In which formats the identity provider may name a person (NameID). Empty takes any.')} ${nativeOnly}`,
    example: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    wrong: t('If the identity provider uses another format, Ory refuses its answers.'),
  },
} as const satisfies Readonly<Record<string, FieldText>>

/** By wire name. */
export const scimHelp = {
  label: {
    what: t('What you call the SCIM client. Nobody but you reads it.'),
    example: 'Acme directory',
    wrong: t('Without a label it is shown by its client ID.'),
  },
  client_id: {
    what: t('The ID of the SCIM client. Its server URL has it, and it stays as it is.'),
    example: 'acme-directory',
    wrong: t(
      'Another ID makes another address: the identity provider reaches nothing until it has that one.',
    ),
  },
  organization_id: {
    what: t('The organization that the people belong to whom the identity provider adds.'),
    example: 'Acme',
    wrong: t(
      'If the organization is deleted, Ory deletes its SCIM clients with it. An account of another organization is refused; one without an organization joins if it has a verified email under a verified domain.',
    ),
  },
  state: {
    what: t('Whether Ory takes what the identity provider sends.'),
    example: t('Enabled'),
    wrong: t('While it is disabled, people are neither added nor removed.'),
  },
  mapper_url: {
    what: t('The mapper that makes an identity of what the identity provider sends.'),
    example: 'https://storage.googleapis.com/bac-gcs-production/94292215….jsonnet',
    wrong: t('A mapper that fails keeps the person from being added or changed.'),
  },
  authorization_header_secret: {
    what: t('The secret by which the identity provider proves itself. Ory never shows it again.'),
    example: t('32 random bytes'),
    wrong: t('A new one stops provisioning until the identity provider has it too.'),
  },
  proxy_scim_server_url: {
    what: t(
      'An address of your own that passes SCIM requests on to Ory. Customers see it in place of Ory’s server URL.',
    ),
    example: 'https://login.northwind.example/scim',
    wrong: t('If nothing passes the requests on to Ory, nobody is added or removed.'),
  },
} satisfies Readonly<Record<string, FieldText>>

/** By wire name. */
export const organizationHelp = {
  label: {
    what: t('The name of the customer’s organization, as you and your colleagues read it.'),
    example: 'Acme Corporation',
    wrong: t(
      'Ory does not ask for different labels: two with the same one are hard to tell apart.',
    ),
  },
  domains: {
    what: t(
      'Who enters an e-mail address of one of these domains is sent to the organization’s connections.',
    ),
    example: 'acme.example, acme.test',
    wrong: t(
      'With domains and no enabled connection the members cannot sign in. A domain in two organizations leads to either. Where Ory verifies domains, it asks for a TXT record; it does not check the domain of the address that the identity provider returns.',
    ),
  },
  session_lifespan: {
    what: t(
      'How long a sign-in of the organization’s members lasts, from one minute to 8760 hours. Empty uses the project’s own.',
    ),
    example: '8h',
    wrong: t(
      'Too short makes people sign in again during the day; too long keeps people signed in who left the customer.',
    ),
  },
  default_region: {
    what: t(
      'Where the data of people who sign in for the first time is stored. It has to lie inside the project’s home region.',
    ),
    example: 'eu-central',
    wrong: t(
      'Ory refuses a region outside the project’s home region. People who signed in before stay where they are.',
    ),
  },
} as const satisfies Readonly<Record<string, FieldText>>

/** Settings shared by all connections of a method. */
export const methodHelp = {
  base_redirect_uri: {
    what: t(
      'Scheme and host of the redirect URLs of all OIDC connections, in place of the project’s own host.',
    ),
    example: 'https://login.northwind.example',
    wrong: t(
      'A change moves the redirect URLs of all OIDC connections at once. Each identity provider that does not know the new one refuses sign-ins.',
    ),
  },
  enable_auto_link_policy: {
    what: t('Allows connections to link accounts that have the same address.'),
    example: t('Off, unless you trust every identity provider of the project'),
    wrong: t('Not every plan has it: Ory refuses it on the others.'),
  },
} as const satisfies Readonly<Record<string, FieldText>>
