import type { Field } from './field'
import { stateOptions } from './oidc-fields'
import { t } from '../language/translate'

/**
 * Every field of a SCIM client, in the order of the form. Source: `normalizedProjectRevisionScimClient` of Ory's
 * API document; the document of a project has none of it.
 */
export const scimFields: readonly Field[] = [
  {
    name: 'label',
    label: t('Label'),
    control: 'text',
    section: 'main',
    ownEach: true,
    requiredBy: 'every',
    missing: t('Enter a label'),
    example: 'Customer directory',
    edited: 'Customer people',
  },
  {
    name: 'client_id',
    label: t('Client ID'),
    control: 'connection-id',
    section: 'main',
    ownEach: true,
    mono: true,
    requiredBy: 'every',
    missing: t('Enter a client ID'),
    example: 'customer-directory',
    edited: 'customer-people',
  },
  {
    name: 'organization_id',
    label: t('Organization'),
    control: 'organization',
    section: 'main',
    requiredBy: 'every',
    missing: t('A SCIM client needs an organization'),
    example: '00000000-0000-4000-8000-000000000001',
    edited: '00000000-0000-4000-8000-000000000002',
  },
  {
    name: 'state',
    label: t('State'),
    control: 'choice',
    section: 'main',
    requiredBy: 'every',
    options: stateOptions,
    example: 'enabled',
    edited: 'disabled',
  },
  {
    name: 'mapper_url',
    label: t('Mapper'),
    control: 'mapper',
    section: 'main',
    requiredBy: 'every',
    missing: t('A SCIM client needs a mapper'),
    content: 'mapper',
    example: 'base64://e2lkZW50aXR5Ont0cmFpdHM6e319fQ==',
    edited: 'base64://e2lkZW50aXR5Ont0cmFpdHM6e319fQo=',
  },
  {
    name: 'authorization_header_secret',
    label: t('Secret token'),
    control: 'secret',
    section: 'main',
    requiredBy: 'every',
    missing: t('Enter a secret token'),
    secret: true,
    writeOnly: true,
    example: 'scim-example-token-of-32-characters',
    edited: 'scim-another-token-of-32-characters',
  },
  {
    name: 'proxy_scim_server_url',
    label: t('SCIM server URL shown to the customer'),
    control: 'url',
    section: 'advanced',
    mono: true,
    hint: t('For an address of your own that passes requests on to Ory'),
    example: 'https://login.northwind.example/scim',
    edited: 'https://id.northwind.example/scim',
  },
]
