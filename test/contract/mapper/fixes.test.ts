import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../../src/core/mapper/lint/edits'
import { lintMapper } from '../../../src/core/mapper/lint/lint'
import type { LintFinding, LintSituation } from '../../../src/core/mapper/lint/rule'
import { runMapper } from '../../../src/main/mapper/run'
import { size } from '../../soak/size'
import { useEngine } from '../../support/mapping/use-engine'

const engine = useEngine()

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
  claim.map((name) => `if '${name}' in claims then claims.${name}`),
  claim.map((name) => `if !('${name}' in claims) then null else claims.${name}`),
  fc.constantFrom('claims.email_verified', "'fixed // no comment'", '"}"', '1', 'null'),
  fc.constantFrom('claims.Email', "if 'SUB' in claims then claims.SUB else 'none'"),
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

const metadata = fc.constantFrom(
  '',
  '',
  'metadata_public: null,',
  'metadata_public: {},',
  "metadata_admin: if 'email' in claims then { by: claims.email },",
  "metadata_admin: if 'hd' in claims then { by: claims.hd } else null,",
  'verified_addresses: null,',
  "verified_addresses: if 'email' in claims then [{ value: claims.email, via: 'email' }],",
)

const mapper = fc
  .tuple(head, fields, metadata, comment, fc.constantFrom('\n}}}\n', '\n}}', '}\n}\n}\n'))
  .map(
    ([first, traits, more, note, end]) =>
      `${first}\n{ identity: { ${more} traits: {${note}\n${traits}${end}`,
  )

/** All that the mappers above may give, each of the type that its claim has. */
const texts = [
  'email',
  'name',
  'user name',
  'ä',
  'nickname',
  'given_name',
  'sub',
  'department',
  'tid',
]
const schema = {
  type: 'object',
  properties: {
    traits: {
      type: 'object',
      properties: {
        ...Object.fromEntries(
          texts.map((name) => [name, { type: ['string', 'number', 'boolean'] }]),
        ),
        groups: { type: ['array', 'string', 'number', 'boolean'] },
        a_b: { type: ['string', 'number', 'boolean'] },
      },
    },
  },
}

const situation: fc.Arbitrary<LintSituation> = fc.record(
  {
    provider: fc.constantFrom('generic', 'google', 'github', 'microsoft', 'saml'),
    claimsSource: fc.constant('id_token' as const),
    schema: fc.constant(schema),
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
  // What was sent as null is in raw_claims, and is no value.
  { ...base, email: 'a@b.example', raw_claims: { groups: null, department: null, a_b: 'x' } },
]

/** Where the person ends with each set of claims: evaluated, accepted by Ory, accepted by the schema. */
const outcomes = (text: string) =>
  Promise.all(
    claimSets.map(async (claims) => {
      const { evaluation, mapped, schemaProblems } = await runMapper(engine, {
        text,
        fileName: 'mapper.jsonnet',
        claims: { mode: 'exact', json: JSON.stringify(claims) },
        schema: JSON.stringify(schema),
      })
      const refused = (schemaProblems ?? []).map(
        ({ path, message }) => `${path.join('.')} ${message}`,
      )
      return { runs: evaluation !== undefined, passes: mapped !== undefined, refused }
    }),
  )

async function hasSyntaxError(text: string): Promise<boolean> {
  const found = await engine.lint(text, 'mapper.jsonnet')
  return !found.ok || found.value.some(({ kind }) => kind === 'syntax')
}

const failing: readonly string[] = ['custom-claim', 'unguarded-claim', 'email-verified-default']
const mayFail = ({ rule }: LintFinding) => failing.includes(rule)

/** Rules that find something after a fix and found nothing before. */
function newRules(before: readonly LintFinding[], after: readonly LintFinding[]): string[] {
  const known = new Set(before.map(({ rule }) => rule))
  return after.flatMap(({ rule, severity }) => {
    return severity !== 'info' && !known.has(rule) ? [rule] : []
  })
}

const seed = 20261125

describe('a fix', () => {
  it('never breaks a mapper: what ran and was accepted still is, and its finding is gone', async () => {
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
          // A test of a custom claim was never true: what it kept from running may have faults of its own.
          const wakes = rule === 'custom-claim' && lintMapper(mended, where).some(mayFail)
          before.forEach((each, at) => {
            if (wakes) return
            if (each.runs) expect(after[at]?.runs, told).toBe(true)
            if (each.passes) {
              expect(after[at]?.passes, told).toBe(true)
              // A custom claim that is read at last may be of another type than the trait.
              const more = (after[at]?.refused ?? []).filter(
                (words) => !each.refused.includes(words),
              )
              if (rule !== 'custom-claim') expect(more, told).toEqual([])
              expect(more.join(), told).not.toMatch(/null/)
            }
          })
          const left = lintMapper(mended, where).filter((each) => each.rule === rule)
          const had = findings.filter((each) => each.rule === rule)
          expect(left.length, told).toBeLessThan(had.length)
          // Where no field can be left out, what is read from raw_claims may still be missing.
          const allowed = rule === 'custom-claim' ? ['unguarded-claim'] : []
          const more = newRules(findings, lintMapper(mended, where))
          if (!broken)
            expect(
              more.filter((name) => !allowed.includes(name)),
              told,
            ).toEqual([])
        }
      }),
      { seed, numRuns: size(25, 400) },
    )
    expect(fixes).toBeGreaterThan(size(25, 200))
  })
})
