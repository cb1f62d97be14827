import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appLink, linkAmong, parseAppLink } from '../../../../src/core/links/app-link'

const project = 'df2e09f1-643e-43bb-9cec-9eda5130a69d'
const organization = '6bb1c7d1-3b3e-4995-9e09-35649dc45a2b'
const start = `sso-workbench://project/${project}`

describe('links to places', () => {
  it('reads what it writes', () => {
    const ids = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    const target = fc.oneof(
      fc.uuid().map((key) => ({ kind: 'organization', key }) as const),
      fc
        .tuple(fc.constantFrom('oidc', 'saml'), ids)
        .map(([protocol, id]) => ({ kind: 'connection', key: `${protocol}:${id}` }) as const),
    )
    fc.assert(
      fc.property(fc.uuid(), fc.option(target, { nil: undefined }), (projectId, place) => {
        const given = place ? { projectId, target: place } : { projectId }
        const link = appLink(given)
        if (link !== undefined) expect(parseAppLink(link)).toEqual(given)
        else expect(place?.kind).toBe('connection')
      }),
    )
  })

  it('has none to what is in a draft alone', () => {
    expect(appLink({ projectId: project, target: { kind: 'organization', key: 'new:1' } })).toBe(
      undefined,
    )
    expect(appLink({ projectId: project, target: { kind: 'connection', key: 'new:2' } })).toBe(
      undefined,
    )
  })

  it.each([
    ['', undefined],
    [start, { projectId: project }],
    [`${start}/`, { projectId: project }],
    [`SSO-Workbench://Project/${project.toUpperCase()}`, { projectId: project }],
    [
      `${start}/organization/${organization}`,
      { projectId: project, target: { kind: 'organization', key: organization } },
    ],
    [
      `${start}/connection/saml/a%20b%2Fc`,
      { projectId: project, target: { kind: 'connection', key: 'saml:a b/c' } },
    ],
    // What would have it do more than go somewhere, or go where nobody may.
    [`${start}?publish=1`, undefined],
    [`${start}#publish`, undefined],
    [`${start}/publish`, undefined],
    [`${start}/organization/${organization}/delete`, undefined],
    [`${start}/connection/oidc/a/../../..`, undefined],
    [`${start}/connection/oidc/a%00b`, undefined],
    [`${start}/connection/oidc/%E0%A4%A`, undefined],
    [`${start}/connection/password/a`, undefined],
    [`${start}\n--load-extension=/tmp/x`, undefined],
    [`${start} --no-sandbox`, undefined],
    [`sso-workbench://user:pass@project/${project}`, undefined],
    [`sso-workbench://project:80/${project}`, undefined],
    [`sso-workbench:project/${project}`, undefined],
    ['sso-workbench://project/../../etc/passwd', undefined],
    [`file:///project/${project}`, undefined],
    [`javascript:sso-workbench://project/${project}`, undefined],
    [`sso-workbench-evil://project/${project}`, undefined],
    [`${start}/connection/oidc/${'a'.repeat(2000)}`, undefined],
  ])('%s', (text, place) => {
    expect(parseAppLink(text)).toEqual(place)
  })

  it('gives, for whatever comes, nothing or ids alone', () => {
    const pieces = fc.constantFrom(
      'sso-workbench://',
      'project/',
      project,
      '/organization/',
      '/connection/',
      'oidc/',
      'saml/',
      '..',
      '/',
      '%2e%2e%2f',
      '?',
      '#',
      '\n',
      '__proto__',
      '{"a":1}',
    )
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 12 })
        .map((all) => all.join('')),
      fc
        .string({ unit: 'grapheme', maxLength: 40 })
        .map((text) => `${start}/connection/oidc/${text}`),
    )
    fc.assert(
      fc.property(hostile, (text) => {
        const place = parseAppLink(text)
        if (!place) return
        expect(Object.keys(place).every((name) => ['projectId', 'target'].includes(name))).toBe(
          true,
        )
        expect(place.projectId).toMatch(/^[0-9a-f-]{36}$/)
        if (!place.target) return
        const { kind, key } = place.target
        if (kind === 'organization') expect(key).toMatch(/^[0-9a-f-]{36}$/)
        else expect(key).toMatch(/^(?:oidc|saml):[^\p{C}]{1,300}$/u)
      }),
      { numRuns: 2000 },
    )
  })
})

it('finds the link among what a program was started with', () => {
  expect(linkAmong(['/usr/bin/app', '--user-data-dir=/tmp/x', start])).toEqual({
    projectId: project,
  })
  expect(linkAmong(['/usr/bin/app', '.'])).toBeUndefined()
})
