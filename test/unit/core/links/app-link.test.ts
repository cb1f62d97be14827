import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isProjectId, projectIdOf } from '../../../../src/core/model/project-id'
import { atOry, oryServer } from '../../../support/states/project-ids'
import { appLink, linkAmong, parseAppLink } from '../../../../src/core/links/app-link'

const project = 'df2e09f1-643e-43bb-9cec-9eda5130a69d'
const organization = '6bb1c7d1-3b3e-4995-9e09-35649dc45a2b'
const start = `sso-workbench://project/https+api.console.ory.com/${project}`
const projectId = atOry(project)

describe('links to places', () => {
  it('reads what it writes', () => {
    const server = fc.constantFrom('demo:', oryServer, 'http://127.0.0.1:4000', 'https://[::1]:1')
    const ids = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    const target = fc.oneof(
      fc.uuid().map((key) => ({ kind: 'organization', key }) as const),
      fc
        .tuple(fc.constantFrom('oidc', 'saml'), ids)
        .map(([protocol, id]) => ({ kind: 'connection', key: `${protocol}:${id}` }) as const),
    )
    fc.assert(
      fc.property(server, fc.uuid(), fc.option(target, { nil: undefined }), (at, uuid, place) => {
        const named = { projectId: projectIdOf(at, uuid) }
        const given = place ? { ...named, target: place } : named
        const link = appLink(given)
        if (link !== undefined) expect(parseAppLink(link)).toEqual(given)
        else expect(place?.kind).toBe('connection')
      }),
    )
  })

  it('has none to what is in a draft alone', () => {
    expect(appLink({ projectId, target: { kind: 'organization', key: 'new:1' } })).toBe(undefined)
    expect(appLink({ projectId, target: { kind: 'connection', key: 'new:2' } })).toBe(undefined)
  })

  it.each([
    ['', undefined],
    [start, { projectId }],
    [`${start}/`, { projectId }],
    [start.toUpperCase().replace('SSO-WORKBENCH', 'SSO-Workbench'), { projectId }],
    // As earlier versions wrote them: they do not say at which server the project is.
    [`sso-workbench://project/${project}`, { uuid: project }],
    [
      `sso-workbench://project/${project}/organization/${organization}`,
      { uuid: project, target: { kind: 'organization', key: organization } },
    ],
    [`sso-workbench://project/https+api..ory.com/${project}`, undefined],
    [`sso-workbench://project/http+api.console.ory.com/${project}`, undefined],
    [`sso-workbench://project/file+x/${project}`, undefined],
    [`sso-workbench://project/https+a/https+b/${project}`, undefined],
    [
      `${start}/organization/${organization}`,
      { projectId, target: { kind: 'organization', key: organization } },
    ],
    [
      `${start}/connection/saml/a%20b%2Fc`,
      { projectId, target: { kind: 'connection', key: 'saml:a b/c' } },
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
        expect(
          Object.keys(place).every((name) => ['projectId', 'uuid', 'target'].includes(name)),
        ).toBe(true)
        if (place.projectId === undefined) expect(place.uuid).toMatch(/^[0-9a-f-]{36}$/)
        else expect(isProjectId(place.projectId)).toBe(true)
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
    projectId,
  })
  expect(linkAmong(['/usr/bin/app', '.'])).toBeUndefined()
})
