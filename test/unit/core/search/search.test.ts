import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../../src/core/model/json'
import { toMapperUrl } from '../../../../src/core/model/mapper-text'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import {
  indexProject,
  bestRows,
  isSearchable,
  mostRows,
  searchableOf,
} from '../../../../src/core/search/search'
import { connection, snapshotOf } from '../../../support/states/snapshots'

function projectOf(id: string, parts: Parameters<typeof snapshotOf>[0]): Snapshot {
  const snapshot = snapshotOf(parts)
  return { ...snapshot, summary: { ...snapshot.summary, id: id as never } }
}

/** Texts of mappers by their addresses. */
const texts: Record<string, string> = {}
const textOf = (address: string) => texts[address]
function mapper(text: string): string {
  const address = toMapperUrl(text)
  texts[address] = text
  return address
}

function search(projects: readonly Snapshot[], typed: string) {
  const indexes = projects.map((project) => indexProject(project, textOf))
  return bestRows(indexes.map((index) => index.find(typed, mostRows)))
}

const acme = {
  id: '6bb1c7d1-3b3e-4995-9e09-35649dc45a2b',
  label: 'Acme Würzburg',
  domains: ['acme.example', 'acme-eu.example'],
}
const okta = connection('acme-okta', {
  label: 'Acme Okta',
  organization_id: acme.id,
  client_id: '0oa9x2bq7Lk1',
  issuer_url: 'https://acme.okta.example/oauth2',
  client_secret: 'a-secret-that-is-looked-for',
  mapper_url: mapper(
    "local claims = std.extVar('claims');\n{ identity: { traits: { email: claims.upn } } }",
  ),
})
const first = projectOf('first', { organizations: [acme], oidc: [okta] })
const second = projectOf('second', {
  organizations: [{ ...acme, id: '7cc1c7d1-3b3e-4995-9e09-35649dc45a2b' }],
  oidc: [
    connection('entra', {
      label: 'Entra',
      microsoft_tenant: '11112222-3333-4444-5555-666677778888',
    }),
  ],
})

describe('search', () => {
  it.each([
    ['acme wu', 'organization', 'label'],
    ['acme-eu.ex', 'organization', 'domain'],
    ['ada@acme-eu.example', 'organization', 'domain'],
    ['https://x.example/self-service/methods/oidc/callback/acme-okta', 'connection', 'id'],
    ['6bb1c7d1-3b3e', 'organization', 'id'],
    ['acme okt', 'connection', 'label'],
    ['acme-okta', 'connection', 'id'],
    ['0oa9x2', 'connection', 'client-id'],
    ['okta.example/oau', 'connection', 'issuer'],
    ['CLAIMS.UPN', 'connection', 'mapper'],
  ] as const)('finds %s in %s by its %s', (typed, kind, field) => {
    expect(search([first], typed)[0]).toMatchObject({ projectId: 'first', kind, field })
  })

  it('shows what it found, and of a mapper the line', () => {
    expect(search([first], '6bb1')[0]?.parts.join('')).toBe(acme.id)
    expect(search([first], 'claims.upn')[0]?.parts).toEqual([
      '{ identity: { traits: { email: ',
      'claims.upn',
      ' } } }',
    ])
    expect(search([second], '11112222-3333')[0]).toMatchObject({
      key: 'oidc:entra',
      field: 'issuer',
    })
  })

  it('names the organization of a connection, by which a list narrows', () => {
    expect(search([first], 'acme-okta')[0]).toMatchObject({
      organizationId: acme.id,
      organization: 'Acme Würzburg',
    })
  })

  it('has no secret in it', () => {
    expect(search([first], 'a-secret-that')).toEqual([])
    const { texts, mappers } = searchableOf(first)
    expect(JSON.stringify([texts, ...mappers])).not.toContain('secret')
  })

  it('answers each thing once, in the order of how well it fits', () => {
    const rows = search([first, second], 'acme')
    const targets = rows.map(({ projectId, kind, key }) => `${projectId} ${kind} ${key}`)
    expect(targets).toEqual([...new Set(targets)])
    expect(rows.length).toBeGreaterThanOrEqual(3)
  })

  it('answers no more rows than a window takes', () => {
    const organizations = Array.from({ length: 300 }, (_, index) => ({
      id: `o${index}`,
      label: `Shop ${index}`,
    }))
    expect(search([projectOf('many', { organizations })], 'shop')).toHaveLength(mostRows)
  })

  it('looks for nothing where less than two letters are typed', () => {
    expect([isSearchable(' a '), isSearchable('ab')]).toEqual([false, true])
  })
})

const word = fc.stringMatching(/^[a-z0-9äöüßéñ]{4,12}$/)
const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '))
const domain = fc.tuple(word, word).map(([left, right]) => `${left}.${right}.example`)

const anyProject = fc.record({
  organizations: fc.array(
    fc.record({ id: fc.uuid(), label: name, domains: fc.array(domain, { maxLength: 3 }) }),
    { maxLength: 12 },
  ),
  oidc: fc.array(
    fc.record({
      id: fc.stringMatching(/^[A-Za-z0-9_-]{4,20}$/),
      provider: fc.constant('generic'),
      label: name,
      client_id: fc.stringMatching(/^[A-Za-z0-9_.-]{6,30}$/),
      issuer_url: domain.map((host) => `https://${host}/realms/staff`),
    }),
    { maxLength: 12 },
  ),
})

it('finds every planted value, and none of another project when it is filtered', () => {
  fc.assert(
    fc.property(fc.array(anyProject, { minLength: 1, maxLength: 3 }), (contents) => {
      const projects = contents.map((content, index) => {
        const oidc = content.oidc.map((entry, place) => ({
          ...entry,
          mapper_url: mapper(`{ planted: 'in ${index} at ${place}' }`),
        }))
        return { id: `p${index}`, ...content, oidc }
      })
      const indexes = projects.map(({ id, ...parts }) => indexProject(projectOf(id, parts), textOf))
      for (const [at, { id, organizations, oidc }] of projects.entries()) {
        const planted: [string, readonly unknown[]][] = [
          ...organizations.map((each): [string, unknown[]] => [
            each.id,
            [each.id, each.label, ...each.domains],
          ]),
          ...oidc.map((each, place): [string, unknown[]] => [
            each.id,
            [each.id, each.label, each.client_id, each.issuer_url, `in ${at} at ${place}'`],
          ]),
        ]
        for (const [key, values] of planted) {
          for (const value of values) {
            const all = bestRows(indexes.map((index) => index.find(String(value), mostRows)))
            const isIt = (row: { projectId: string; key: string }) =>
              row.projectId === id && row.key.includes(key)
            expect([value, all.some(isIt)]).toEqual([value, true])
            const filtered = bestRows([indexes[at]?.find(String(value), mostRows) ?? []])
            expect(filtered.some(isIt)).toBe(true)
            expect(filtered.every((row) => row.projectId === id)).toBe(true)
          }
        }
      }
    }),
    { numRuns: 30 },
  )
})

it('takes whatever is typed, and whatever the texts are', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 30 }).filter((typed) => typed.trim() !== ''),
      fc.array(fc.string({ unit: 'grapheme', maxLength: 40 })),
      (typed, labels) => {
        const organizations = labels.map((label, index): JsonObject => ({ id: `o${index}`, label }))
        for (const row of search([projectOf('p', { organizations })], typed)) {
          if (row.field === 'label') expect(labels).toContain(row.parts.join(''))
        }
      },
    ),
  )
})
