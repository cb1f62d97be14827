import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fieldsPage } from '../../../scripts/lib/docs/fields.mjs'
import { connectionFields } from '../../../src/core/fields/fields'
import { methodFields, organizationFields } from '../../../src/core/fields/other-fields'
import * as rows from '../../contract/fields/coverage'
import { orySpecDir } from '../../support/texts/ory-spec'

const { coverage, rowsOf, testFiles, parts } = rows
const folder = orySpecDir()

const repositoryFile = (path: string) =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

describe('the page of fields', () => {
  test('has a row for each field', () => {
    expect(fieldsPage(rows).match(/^\| `/gm)).toHaveLength(coverage.length)
  })

  test('has every field of the table, each with a test of what can be done with it', () => {
    const fields = [
      ...connectionFields('oidc').map(({ name }) => `oidc ${name}`),
      ...connectionFields('saml').map(({ name }) => `saml ${name}`),
      ...organizationFields.map(({ name }) => `organization ${name}`),
      ...methodFields.map(({ name }) => `method ${name}`),
    ]
    const covered = coverage.map(({ part, field }) => `${part} ${field.name}`)
    expect(covered).toEqual(expect.arrayContaining(fields))
    for (const { field, tests, kinds } of coverage) {
      expect(kinds, field.name).not.toEqual([])
      expect(tests.keep, field.name).toBeDefined()
      const isEntered = field.control !== 'shown'
      expect(tests.create !== undefined && tests.edit !== undefined, field.name).toBe(isEntered)
    }
  })

  test('names each test once, in files that judge those rows', () => {
    const names = coverage.flatMap(({ tests }) => Object.values(tests))
    expect(new Set(names).size).toBe(names.length)
    for (const part of parts) {
      expect(repositoryFile(testFiles[part])).toContain(`judge('${part}', outcomes`)
    }
  })
})

/** Names of a published schema that are none of our fields, and why. */
const exceptions: Readonly<Record<string, string>> = {
  azure_tenant: 'microsoft_tenant of the project document',
  provider_id: 'id of the project document',
  project_revision_id: 'a row of the normalized form names its revision',
  created_at: 'a time of the row, written by the server',
  updated_at: 'a time of the row, written by the server',
  proxy_oidc_redirect_url: 'read-only, and of the normalized form only',
}

interface Schema {
  readonly properties: Readonly<Record<string, unknown>>
}

/** Names of a schema's members, from the file and place where it is published. */
function members(file: string, ...place: readonly string[]): string[] {
  let node: unknown = JSON.parse(readFileSync(join(folder ?? '', file), 'utf8'))
  for (const name of place) node = (node as Readonly<Record<string, unknown>>)[name]
  return Object.keys((node as Schema).properties)
}

const openapi = (name: string) => members('openapi.json', 'components', 'schemas', name)

describe.skipIf(folder === undefined)('no published name is missing', () => {
  test.each([
    {
      schema: 'selfServiceOIDCProvider',
      part: 'oidc' as const,
      names: () => members('kratos-config.schema.json', 'definitions', 'selfServiceOIDCProvider'),
      least: 25,
    },
    {
      schema: 'normalizedProjectRevisionThirdPartyProvider',
      part: 'oidc' as const,
      names: () => openapi('normalizedProjectRevisionThirdPartyProvider'),
      least: 30,
    },
    {
      schema: 'normalizedProjectRevisionSAMLProvider',
      part: 'saml' as const,
      names: () => openapi('normalizedProjectRevisionSAMLProvider'),
      least: 14,
    },
    {
      schema: 'OrganizationBody',
      part: 'organization' as const,
      names: () => openapi('OrganizationBody'),
      least: 4,
    },
  ])('of $schema', ({ part, names, least }) => {
    const known = new Set(rowsOf(part).map(({ field }) => field.name))
    const published = names()
    expect(published.length).toBeGreaterThanOrEqual(least)
    const missing = published.filter((name) => !known.has(name) && !(name in exceptions))
    expect(missing).toEqual([])
  })

  test('and each exception is published', () => {
    const published = new Set([
      ...openapi('normalizedProjectRevisionThirdPartyProvider'),
      ...openapi('normalizedProjectRevisionSAMLProvider'),
    ])
    expect(Object.keys(exceptions).filter((name) => !published.has(name))).toEqual([])
  })
})
