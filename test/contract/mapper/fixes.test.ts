import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyEdits } from '../../../src/core/mapper/lint/edits'
import { lintMapper } from '../../../src/core/mapper/lint/lint'
import type { LintSituation } from '../../../src/core/mapper/lint/rule'
import type { MapperEngine } from '../../../src/main/mapper/engine'
import { bare, startEngine } from '../../support/mapper'

let engine: MapperEngine
beforeAll(async () => {
  engine = await startEngine()
}, 60_000)
afterAll(() => engine.close())

const standard = fc.constantFrom('email', 'name', 'nickname', 'given_name', 'sub')
const custom = fc.constantFrom('groups', 'department', 'tid', 'a_b')
const claim = fc.oneof(standard, custom)

/** An expression that reads a claim, guarded or not, right or wrong, as people write them. */
const read = fc.oneof(
  claim.map((name) => `claims.${name}`),
  claim.map((name) => `claims['${name}']`),
  custom.map((name) => `claims.raw_claims.${name}`),
  standard.map((name) => `std.asciiLower(claims.${name})`),
  claim.map((name) => `if '${name}' in claims then claims.${name} else 'none'`),
  claim.map((name) => `std.get(claims, '${name}', 'none')`),
  fc.constantFrom('claims.email_verified', "'fixed // no comment'", '"}"', '1'),
)

const key = fc.oneof(
  fc.constantFrom('email', 'name', "'user name'", 'groups', '"ä"'),
  claim.map((name) => `[if '${name}' in claims then '${name}' else null]`),
  fc.constant("[if 'email' in claims && claims.email_verified then 'email' else null]"),
)

const comment = fc.constantFrom(
  '',
  '',
  '',
  ' // plain',
  ' // ends with }',
  ' # a { b }',
  ' /* } */',
)

/** A field; its comment may swallow the comma or the bracket that follows. */
const field = fc.tuple(key, read, comment).map(([name, value, note]) => `${name}: ${value},${note}`)
const fields = fc.array(field, { minLength: 1, maxLength: 4 }).map((list) => list.join('\n'))

const head = fc.constantFrom(
  "local claims = std.extVar('claims');",
  "local claims = { email_verified: false } + std.extVar('claims');",
  'local claims = std.extVar("claims");\nlocal raw = std.get(claims, "raw_claims", {});',
)

const metadata = fc.constantFrom('', '', 'metadata_public: null,', 'metadata_public: {},')

const mapper = fc
  .tuple(head, fields, metadata, comment, fc.constantFrom('\n}}}\n', '\n}}', '}\n}\n}\n'))
  .map(
    ([first, traits, more, note, end]) =>
      `${first}\n{ identity: { ${more} traits: {${note}\n${traits}${end}`,
  )

const situation: fc.Arbitrary<LintSituation> = fc.record(
  {
    provider: fc.constantFrom('generic', 'google', 'github', 'microsoft', 'saml'),
    claimsSource: fc.constant('id_token' as const),
  },
  { requiredKeys: [] },
)

const base = { iss: 'https://idp.example', sub: 'u1' }
const claimSets = [
  base,
  { ...base, email: 'a@b.example' },
  {
    ...base,
    email: 'a@b.example',
    email_verified: true,
    name: 'A B',
    nickname: 'ab',
    given_name: 'A',
    raw_claims: { groups: ['x'], department: 'y', tid: 't', a_b: 1 },
  },
]

const outcomes = (text: string) =>
  Promise.all(claimSets.map((claims) => engine.evaluate(bare(text, JSON.stringify(claims)))))

async function hasSyntaxError(text: string): Promise<boolean> {
  const found = await engine.lint(text, 'mapper.jsonnet')
  return !found.ok || found.value.some(({ kind }) => kind === 'syntax')
}

const seed = 20261125

describe('a fix', () => {
  it('never breaks a mapper: what ran still runs, and its finding is gone', async () => {
    let fixes = 0
    await fc.assert(
      fc.asyncProperty(mapper, situation, async (text, where) => {
        const findings = lintMapper(text, where)
        const broken = await hasSyntaxError(text)
        const before = await outcomes(text)
        for (const { fix, rule, start } of findings) {
          if (!fix) continue
          fixes += 1
          const mended = applyEdits(text, fix.edits)
          const told = `${rule} at ${start}\n${mended}`
          if (!broken) expect(await hasSyntaxError(mended), told).toBe(false)
          const after = await outcomes(mended)
          before.forEach((each, at) => {
            if (each.ok) expect(after[at], told).toMatchObject({ ok: true })
          })
          const left = lintMapper(mended, where).filter((each) => each.rule === rule)
          const had = findings.filter((each) => each.rule === rule)
          expect(left.length, told).toBeLessThan(had.length)
        }
      }),
      { seed, numRuns: 400 },
    )
    expect(fixes).toBeGreaterThan(200)
  }, 120_000)
})
