import type { Field } from './field'
import { oidcFields, unset, updateOnLogin } from './oidc-fields'
import { t } from '../language/translate'

/** A field that both protocols have, as the OIDC table describes it. */
function shared(name: string): Field {
  const field = oidcFields.find((item) => item.name === name)
  if (!field) throw new Error(`There is no field ${name}`)
  return field
}

/** A field that is shown and kept unchanged. */
const shown = (name: string, example: Field['example']): Field => ({
  name,
  label: name,
  control: 'shown',
  section: 'advanced',
  mono: true,
  example,
  edited: example,
})

/** A field that Kratos' own engine alone has. */
const native = (name: string, label: string, control: Field['control']) =>
  ({ name, label, control, section: 'native' }) as const

const manyUris = { mono: true, set: true } as const

/** SAML fields in form order. Source: Ory's project document. */
export const samlFields: readonly Field[] = [
  shared('label'),
  shared('id'),
  shared('organization_id'),
  shared('state'),
  {
    name: 'raw_idp_metadata_xml',
    label: t('IdP metadata XML'),
    control: 'metadata',
    section: 'main',
    requiredBy: 'every',
    missing: t('Enter the identity provider’s metadata'),
    content: 'metadata',
    example: 'https://login.customer.example/metadata.xml',
    edited: 'https://id.customer.example/metadata.xml',
  },
  shared('mapper_url'),
  updateOnLogin,
  {
    name: 'idp_initiated_login_enabled',
    label: t('Sign-in started at the identity provider'),
    control: 'switch',
    section: 'advanced',
    hint: t(
      'Accepts sign-ins that start at the identity provider, such as from a member’s own portal',
    ),
    example: true,
    edited: false,
  },
  {
    name: 'audience_override_base_url',
    label: t('Audience base URL'),
    control: 'url',
    section: 'advanced',
    mono: true,
    hint: t('Only the host part of the audience; the rest stays Ory’s own'),
    example: 'https://login.northwind.example',
    edited: 'https://id.northwind.example',
  },
  {
    name: 'proxy_saml_audience_override',
    label: t('Audience'),
    control: 'text',
    section: 'advanced',
    mono: true,
    hint: t('The whole audience (entity ID of the service provider), in place of Ory’s own'),
    example: 'https://login.northwind.example/saml',
    edited: 'urn:northwind:saml',
  },
  {
    name: 'proxy_acs_url',
    label: t('ACS URL shown to the customer'),
    control: 'url',
    section: 'advanced',
    mono: true,
    hint: t('For an address of your own that passes answers on to Ory'),
    example: 'https://login.northwind.example/acs',
    edited: 'https://id.northwind.example/acs',
  },
  {
    ...shown('valid_to', ['Jun 10 09:16:40 2038 GMT']),
    label: t('Signing certificates valid to'),
    hint: t('Ory reads it from the metadata'),
  },
  // Source: normalizedProjectRevisionSAMLProvider of Ory's API v1.22.92; for sp_entity_id_override, Ory's SDK since
  // 1.22.85.
  {
    ...shown('acs_url', 'https://login.northwind.example/saml/api/oauth/saml/acme'),
    label: t('Own ACS URL'),
  },
  {
    name: 'additional_acs_urls',
    label: t('Additional ACS URLs'),
    control: 'list',
    section: 'advanced',
    mono: true,
    ownEach: true,
    set: true,
    urls: true,
    most: 10,
    hint: t('Also accepted by Ory Polis, 10 at most'),
    example: ['https://id.northwind.example/saml/api/oauth/saml/acme'],
    edited: ['https://login.acme.example/saml'],
  },
  {
    name: 'engine',
    label: t('SAML engine'),
    control: 'choice',
    section: 'advanced',
    ownEach: true,
    options: [
      unset(t('Not set (Ory Polis)')),
      { value: 'jackson', label: t('Ory Polis') },
      { value: 'native', label: t('Native (preview)') },
    ],
    hint: t('Another engine has another ACS URL and audience'),
    example: 'jackson',
    edited: 'native',
  },
  {
    ...native('idp_metadata_url', t('Metadata URL'), 'url'),
    mono: true,
    example: 'https://login.customer.example/metadata.xml',
    edited: 'https://id.customer.example/metadata.xml',
  },
  {
    ...native('binding', t('Request binding'), 'choice'),
    options: [
      unset(t('Not set')),
      { value: 'http-post', label: 'HTTP-POST' },
      { value: 'http-redirect', label: 'HTTP-Redirect' },
    ],
    example: 'http-post',
    edited: 'http-redirect',
  },
  {
    ...native('sp_entity_id', t('Audience (SP entity ID)'), 'text'),
    mono: true,
    hint: t('Empty: the address of the project’s metadata'),
    example: 'urn:northwind:saml',
    edited: 'https://login.northwind.example/saml',
  },
  shown('sp_entity_id_override', 'urn:northwind:saml'),
  { ...native('sign_authn_requests', t('Sign requests'), 'switch'), example: true, edited: false },
  {
    ...native('force_authn', t('Ask for sign-in every time'), 'switch'),
    example: true,
    edited: false,
  },
  {
    ...native('require_encrypted_assertion', t('Require encryption'), 'switch'),
    example: true,
    edited: false,
  },
  {
    ...native('clock_skew_seconds', t('Clock difference in seconds'), 'number'),
    most: 300,
    hint: t('0 to 300'),
    example: 60,
    edited: 120,
  },
  {
    ...native('allowed_digest_algorithms', t('Digest algorithms'), 'list'),
    ...manyUris,
    example: ['http://www.w3.org/2001/04/xmlenc#sha256'],
    edited: ['http://www.w3.org/2001/04/xmlenc#sha512'],
  },
  {
    ...native('allowed_signature_algorithms', t('Signature algorithms'), 'list'),
    ...manyUris,
    example: ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'],
    edited: ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha512'],
  },
  {
    ...native('allowed_name_id_formats', t('NameID formats'), 'list'),
    ...manyUris,
    example: ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'],
    edited: ['urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
  },
]
