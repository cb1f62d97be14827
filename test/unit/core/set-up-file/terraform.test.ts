import { expect, test } from 'vitest'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import type { JsonObject } from '../../../../src/core/model/json'
import { toMapperUrl } from '../../../../src/core/model/mapper-text'
import { hclText } from '../../../../src/core/set-up-file/hcl'
import { terraformText } from '../../../../src/core/set-up-file/terraform'
import { makeSetUpFile } from '../../../../src/core/set-up-file/write'
import { scimEntry } from '../../../support/states/radar'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const terraformOf = (parts: Parameters<typeof snapshotOf>[0]) =>
  terraformText(makeSetUpFile(setUpOf(snapshotOf(parts)), new Map()).file)

test('resources, import blocks, texts line by line, and secrets as variables without a value', () => {
  const text = terraformOf({
    oidc: [
      connection('pebble-okta', {
        organization_id: 'o',
        mapper_url: toMapperUrl('{\n  a: "${x}%{y}",\n}'),
        subject_source: 'oid',
      }),
    ],
    saml: [{ id: 's', label: 'S', raw_idp_metadata_xml: 'https://idp.example/metadata' }],
    organizations: [{ id: 'o', label: 'Pebble & Co', domains: ['pebble.example'] }],
  })
  expect(text).toBe(`# Single sign-on of Project (calm-turing-abcdefghij)

# The provider writes each connection and SCIM client as a whole: an apply removes the members that
# its resource has no argument for, of 1 below, named there. Leave out what must keep them.

terraform {
  required_providers {
    ory = {
      # The arguments below are those of its documentation of September 2026.
      source  = "ory/ory"
      version = "~> 26.3"
    }
  }
}

# For the ory_project_config of the project, of which there can be only one:
# enable_oidc                  = true
# oidc_base_redirect_uri       = "https://login.customer.example"
# enable_oidc_auto_link_policy = false

locals {
  mapper_pebble_okta = join("\\n", [
    "{",
    "  a: \\"$\${x}%%{y}\\",",
    "}",
  ])
}

import {
  to = ory_organization.pebble_co
  id = "o"
}

resource "ory_organization" "pebble_co" {
  label   = "Pebble & Co"
  domains = ["pebble.example"]
}

import {
  to = ory_social_provider.pebble_okta
  id = "pebble-okta"
}

resource "ory_social_provider" "pebble_okta" {
  provider_id     = "pebble-okta"
  provider_type   = "generic"
  label           = "Label of pebble-okta"
  client_id       = "client-pebble-okta"
  issuer_url      = "https://pebble-okta.example"
  scope           = ["openid"]
  organization_id = ory_organization.pebble_co.id
  mapper_url      = "base64://\${base64encode(local.mapper_pebble_okta)}"
  client_secret   = var.pebble_okta_client_secret
  # An apply would remove: subject_source, x_unknown
}

import {
  to = ory_saml_provider.s
  id = "s"
}

resource "ory_saml_provider" "s" {
  provider_id          = "s"
  label                = "S"
  raw_idp_metadata_xml = "https://idp.example/metadata"
}

variable "pebble_okta_client_secret" {
  description = "Secret of Label of pebble-okta"
  type        = string
  sensitive   = true
}
`)
})

test('a SCIM client is a resource of its own, with its state, and its secret as a variable', () => {
  const text = terraformOf({
    organizations: [{ id: 'o', label: 'Pebble', domains: ['pebble.example'] }],
    scimClients: [
      scimEntry('pebble-people', 'o', {
        mapper_url: toMapperUrl('{}'),
        state: 'disabled',
        authorization_header_secret: 'canary',
        proxy_scim_server_url: 'https://scim.pebble.example',
      }),
    ],
  })
  expect(text).toContain(`  mapper_pebble_people = join("\\n", [
    "{}",
  ])
`)
  expect(text).toContain(`import {
  to = ory_scim_client.pebble_people
  id = "pebble-people"
}

resource "ory_scim_client" "pebble_people" {
  client_id                   = "pebble-people"
  label                       = "Label of pebble-people"
  organization_id             = ory_organization.pebble.id
  mapper_url                  = "base64://\${base64encode(local.mapper_pebble_people)}"
  state                       = "disabled"
  authorization_header_secret = var.pebble_people_authorization_header_secret
  # An apply would remove: proxy_scim_server_url
}
`)
  expect(text).toContain('variable "pebble_people_authorization_header_secret" {')
  expect(text).not.toContain('canary')
})

test('an organization names what its resource has no argument for, if there is any', () => {
  const organizations: readonly JsonObject[] = [
    { id: 'o', label: 'Pebble', domains: ['pebble.example'], x_region: 'eu' },
    { id: 'q', label: 'Quartz', domains: ['quartz.example'] },
  ]
  const lines = terraformOf({ organizations }).match(/^.*Not in this resource.*$/gm)
  expect(lines).toEqual(['  # Not in this resource: x_region'])
})

test('names are made of ids, each once, and nothing is taken for a template', () => {
  const text = terraformOf({
    oidc: [
      connection('a.b'),
      connection('a-b'),
      connection('7'),
      connection('x', { label: '"${var.y}"\n}' }),
    ],
  })
  for (const name of ['"a_b"', '"a_b_2"', '"connection_7"']) {
    expect(text).toContain(`resource "ory_social_provider" ${name}`)
  }
  expect(text).toContain('label         = "\\"$${var.y}\\"\\n}"')
  expect(hclText('$${a} %{b} \u2028 \\')).toBe('"$$${a} %%{b} \\u2028 \\\\"')
})
