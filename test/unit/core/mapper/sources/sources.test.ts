import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  leavesOf,
  pathText,
  valueAt,
  withValueAt,
} from '../../../../../src/core/mapper/sources/leaves'
import { traitSources, type SourceRun } from '../../../../../src/core/mapper/sources/sources'
import { variantsOf } from '../../../../../src/core/mapper/sources/variants'
import {
  isJsonObject,
  sameJson,
  type JsonObject,
  type JsonValue,
} from '../../../../../src/core/model/json'

const anyJson = fc.jsonValue() as fc.Arbitrary<JsonValue>
const anyObject = fc.dictionary(fc.string({ maxLength: 4 }), anyJson, { maxKeys: 4 })
const kindOf = (value: JsonValue) =>
  value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value

describe('leaves of claims', () => {
  it('any leaf can be found, replaced and left out, and nothing else changes', () => {
    fc.assert(
      fc.property(anyObject, (object) => {
        for (const { path, value } of leavesOf(object)) {
          expect(valueAt(object, path)).toBe(value)
          const changed = withValueAt(object, path, 'other')
          expect(valueAt(changed, path)).toBe('other')
          expect(sameJson(withValueAt(changed, path, value), object)).toBe(true)
          const without = leavesOf(withValueAt(object, path, undefined)).map((leaf) => leaf.path)
          expect(without).not.toContainEqual(path)
        }
      }),
    )
  })

  it('are named as in a mapper', () => {
    expect(pathText(['raw_claims', 'groups'])).toBe('raw_claims.groups')
    expect(pathText(['raw_claims', 'https://a.example/"roles"'])).toBe(
      String.raw`raw_claims["https://a.example/\"roles\""]`,
    )
  })
})

describe('variants of a value', () => {
  it('are of its kind, different from it and from each other', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const variants = variantsOf(value)
        expect(variants.length).toBeGreaterThan(0)
        variants.forEach((variant, i) => {
          expect(sameJson(variant, value)).toBe(false)
          expect(variants.slice(i + 1).some((other) => sameJson(other, variant))).toBe(false)
          if (value !== null) expect(kindOf(variant)).toBe(kindOf(value))
        })
        if (typeof value !== 'boolean') expect(variants.length).toBeGreaterThan(1)
      }),
    )
  })

  it('of an e-mail address are addresses, some of the same domain', () => {
    const variants = variantsOf('ann@acme.example')
    expect(variants.every((text) => /^[^@]+@[a-z]+\.example$/.test(String(text)))).toBe(true)
    const same = variants.filter((text) => String(text).endsWith('@acme.example'))
    expect(same.length).toBeGreaterThanOrEqual(2)
    expect(variants.length - same.length).toBeGreaterThanOrEqual(2)
  })

  it('of an address on the web, a date and a flag in text keep their form', () => {
    for (const text of variantsOf('https://a.example/ann')) {
      expect(String(text)).toMatch(/^https:\/\/[a-z]\.example\//)
    }
    expect(variantsOf('2026-02-28T10:00:00Z')).toContain('2027-02-28T10:00:00Z')
    expect(variantsOf('true')[0]).toBe('false')
  })

  it('of an object have each member alike: two near ones, then a far one', () => {
    const [one, two, far] = variantsOf({ mail: 'ann@acme.example', id: 1, admin: true })
    expect(one).toEqual({ mail: 'annx@acme.example', id: 2, admin: false })
    expect(two).toEqual({ mail: 'anny@acme.example', id: 1001, admin: false })
    expect(isJsonObject(far) && [far['id'], far['admin']]).toEqual([-2, false])
    expect(JSON.stringify(far)).not.toContain('acme')
  })

  it('of a list add a member that begins like the others', () => {
    expect(variantsOf(['app-a', 'app-b'])).toContainEqual(['app-a', 'app-b', 'app-bx'])
    expect(variantsOf([{ id: 1, name: 'a' }])).toContainEqual([
      { id: 1, name: 'a' },
      { id: 2, name: 'ax' },
    ])
  })
})

const claims = {
  sub: '1',
  email: 'ann@acme.example',
  email_verified: true,
  raw_claims: { level: 3, groups: ['a', 'b'], plan: null, roles: [{ id: 7 }] },
}

/** Sources by trait, from a mapper that is a function. */
async function sourcesOf(
  map: (claims: JsonObject, identity: JsonObject) => JsonObject,
  more: { identity?: { traits?: JsonObject }; most?: number; mayGoOn?: () => boolean } = {},
) {
  let runs = 0
  const run: SourceRun = (changed, identity) => {
    runs++
    try {
      return Promise.resolve({ identity: { traits: map(changed, identity) } })
    } catch {
      return Promise.resolve(undefined)
    }
  }
  const output = { identity: { traits: map(claims, { ...more.identity }) } }
  const text = "std.extVar('identity') groups level"
  const { sources, complete } = await traitSources(run, claims, output, { text, ...more })
  const found = Object.fromEntries(
    sources.map(({ path, from, dependsOn }) => [path.slice(1).join('.'), [from, dependsOn]]),
  )
  return { found, complete, runs }
}

const need = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error('absent')
  return value
}

describe('sources of traits', () => {
  it('a copied value is from its claim, whatever its type', async () => {
    const { found, complete } = await sourcesOf(({ raw_claims, email, email_verified }) => ({
      mail: need(email),
      verified: email_verified ?? false,
      ...(isJsonObject(raw_claims) ? raw_claims : {}),
    }))
    expect(complete).toBe(true)
    expect(found).toEqual({
      mail: [['email'], []],
      verified: [['email_verified'], []],
      level: [['raw_claims.level'], []],
      groups: [['raw_claims.groups'], []],
      plan: [['raw_claims.plan'], []],
      roles: [['raw_claims.roles'], []],
    })
  })

  it('one of two fixed values depends on the claim that chooses', async () => {
    const { found } = await sourcesOf(({ raw_claims, email_verified }) => ({
      fixed: 'x',
      level: Number(valueAt(raw_claims, ['level'])) > 500 ? 'vast' : 'usual',
      kind: Number(valueAt(raw_claims, ['level'])) > 2 ? 'high' : 'low',
      unverified: email_verified !== true,
    }))
    expect(found).toEqual({
      fixed: [[], []],
      level: [[], ['raw_claims.level']],
      kind: [[], ['raw_claims.level']],
      unverified: [[], ['email_verified']],
    })
  })

  it('a number that is copied may decide something else too, which only a far value shows', async () => {
    const { found } = await sourcesOf(({ raw_claims }) => {
      const level = Number(valueAt(raw_claims, ['level']))
      return { level, rank: level > 500 ? 'vast' : 'usual' }
    })
    expect(found).toEqual({
      level: [['raw_claims.level'], []],
      rank: [[], ['raw_claims.level']],
    })
  })

  it('a failure of the mapper says nothing about the other traits', async () => {
    const { found } = await sourcesOf(({ email, sub }) => ({ mail: need(email), id: need(sub) }))
    expect(found).toEqual({ mail: [['email'], []], id: [['sub'], []] })
  })

  it('a claim of which every other value is refused is one that the rest depends on', async () => {
    const { found } = await sourcesOf(({ email, sub }) => {
      if (sub !== '1') throw new Error('another person')
      return { mail: need(email), fixed: 'x' }
    })
    expect(found).toEqual({ mail: [['email'], []], fixed: [[], ['sub']] })
  })

  it('a text that only passes with its end is found, and one that is turned around', async () => {
    const { found } = await sourcesOf(({ email }) => {
      if (!String(email).endsWith('ann@acme.example')) throw new Error('another person')
      return { mail: need(email), reverse: [...String(email)].toReversed().join('') }
    })
    expect(found).toEqual({ mail: [['email'], []], reverse: [['email'], []] })
  })

  it('an identity without a value has no sources, and nothing was left out', async () => {
    const { found, complete, runs } = await sourcesOf(() => ({}))
    expect({ found, complete, runs }).toEqual({ found: {}, complete: true, runs: 0 })
  })

  it('claims that the mapper does not name are sought together', async () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`c${i}`, `value ${i}`]))
    let runs = 0
    const run: SourceRun = (changed) => {
      runs++
      return Promise.resolve({ identity: { traits: { one: changed['c17'] ?? '' } } })
    }
    const output = { identity: { traits: { one: 'value 17' } } }
    const { sources, complete } = await traitSources(run, many, output, { text: '' })
    expect({ sources, complete }).toEqual({
      sources: [{ path: ['traits', 'one'], from: ['c17'], dependsOn: [] }],
      complete: true,
    })
    expect(runs).toBeLessThan(30)
  })

  it('old traits are sources too', async () => {
    const identity = { traits: { name: 'Ann' } }
    const { found } = await sourcesOf(
      (_, old) => ({ name: valueAt(old, ['traits', 'name']) ?? '' }),
      {
        identity,
      },
    )
    expect(found).toEqual({ name: [['identity.traits.name'], []] })
  })

  it('tries at most so many claims, those first that the mapper names', async () => {
    const map = ({ raw_claims, email }: JsonObject) => ({
      level: valueAt(raw_claims, ['level']) ?? 0,
      mail: email ?? '',
    })
    expect(await sourcesOf(map, { most: 2 })).toMatchObject({
      found: { level: [['raw_claims.level'], []], mail: [[], []] },
      complete: false,
    })
  })

  it('ends where it may not go on', async () => {
    const map = ({ email }: JsonObject) => ({ mail: email ?? '' })
    const all = await sourcesOf(map)
    expect(all.complete).toBe(true)
    for (let runs = 0; runs < all.runs; runs++) {
      let left = runs
      const ended = await sourcesOf(map, { mayGoOn: () => left-- > 0 })
      expect(ended).toMatchObject({ complete: false, runs })
    }
  })

  it('runs nothing for an output without traits', async () => {
    expect(await sourcesOf(() => ({}))).toMatchObject({ found: {}, runs: 0 })
  })
})
