import type { Field } from './field'
import { t } from '../language/translate'

/** Every field of an organization (`OrganizationBody`). */
export const organizationFields: readonly Field[] = [
  {
    name: 'label',
    label: t('Label'),
    control: 'text',
    section: 'main',
    ownEach: true,
    requiredBy: 'every',
    missing: t('Enter a label'),
    example: 'Customer',
    edited: 'Customer Ltd.',
  },
  {
    name: 'domains',
    label: t('Domains'),
    control: 'list',
    section: 'main',
    ownEach: true,
    mono: true,
    set: true,
    anyCase: true,
    example: ['customer.example'],
    edited: ['customer.example', 'customer.test'],
  },
  {
    name: 'session_lifespan',
    label: t('Session lifespan'),
    control: 'duration',
    section: 'main',
    example: '8h',
    edited: '168h',
  },
  {
    name: 'default_region',
    label: t('Default region'),
    control: 'choice',
    section: 'main',
    example: 'eu-central',
    edited: 'eu-central',
  },
]

/** Settings that all connections of a method share. */
export const methodFields: readonly Field[] = [
  {
    name: 'base_redirect_uri',
    label: t('Base redirect URL'),
    control: 'url',
    section: 'main',
    mono: true,
    hint: t('Scheme and host, such as https://login.customer.example'),
    example: 'https://login.northwind.example',
    edited: 'https://id.northwind.example',
  },
  {
    name: 'enable_auto_link_policy',
    label: t('Auto-link policy of the project'),
    control: 'switch',
    section: 'main',
    hint: t('Not every plan has it'),
    example: true,
    edited: false,
  },
]
