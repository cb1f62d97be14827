import { describe, expect, test } from 'vitest'
import { readSetUpFile } from '../../../../src/core/set-up-file/read'
import { maximumCharacters } from '../../../../src/core/set-up-file/form'

const whole = (more: object) =>
  JSON.stringify({ format: 'sso-workbench/set-up', version: 1, ...more })
const connections = (...list: unknown[]) => whole({ connections: list })
const organizations = (...list: unknown[]) => whole({ organizations: list })

function problemsOf(text: string): string {
  const reading = readSetUpFile(text)
  expect(reading.ok).toBe(false)
  return reading.ok ? '' : reading.problems.join('\n')
}

const own = { id: 'a', protocol: 'oidc', fields: { provider: 'generic' } }

test.each([
  ['an empty file', '', 'is empty'],
  ['what is no JSON', '{', 'is not JSON'],
  ['a list', '[]', 'is not an object'],
  ['a text', '"x"', 'is not an object'],
  ['another object', '{"a":1}', 'neither an export of this app nor a configuration'],
  ['a newer version', '{"format":"sso-workbench/set-up","version":2}', 'newer version'],
  ['no version', '{"format":"sso-workbench/set-up"}', 'which version'],
  ['another version', '{"format":"sso-workbench/set-up","version":"1"}', 'which version'],
  ['deep lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'nested deeper'],
  [
    'deep objects',
    whole({ connections: [] }).replace('[]', '{"a":'.repeat(50_000)),
    'nested deeper',
  ],
  ['an unknown member', whole({ services: {} }), 'has a member “services”'],
  [
    'an odd name',
    '{"format":"sso-workbench/set-up","version":1,"__proto__":{"x":1}}',
    '“__proto__”',
  ],
  [
    'an odd name in escapes',
    String.raw`{"format":"sso-workbench/set-up","version":1,"connections":[{"id":"a","protocol":"oidc","fields":{"x":{"c\u006fnstructor":1}}}]}`,
    '“constructor”',
  ],
  [
    'an odd name inside',
    '{"format":"sso-workbench/set-up","version":1,"connections":[{"id":"a","protocol":"oidc","fields":{"x":{"constructor":1}}}]}',
    '“constructor”',
  ],
  ['connections that are no list', whole({ connections: {} }), '“connections” is not a list'],
  ['an entry that is no object', connections('x'), 'is not an object'],
  ['an entry without an ID', connections({ ...own, id: '' }), 'has no ID'],
  ['an ID that is no text', connections({ ...own, id: 7 }), 'has no ID'],
  ['an ID that is not seen', connections({ ...own, id: 'a\u200Bb' }), 'invisible'],
  ['an endless ID', connections({ ...own, id: 'a'.repeat(400) }), 'more than 300 characters'],
  ['a connection twice', connections(own, own), 'OIDC connection “a” is in the file twice'],
  ['an organization twice', organizations({ id: 'o' }, { id: 'o' }), '“o” is in the file twice'],
  ['no protocol', connections({ ...own, protocol: 'ldap' }), 'neither oidc nor saml'],
  [
    'a path for a protocol',
    connections({ ...own, protocol: '/services/oauth2' }),
    'neither oidc nor saml',
  ],
  ['a member beside the fields', connections({ ...own, path: '/services' }), 'has a member “path”'],
  [
    'a label that is no text',
    connections({ ...own, fields: { label: 7 } }),
    'label that is not a text',
  ],
  ['scopes that are a text', connections({ ...own, fields: { scope: 'openid' } }), 'list of texts'],
  [
    'domains that are numbers',
    organizations({ id: 'o', fields: { domains: [1] } }),
    'list of texts',
  ],
  [
    'a switch that is a text',
    connections({ ...own, fields: { auto_link: 'yes' } }),
    'true or false',
  ],
  ['a secret', connections({ ...own, fields: { client_secret: 'x' } }), 'is or may hold a secret'],
  [
    'a secret inside',
    connections({ ...own, fields: { x: { api_key: 'x' } } }),
    'is or may hold a secret',
  ],
  [
    'a mapper on a disk',
    connections({ ...own, fields: { mapper_url: 'file:///etc/passwd' } }),
    'neither a text nor a web address',
  ],
  [
    'a mapper by a script',
    connections({ ...own, fields: { mapper_url: 'javascript:1' } }),
    'neither a text nor a web address',
  ],
  ['a mapper that is a number', connections({ ...own, mapper: [7] }), 'not a list of lines'],
  [
    'two mappers',
    connections({ ...own, fields: { mapper_url: 'https://m.example/x' }, mapper: ['{}'] }),
    'both “mapper” and “mapper_url”',
  ],
  [
    'fields that are a list',
    connections({ ...own, fields: [] }),
    '“fields” that are not an object',
  ],
  ['methods that are a list', whole({ methods: [] }), '“methods” is not an object'],
  [
    'another method',
    whole({ methods: { password: { enabled: false } } }),
    'has a member “password”',
  ],
  ['a switch of a method', whole({ methods: { saml: { enabled: 'no' } } }), 'not true or false'],
  [
    'a base that is a number',
    whole({ methods: { oidc: { base_redirect_uri: 1 } } }),
    'cannot be used',
  ],
  ['a project without names', whole({ project: { name: 'x' } }), '“project” does not say'],
])('%s is refused in words', (_what, text, words) => {
  const problems = problemsOf(text)
  expect(problems).toContain(words)
  expect(({} as Record<string, unknown>)['x']).toBeUndefined()
})

test('a file that is too large is refused without being parsed', () => {
  expect(problemsOf(' '.repeat(maximumCharacters + 1))).toContain('too large')
})

test('too many entries are refused', () => {
  const text = `{"format":"sso-workbench/set-up","version":1,"organizations":[${'{},'.repeat(50_000)}{}]}`
  expect(problemsOf(text)).toContain('more than 50,000 entries')
})

test('of many problems the first twenty are told', () => {
  const reading = readSetUpFile(connections(...Array.from({ length: 100 }, () => 'x')))
  expect(reading.ok ? [] : reading.problems).toHaveLength(20)
})

test('what a problem quotes is cut', () => {
  expect(problemsOf(whole({ ['x'.repeat(5000)]: 1 })).length).toBeLessThan(300)
})

describe('what is no mistake', () => {
  test('a mark at the beginning, as some editors write it', () => {
    expect(readSetUpFile(`\uFEFF${whole({})}`)).toMatchObject({ ok: true })
  })
  test('a mapper in one text instead of lines', () => {
    const reading = readSetUpFile(connections({ ...own, mapper: '{\n}' }))
    expect(reading.ok && reading.file.connections[0]?.fields['mapper_url']).toBe('base64://ewp9')
  })
  test('brackets inside of a text', () => {
    const label = '[{'.repeat(500)
    expect(readSetUpFile(connections({ ...own, fields: { label } }))).toMatchObject({ ok: true })
  })
})
