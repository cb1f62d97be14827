import { describe, expect, test } from 'vitest'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import { readSetUpFile } from '../../../../src/core/set-up-file/read'
import { makeSetUpFile } from '../../../../src/core/set-up-file/write'
import { identityConfigText } from '../../../../src/core/set-up-file/write-identity-config'
import { maximumYamlCharacters, readYaml } from '../../../../src/core/set-up-file/yaml-text'
import { size as sized } from '../../../soak/size'
import { expectNoSquare, loadCounted } from '../../../support/runner/growth'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const counted = await loadCounted<typeof import('../../../../src/core/set-up-file/yaml-text')>(
  'src/core/set-up-file/yaml-text.ts',
)

const config = `selfservice:
  methods:
    oidc:
      enabled: true
      config:
        # Two of them.
        providers:
          - id: a
            label: "A"
            provider: generic
            issuer_url: https://a.example
            client_id: client-of-a
            mapper_url: base64://e30=
            scope: [openid, email]
          - {id: b, provider: google, client_id: '007', mapper_url: 'base64://e30='}
`

function problemOf(text: string): string {
  const reading = readSetUpFile(text)
  expect(reading.ok).toBe(false)
  return reading.ok ? '' : reading.problems.join('\n')
}

test('an identity configuration is read from YAML as from JSON', () => {
  const read = readYaml(config)
  const asJson = readSetUpFile(JSON.stringify(read.ok && read.value))
  const reading = readSetUpFile(config)
  expect(reading).toEqual(asJson)
  expect(reading.ok && reading.file.connections.map(({ id }) => id)).toEqual(['a', 'b'])
  expect(reading.ok && reading.file.connections[1]?.fields['client_id']).toBe('007')
})

test('JSON is YAML too, and gives the same in both ways', () => {
  const snapshot = snapshotOf({
    oidc: [connection('a', { label: 'Größe: “x” # y' })],
    saml: [{ id: 's', label: 'S', raw_idp_metadata_xml: 'https://idp.example/metadata' }],
  })
  const text = identityConfigText(makeSetUpFile(setUpOf(snapshot), new Map()).file)
  expect(readYaml(text)).toEqual({ ok: true, value: JSON.parse(text) })
})

describe('what JSON could not say is refused in words', () => {
  const bomb = [
    'a: &a [x, x, x, x]',
    ...'bcdefgh'.split('').map((name, at) => {
      const before = String.fromCharCode('a'.charCodeAt(0) + at)
      return `${name}: &${name} [*${before}, *${before}, *${before}, *${before}]`
    }),
  ].join('\n')

  test.each([
    ['an alias', 'a: &x 1\nb: *x', 'an alias, *x'],
    ['a bomb of aliases', bomb, 'an alias'],
    ['a merge', 'a: &x {b: 1}\nc:\n  <<: *x', 'an alias'],
    ['a tag of a language', 'a: !!js/function "x"', 'a value of the kind'],
    ['a tag of its own', 'a: !secret x', 'a value of the kind !secret'],
    ['binary data', 'a: !!binary aGk=', 'a value of the kind'],
    ['no number', 'a: .nan', 'a number that JSON does not have'],
    ['no end', 'a: .inf', 'a number that JSON does not have'],
    ['a name that is no text', '1: a', 'a name that is no text'],
    ['a list as a name', '[a]: b', 'not JSON'],
    ['another list as a name', '? [a]\n: b', 'a name that is no text'],
    ['several documents', 'a: 1\n---\nb: 2', 'several YAML documents'],
    ['what is neither', 'a: b: c', 'neither JSON nor YAML: its line 1'],
    ['one name twice', 'a: 1\na: 2', 'the name “a” twice in one object, again in line 2'],
    ['one name twice inside', 'x:\n  - {b: 1, c: 2, b: 3}', 'the name “b” twice in one object'],
    ['one name twice, written apart', 'a: 1\n"a": 2', 'the name “a” twice in one object'],
    ['too many entries', '- a\n'.repeat(400_000), 'too many entries'],
    ['a text', 'just a text', 'is not an object'],
    ['nothing but a remark', '# nothing', 'is empty'],
    ['an odd name', 'a:\n  __proto__: {x: 1}', '“__proto__”'],
    ['too much', `# ${'x'.repeat(maximumYamlCharacters)}`, 'too large for YAML'],
  ])('%s', (_name, text, words) => {
    expect(problemOf(text)).toContain(words)
  })

  test('a tag that JSON has as well is none', () => {
    expect(readYaml('a: !!str 1\nb: !!int "2"')).toEqual({ ok: true, value: { a: '1', b: 2 } })
  })
})

// Each is refused once its depth is reached: at 100,000 levels V8 would end the process.
test.each([
  ['lists in one line', (levels: number) => '- '.repeat(levels)],
  ['names in one line', (levels: number) => '? '.repeat(levels)],
  ['values in one line', (levels: number) => ': '.repeat(levels)],
  ['lists of names', (levels: number) => '- ? '.repeat(levels / 2)],
  ['brackets', (levels: number) => '['.repeat(levels)],
  ['closed brackets', (levels: number) => `a: ${'['.repeat(levels)}${']'.repeat(levels)}`],
  ['braces', (levels: number) => '{a: '.repeat(levels)],
  ['quoted names in braces', (levels: number) => '{"a":'.repeat(levels)],
  ['names in brackets', (levels: number) => '[? '.repeat(levels)],
  ['anchors in brackets', (levels: number) => '&a ['.repeat(levels)],
  ['tags in braces', (levels: number) => '!!map {a: '.repeat(levels)],
  [
    'indentation',
    (levels: number) =>
      Array.from({ length: Math.min(levels, 1200) }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
  ],
  [
    'indented lists',
    (levels: number) =>
      Array.from({ length: Math.min(levels, 1200) }, (_, at) => `${' '.repeat(at)}-`).join('\n'),
  ],
])('deeply nested %s are refused while they are read', (_what, nested) => {
  const words = 'The file is nested deeper than 40 levels, which no set-up is'
  for (const levels of [44, 4000, 100_000]) {
    expect(readYaml(nested(levels))).toEqual({ ok: false, problem: words })
  }
})

test.each(['&a !a ', '- &a ', '*a ', ']', '}', '?\n', '"', '%a\n'])(
  'ten thousand times %j ends in words',
  (part) => {
    expect(readYaml(part.repeat(10_000))).toMatchObject({ ok: false })
  },
)

test('forty levels are read', () => {
  const deep = `${'- '.repeat(39)}[a]`
  expect(readYaml(deep)).toMatchObject({ ok: true })
  expect(readYaml(`{a: ${'['.repeat(39)}b${']'.repeat(39)}}`)).toMatchObject({ ok: true })
})

describe('eight times the entries take about eight times the work', () => {
  const many = (entry: (at: number) => string, between: string) => (count: number) =>
    Array.from({ length: count }, (_, at) => entry(at)).join(between)
  const names = many((at) => `k${at}: 1`, '\n')
  test.each<[string, (count: number) => string]>([
    ['names', names],
    ['names in brackets', (count) => `{${many((at) => `k${at}: 1`, ', ')(count)}}`],
    ['names inside', (count) => `a:\n${many((at) => `  k${at}: 1`, '\n')(count)}`],
    ['one name again and again', many(() => 'a: 1', '\n')],
    ['lines of a list', many(() => '- a', '\n')],
    ['documents', many(() => '---', '\n')],
    ['aliases', (count) => `- &a x\n${many(() => '- *a', '\n')(count)}`],
    ['mistakes', many(() => '- }', '\n')],
  ])('%s', async (_what, make) => {
    await expectNoSquare(make, counted.readYaml, sized(8000, 32_000))
  })
})
