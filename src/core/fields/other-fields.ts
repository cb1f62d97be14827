import type { Field } from './field'

/** Every field of an organization (`OrganizationBody`). */
export const organizationFields: readonly Field[] = [
  {
    name: 'label',
    label: 'Label',
    control: 'text',
    section: 'main',
    requiredBy: 'every',
    missing: 'Enter a label',
    example: 'Customer',
    edited: 'Customer Ltd.',
  },
  {
    name: 'domains',
    label: 'Domains',
    control: 'list',
    section: 'main',
    mono: true,
    set: true,
    anyCase: true,
    example: ['customer.example'],
    edited: ['customer.example', 'customer.test'],
  },
  {
    name: 'session_lifespan',
    label: 'Session lifespan',
    control: 'duration',
    section: 'main',
    example: '8h',
    edited: '168h',
  },
  {
    name: 'default_region',
    label: 'Default region',
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
    label: 'Base redirect URL',
    control: 'url',
    section: 'main',
    mono: true,
    hint: 'Scheme and host, such as https://login.customer.example',
    example: 'https://login.northwind.example',
    edited: 'https://id.northwind.example',
  },
  {
    name: 'enable_auto_link_policy',
    label: 'Auto-link policy of the project',
    control: 'switch',
    section: 'main',
    hint: 'Not every plan has it',
    example: true,
    edited: false,
  },
]
