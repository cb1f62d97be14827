import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isLong, sampled, size } from '../../soak/size'
import { startNative } from '../../../scripts/lib/engine/golden.mjs'
import { mergeCoverage } from '../../../src/core/mapper/coverage/coverage'
import type { EngineAnswer, EngineRequest } from '../../../src/main/mapper/engine-answer'
import { mapperLimits } from '../../../src/core/mapper/kratos/limits'
import { offsetOfPlace } from '../../../src/core/mapper/places'
import type { MapperEngine } from '../../../src/main/mapper/engine'
import { createWorkerPool, type WorkerPool } from '../../../src/main/mapper/worker-pool'
import { golden, snippetFile, variables } from '../../support/mapping/golden'
import { bare, startEngine, workers } from '../../support/mapping/mapper'
import { program } from '../../support/mapping/mapper-programs'
import { turns } from '../../support/services/turns'

/** Milliseconds: far above the limit of the app, so that a busy machine changes no answer. */
const patience = 60_000

let engine: MapperEngine
let pool: WorkerPool

beforeAll(async () => {
  engine = await startEngine({ killAfter: patience })
  pool = createWorkerPool({ ...(await workers()), killAfter: patience })
})
afterAll(async () => {
  await engine.close()
  await pool.close()
})

/** A request that gets the output too, which the app has no use for. */
const request = (op: 'evaluate' | 'cover', snippet: string): EngineRequest => ({
  op,
  fileName: snippetFile,
  snippet,
  extCode: variables,
  maxStack: mapperLimits.stackFrames,
})

const ask = async (op: 'evaluate' | 'cover', snippet: string): Promise<EngineAnswer> => {
  const outcome = await pool.ask(request(op, snippet))
  if (outcome.kind !== 'answered' || outcome.answer.kind !== 'answer') {
    throw new Error(`No answer for ${snippet}`)
  }
  return outcome.answer.answer
}

/** What a person would call the result: the output, or the error without its places. */
const resultOf = ({ output, error }: EngineAnswer) => ({
  output,
  kind: error?.kind,
  message: error?.message.split('\n')[0],
})

/** Where the parser names an end that is too early, and what else a copy could get wrong. */
const constructs = [
  '{ a: 1, b: 2 } { c: true && super.a == 1, d: if true then super /* . */ . b }',
  "{ a: 1 } { c: if true then super['a' /* ] */ ], d: if false then super.a else 2 }",
  'local f(x) = x; [if true then f(1) // c\n tailstrict, if false then f(2)tailstrict]',
  'local f(n, a) = if n == 0 then a else f(n - 1, a + 1) tailstrict; f(10000, 0)',
  'local f(n) = if n == 0 then 0 else 1 + f(n - 1); f(497)',
  "local std = { length: 1 }; if std.length == 1 then 'ä😀' else null",
  'local reached = 2, reached_ = 3; if true then reached + reached_',
  "{ a: if true then |||\n   text\n    more\n|||, b: if false then @'it''s' else \"\\u00e4\" }",
  'local f(x) = x; if false then f(2) # c\n /* d */ tailstrict',
  'local f = function(x) if x then 1; { f:: function(x) if x then 1, a: self.f(true), b: f(false) }',
  'if true then 7 % if true then 2',
  'if false then if false then 1',
  'if true then if false then 1 else 2',
  '# first\n{ a: true // one\n && false /* two */ , b: 1 }',
  "{ [k]: 1 + v for k in ['a', 'b'] for v in [1] if k == 'a' || v > 2 }",
  '{ assert self.a > 0 && true : if true then 1, a: 1, local b(x) = x, f(x):: b(x), d: self.f(1) }',
  '{ assert self.a > 1 : if true then "m", a: 1 }',
  'function(a = if true then 1) a',
  "local f = function(a) if a then 'y'; f(true)",
  "{ a: if true then 7 % 4, b: if true then 'x' in { x: 1 }, c: [2, 3][0:1] }",
  '{ a: if true then local x = 1; assert x > 0; { y: x } { z: 2 }.y, b: (function(x) -x)(1) }',
  "error if true then 'x'",
  "1 + error 'a' + 'b'",
  "if true then import 'x'",
  "if true then importstr 'x'",
  '-if true then 1',
  '!(true && false) || error "no"',
  '[1, 2, 3][if true then 1:if false then 0:]',
  '{ a: { b: $.c }, c: if true then self.d, d: 3 }',
  "{ [if false then 'a']: 1, [if true then 'b']: 2 } + { b+: if true then 1 }",
  "assert true && true : if true then 'm'; 1",
  'local a = true; { a: 1, }.a && a',
  "{ a: 'x' in { x: 1 } && ({ y: 1 } { z: 2 }).z == 2 }",
  'if true then$', // an object is missing
  '{ a: unknown && 1 }',
  '{ a: if }',
]

describe('counting changes nothing', () => {
  it('in the results of all snippets', async () => {
    const snippets = sampled(golden, 12).map(({ snippet }) => snippet)
    for (const snippet of [...snippets, ...constructs]) {
      const [plain, counted] = [await ask('evaluate', snippet), await ask('cover', snippet)]
      expect({ snippet, ...resultOf(counted) }).toEqual({ snippet, ...resultOf(plain) })
      if (plain.error?.kind === 'syntax') expect(counted).toEqual(plain)
      // A copy that cannot be parsed would give the plain answer too.
      else expect(counted.coverage, snippet).toBeDefined()
    }
  })

  it('in generated programs', async () => {
    await fc.assert(
      fc.asyncProperty(program, async (text) => {
        const [plain, counted] = [await ask('evaluate', text), await ask('cover', text)]
        expect(resultOf(counted)).toEqual(resultOf(plain))
        expect(counted.coverage === undefined).toBe(plain.error?.kind === 'syntax')
      }),
      { seed: 20261125, numRuns: size(40, 400) },
    )
  })

  it('and native go-jsonnet counts the same', async (context) => {
    context.skip(!isLong, 'Building native go-jsonnet takes a minute: npm run test:soak does.')
    const native = await startNative()
    if (!native) {
      console.warn('Go is not here: the comparison of counts with native go-jsonnet was skipped.')
      return context.skip()
    }
    for (const snippet of constructs) {
      expect(await native.ask(request('cover', snippet))).toEqual(await ask('cover', snippet))
    }
    native.stop()
  })

  it('spans lie side by side or one in the other, and nothing inside a missed one is reached', async () => {
    const check = async (text: string) => {
      const { coverage } = await ask('cover', text)
      const spans = (coverage?.spans ?? []).map(({ id, range }) => ({
        start: offsetOfPlace(text, range),
        end: offsetOfPlace(text, { line: range.endLine, column: range.endColumn }),
        reached: coverage?.reached.includes(id) ?? false,
      }))
      for (const [i, outer] of spans.entries()) {
        expect(outer.start).toBeLessThan(outer.end)
        for (const inner of spans.slice(i + 1)) {
          const apart = inner.start >= outer.end || inner.end <= outer.start
          const inside = inner.start >= outer.start && inner.end <= outer.end
          expect(apart || inside).toBe(true)
          if (inside && !outer.reached) expect(inner.reached).toBe(false)
        }
      }
    }
    for (const text of constructs) await check(text)
    await fc.assert(fc.asyncProperty(program, check), { seed: 20261125, numRuns: size(60, 200) })
  })
})

/** The parts that were reached and those that were not, as text with their kinds. */
async function parts(text: string, claims = '{}') {
  const result = await engine.cover(bare(text, claims))
  if (!result.ok) throw new Error(result.error.message)
  const { spans, reached } = result.value
  const shown = spans.map(({ id, kind, range }) => {
    const end = { line: range.endLine, column: range.endColumn }
    const part = text.slice(offsetOfPlace(text, range), offsetOfPlace(text, end))
    return { reached: reached.includes(id), part: `${kind}: ${part}` }
  })
  return {
    reached: shown.filter((one) => one.reached).map(({ part }) => part),
    missed: shown.filter((one) => !one.reached).map(({ part }) => part),
    error: result.value.error,
  }
}

describe('what a run comes to', () => {
  it('branches, also the one that is not written', async () => {
    expect(await parts("if 1 < 2 then 'ä' + (if true then 'b')")).toMatchObject({
      reached: ["then: 'ä' + (if true then 'b')", "then: 'b'"],
      missed: ['else: if', 'else: if'],
    })
    expect(await parts('if 1 > 2 then 1')).toMatchObject({ reached: ['else: if'] })
    const inner = await engine.cover(bare('if true then if false then 1'))
    expect(inner).toMatchObject({ value: { reached: [1, 2] } })
    const outer = await engine.cover(bare('if false then if false then 1'))
    expect(outer).toMatchObject({ value: { reached: [0] } })
  })

  it('to the very end of each', async () => {
    const text = `local f(x) = x; { a: 1 } {
  b: if true then super /* s */ . a else super ['a' /* ] */ ],
  c: [if true then f(1) # c
 tailstrict, if false then !f(2)tailstrict],
}`
    const { reached, missed } = await parts(text)
    expect(reached).toContain('then: super /* s */ . a')
    expect(reached).toContain('then: f(1) # c\n tailstrict')
    expect(missed).toContain("else: super ['a' /* ] */ ]")
    expect(missed).toContain('then: !f(2)tailstrict')
  })

  it('right sides, functions, comprehensions, hidden fields', async () => {
    const text =
      'local f(x) = x || 1 > 0, g = function() 1; { a: f(true), h:: 2, l: [i for i in []], o: { [k]: 1 for k in ["k"] } }'
    expect(await parts(text)).toMatchObject({
      reached: [
        'function: x || 1 > 0',
        'field: f(true)',
        'field: [i for i in []]',
        'field: { [k]: 1 for k in ["k"] }',
        'comprehension: 1',
      ],
      missed: ['or: 1 > 0', 'function: 1', 'field: 2', 'comprehension: i'],
    })
  })

  it('claims, through variables, defaults and std.get, but not what only looks like one', async () => {
    const text = `local all = { email_verified: false } + std.extVar('claims');
local raw = if 'raw_claims' in all then all.raw_claims else {};
local other(claims) = claims.x;
{
  a: std.extVar('claims').email,
  b: all.email_verified && all['name'] == 'n',
  c: std.get(raw, 'groups', []),
  d: raw.address.city,
  e: (local std = { get(x, y): 1 }; std.get(raw, 'g')),
  f: other({ x: 1 }),
}`
    const claims = JSON.stringify({ email: 'a', raw_claims: { address: { city: 'c' } } })
    const { reached, missed } = await parts(text, claims)
    const reads = (list: readonly string[]) => list.filter((part) => part.startsWith('read'))
    expect(reads(reached)).toEqual([
      'read: all.raw_claims',
      "read: std.extVar('claims').email",
      'read: all.email_verified',
      "read: std.get(raw, 'groups', [])",
      'read: raw.address.city',
    ])
    expect(reads(missed)).toEqual(["read: all['name']"])
  })

  it('until an error ends it', async () => {
    const text =
      "local c = std.extVar('claims'); { a: if 'e' in c then c.e else error 'none', b: 1 }"
    expect(await parts(text)).toEqual({
      reached: [
        "field: if 'e' in c then c.e else error 'none'",
        "else: error 'none'",
        "error: error 'none'",
      ],
      missed: ['then: c.e', 'read: c.e', 'field: 1'],
      error: 'none',
    })
  })

  it('a mapper that cannot run fails as it does in a run', async () => {
    for (const text of ['{ a: ', '{ a: x }', '{ a: "\\q" }']) {
      expect(await engine.cover(bare(text))).toEqual(await engine.evaluate(bare(text)))
    }
    const large = bare(`"${'a'.repeat(mapperLimits.requestBytes)}"`)
    expect(await engine.cover(large)).toMatchObject({ error: { code: 'mapper.size' } })
  })

  it('the counter cannot be called by a mapper', async () => {
    const text = "{ a: std.native('reached')(1), b: true && false }"
    expect(await parts(text)).toEqual({
      reached: ["field: std.native('reached')(1)"],
      missed: ['field: true && false', 'and: false'],
      error: (await ask('evaluate', text)).error?.message,
    })
  })
})

describe('a run that does not end well', () => {
  it('says what it came to, or why that is not known, and the next is right', async () => {
    const deep = 'local f(x) = if true then 1 + f(x) else 0; f(1)'
    expect(await parts(deep)).toEqual({
      reached: ['function: if true then 1 + f(x) else 0', 'then: 1 + f(x)'],
      missed: ['else: 0'],
      error: 'max stack frames exceeded.',
    })
    const nested = bare('['.repeat(20_000) + ']'.repeat(20_000))
    expect(await engine.cover(nested)).toMatchObject({ error: { code: 'mapper.timeout' } })
    const endless = bare('local f(n) = if n == 0 then 1 else f(n - 1) + f(n - 1); f(60)')
    const controller = new AbortController()
    const running = engine.cover(endless, controller.signal)
    await turns()
    controller.abort()
    expect(await running).toMatchObject({ error: { code: 'request.cancelled' } })
    const hurried = await startEngine({ killAfter: 500 })
    expect(await hurried.cover(endless)).toMatchObject({ error: { code: 'mapper.timeout' } })
    await hurried.close()
    expect((await parts('true && 1 > 0')).reached).toEqual(['and: 1 > 0'])
  })
})

describe('the coverage of several runs', () => {
  it('is what any of them came to', async () => {
    const text = `local claims = std.extVar('claims'); // Größe 😀
{ identity: { traits: {
  [if 'email' in claims then 'email']: claims.email,
  kind: if std.get(claims, 'hd', '') == 'a.example' then 'staff' else if false then 'x' else 'guest',
} } }`
    const run = async (claims: object) => {
      const result = await engine.cover(bare(text, JSON.stringify(claims)))
      if (!result.ok) throw new Error(result.error.message)
      return result.value
    }
    const shown = (coverage: ReturnType<typeof mergeCoverage>) =>
      coverage.unreached.map(({ start, end, words }) => [text.slice(start, end), words])
    const guest = await run({ email: 'a@b.example' })
    expect(shown(mergeCoverage(text, [guest]))).toEqual([
      ['if', 'No case finds this condition false'],
      ["'staff'", 'No case takes this branch'],
      ["'x'", 'No case takes this branch'],
    ])
    const staff = await run({ hd: 'a.example' })
    const both = mergeCoverage(text, [guest, staff])
    expect(shown(both)).toEqual([["'x'", 'No case takes this branch']])
    expect(both.total - both.reached).toBe(1)
  })
})
