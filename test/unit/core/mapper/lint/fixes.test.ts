import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../../../../src/core/mapper/lint/edits'
import { lintMapper } from '../../../../../src/core/mapper/lint/lint'
import type { RuleName } from '../../../../../src/core/mapper/lint/explanations'
import type { LintSituation } from '../../../../../src/core/mapper/lint/rule'
import { start, traits } from '../../../../support/mapping/lint'

/** Applies the first fix of a rule. */
function fix(text: string, rule: RuleName, situation?: LintSituation): string | undefined {
  const found = lintMapper(text, situation).find((finding) => finding.rule === rule)
  return found?.fix && applyEdits(text, found.fix.edits)
}

describe('fixes', () => {
  it('move a custom claim into raw_claims, guarded', () => {
    const fixed = fix(traits('groups: claims.groups'), 'custom-claim')
    expect(fixed).toBe(
      traits(
        "[if 'raw_claims' in claims && std.get(claims.raw_claims, 'groups') != null then 'groups' else null]: claims.raw_claims.groups",
      ),
    )
    expect(lintMapper(fixed!)).toEqual([])
  })

  it('move a test of a custom claim along', () => {
    const fixed = fix(
      traits("[if 'groups' in claims then 'groups' else null]: claims.groups"),
      'custom-claim',
    )
    expect(fixed).toBe(
      traits(
        "[if ('raw_claims' in claims && std.get(claims.raw_claims, 'groups') != null) then 'groups' else null]: claims.raw_claims.groups",
      ),
    )
    expect(lintMapper(fixed!)).toEqual([])
  })

  it('offer none where the provider passes no custom claim', () => {
    expect(
      fix(traits('groups: claims.groups'), 'custom-claim', { provider: 'auth0' }),
    ).toBeUndefined()
  })

  it('guard a claim, give a default, leave null metadata out, remove the same field', () => {
    expect(fix(traits('email: claims.email'), 'unguarded-claim')).toBe(
      traits("[if 'email' in claims then 'email' else null]: claims.email"),
    )
    expect(
      fix(traits('[if claims.email_verified then "a" else null]: 1'), 'email-verified-default'),
    ).toContain("local claims = { email_verified: false } + std.extVar('claims');")
    expect(fix(traits('', ', metadata_public: null'), 'null-metadata')).toBe(traits(''))
    expect(fix(traits('a: 1, b: 2, a: 1'), 'duplicate-field')).toBe(traits('a: 1, b: 2'))
    expect(fix(traits('a: 1, a: 2'), 'duplicate-field')).toBeUndefined()
  })

  it('read a mistyped claim by the name that was meant, and name a mistyped trait so', () => {
    expect(fix(traits('e: claims.emial'), 'mistyped-claim')).toBe(
      traits("[if 'email' in claims then 'e' else null]: claims.email"),
    )
    const properties = { email: {}, 'e-mail address': {} }
    const closed = { properties: { traits: { properties, additionalProperties: false } } }
    const schema = { schema: closed }
    expect(fix(traits('emial: claims.sub'), 'unknown-trait', schema)).toBe(
      traits("'email': claims.sub"),
    )
    expect(fix(traits('"email addres": 1, email: 2'), 'unknown-trait', schema)).toBe(
      traits('"e-mail address": 1, email: 2'),
    )
    const open = { schema: { properties: { traits: { properties } } } }
    expect(fix(traits('emial: claims.sub'), 'unknown-trait', open)).toBeUndefined()
  })

  it('read a claim by the name that Ory has for it', () => {
    expect(fix(traits('e: claims.Email'), 'custom-claim')).toBe(
      traits("[if 'email' in claims then 'e' else null]: claims.email"),
    )
    expect(
      fix(traits('[if "Email" in claims then "e" else null]: claims.Email'), 'custom-claim'),
    ).toBe(traits('[if \'email\' in claims then "e" else null]: claims.email'))
  })

  it.each([
    ['email: null, b: 1', 'b: 1'],
    ['b: 1, email: null', 'b: 1'],
    [
      "email: if 'email' in claims then claims.email",
      "[if 'email' in claims then 'email' else null]: claims.email",
    ],
    ['"email": if a then b else null', '[if a then "email" else null]: b'],
    ['email: if a then null else b', "[if !(a) then 'email' else null]: b"],
    ['email: if a then if b then c else d', "[if a then 'email' else null]: if b then c else d"],
    ['email: if a then if b then c', undefined],
    ['email: if a then b else if c then d', undefined],
    ['email: if self.b then 1, b: true', undefined],
    ['local b = 1, email: if b > 0 then 1', undefined],
  ])('leave a trait out in place of null: %s', (wrong, right) => {
    const found = lintMapper(traits(wrong)).map(({ rule }) => rule)
    expect(found).toContain('null-trait')
    const fixed = fix(traits(wrong), 'null-trait')
    expect(fixed).toBe(right === undefined ? undefined : traits(right))
  })

  it('take a bracket out of the comment that swallowed it', () => {
    const text = `${start}{\n  identity: {\n    traits: {\n      a: 1, // only the address }\n  },\n}\n`
    expect(fix(text, 'unbalanced-brackets')).toBe(
      `${start}{\n  identity: {\n    traits: {\n      a: 1, // only the address\n }\n  },\n}\n`,
    )
  })

  it('close at the end what is open', () => {
    expect(fix('{ identity: { traits: {}\n', 'unbalanced-brackets')).toBe(
      '{ identity: { traits: {}\n}\n}\n',
    )
    expect(fix("{ identity: { traits: { a: 'open\n", 'unbalanced-brackets')).toBeUndefined()
  })

  it('take a trace out and leave what it gives', () => {
    expect(fix("{ a: std.trace('x' + f(1, 2), if y then 1 else 2) }", 'trace')).toBe(
      '{ a: (if y then 1 else 2) }',
    )
    expect(fix("{ a: std.trace(str='x', rest=1) }", 'trace')).toBeUndefined()
    expect(fix("{ a: std.trace('x') }", 'trace')).toBeUndefined()
  })

  it('make a function of the claims an object', () => {
    expect(fix('function(claims) { identity: { traits: {} } }', 'top-level-function')).toBe(
      "local claims = std.extVar('claims'); { identity: { traits: {} } }",
    )
  })
})
