import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engineFolder } from '../../../scripts/lib/engine/build.mjs'
import { encodeByGo } from '../../../src/core/mapper/kratos/go-json'
import { mapperLimits, slowWarning } from '../../../src/core/mapper/kratos/limits'
import { toEvaluation } from '../../../src/main/mapper/engine-answer'
import { storedAddress } from '../../../src/core/mapper/kratos/mapper-address'
import { noIdentity } from '../../../src/core/mapper/kratos/variables'
import { compileEngine } from '../../../src/main/mapper/engine-file'
import type { MapperEngine } from '../../../src/main/mapper/engine'
import { runMapper } from '../../../src/main/mapper/run'
import { sampled } from '../../soak/size'
import { hostile } from '../../support/mapping/hostile-mappers'
import { bare, startEngine } from '../../support/mapping/mapper'
import { turns } from '../../support/services/turns'

let engine: MapperEngine
/** Waits far longer than the app, for what ends by itself on a busy machine, too. */
let patient: MapperEngine
beforeAll(async () => {
  engine = await startEngine()
  patient = await startEngine({ killAfter: 50_000 })
})
afterAll(() => Promise.all([engine.close(), patient.close()]))

describe('hostile mappers', () => {
  it.each(sampled(hostile, 5))(
    '%s ends within the limits, and the next run is right',
    async (_, text, codes) => {
      const asked = codes.includes('mapper.timeout') ? engine : patient
      const result = await asked.evaluate(bare(text))
      expect(result.ok ? result.value.output.slice(0, 80) : result.error.code).toBeOneOf([...codes])
      if (!result.ok) expect(result.error.message).not.toMatch(/goroutine|0x[0-9a-f]{4}|runtime\./)
      const next = await asked.evaluate(bare('{ a: 1 + 1 }'))
      expect(next).toMatchObject({ ok: true, value: { output: '{\n   "a": 2\n}\n' } })
    },
  )

  it('are stopped by what they had of the processor, and at last where they get none', async () => {
    let had = 0
    const asked: number[] = []
    const starved = await startEngine({
      killAfter: 50,
      processorTime: () => {
        asked.push(had)
        return had
      },
    })
    const endless = bare('local f(x) = f(x + 1) tailstrict; f(0)')
    expect(await starved.evaluate(endless)).toMatchObject({ error: { code: 'mapper.timeout' } })
    // Once at the beginning, and whenever its time was over.
    expect(asked).toHaveLength(5)
    asked.length = 0
    const running = starved.evaluate(endless)
    had = 50
    expect(await running).toMatchObject({ error: { code: 'mapper.timeout' } })
    expect(asked.length).toBeLessThanOrEqual(5)
    await starved.close()
  })

  it('imports are refused in the words of Kratos', async () => {
    const result = await engine.evaluate(bare("import 'lib.libsonnet'"))
    expect(result).toMatchObject({
      error: { text: expect.stringContaining('RUNTIME ERROR: import not available lib.libsonnet') },
    })
  })

  it('a std.trace without end fails, and what it wrote is not kept', async () => {
    const result = await engine.evaluate(
      bare("std.foldl(function(a, i) std.trace('x' + i, a + 1), std.range(1, 9999), 0)"),
    )
    expect(result).toMatchObject({ ok: false, error: { code: 'mapper.size' } })
  })

  it.each([
    ['tailstrict', 'local f(x) = f(x + 1) tailstrict; f(0)'],
    ['tailstrict, two in turn', 'local f(x) = g(x + 1) tailstrict, g(x) = f(x) tailstrict; f(0)'],
    ['tailstrict, many rounds', 'local f(x) = if x == 0 then 0 else f(x - 1) tailstrict; f(1e7)'],
  ])('calls of themselves end by the deadline, not by depth: %s', async (_, text) => {
    const { error, ending } = await runMapper(patient, {
      text,
      fileName: 'm',
      claims: { mode: 'exact', json: '{}' },
    })
    expect(error?.code).toBe('mapper.timeout')
    expect(ending).toMatchObject({
      at: 'error',
      text: 'jsonnetsecure: eval: context deadline exceeded',
    })
  })

  it('calls of themselves pass that Ory has the time for', async () => {
    const rounds = 'local f(x, s) = if x == 0 then s else f(x - 1, s + 1) tailstrict; f(8e3, 0)'
    expect(await patient.evaluate(bare(rounds))).toMatchObject({ value: { output: '8000\n' } })
    const folded = 'std.foldl(function(s, x) s + 1, std.range(1, 30000), 0)'
    expect(await patient.evaluate(bare(folded))).toMatchObject({ value: { output: '30000\n' } })
    const plain = 'local f(x, s) = if x == 0 then s else f(x - 1, s + 1); f(600, 0)'
    expect(await patient.evaluate(bare(plain))).toMatchObject({
      error: { code: 'mapper.runtime', message: 'max stack frames exceeded.' },
    })
  })
})

describe('limits', () => {
  it.each(['jsonnet', 'identity'])('the memory of %s cannot grow over 256 MB', async (name) => {
    const module = await compileEngine(
      pathToFileURL(join(engineFolder, 'built', `${name}.wasm.br`)),
    )
    const imports: Record<string, Record<string, () => number>> = {}
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      imports[from] = { ...imports[from], [name]: () => 0 }
    }
    const { exports } = await WebAssembly.instantiate(module, imports)
    const memory = exports['mem'] as WebAssembly.Memory
    const pages = memory.buffer.byteLength / 65_536
    expect(() => memory.grow(4096 - pages + 1)).toThrow(RangeError)
    memory.grow(4096 - pages)
    expect(memory.buffer.byteLength).toBe(256 * 1024 * 1024)
  })

  const part = `'${'x'.repeat(9000)}'`
  // Text of nearly the length, made of few parts, and the rest of it.
  const text = (bytes: number) =>
    `local p = ${part}; std.repeat(p, 29) + std.repeat('x', ${bytes - 3 - 261_000})`

  it('an output of 262,143 bytes passes and one more does not', async () => {
    expect(await engine.evaluate(bare(text(262_143)))).toMatchObject({ ok: true })
    expect(await engine.evaluate(bare(text(262_144)))).toMatchObject({
      error: { code: 'mapper.size', text: expect.stringContaining('token too long') },
    })
  })

  it('an output near that is a danger to the sign-ins of everybody else', async () => {
    const near = await engine.evaluate(bare(text(262_000)))
    expect(near).toMatchObject({ ok: true, value: { large: expect.stringContaining('262000') } })
    const far = await engine.evaluate(bare(`std.repeat(${part}, 20)`))
    expect(far.ok && far.value.large).toBeUndefined()
    expect(await engine.evaluate(bare(text(262_144)))).toMatchObject({
      error: { message: expect.stringContaining('other people’s sign-ins') },
    })
  })

  it('a request of 65,535 bytes passes and one more does not', async () => {
    const size = async (padding: number) => {
      const result = await engine.evaluate(bare(`{} // ${'x'.repeat(padding)}`))
      return result.ok ? 'ok' : result.error.message
    }
    const empty = JSON.stringify({
      Filename: 'mapper.jsonnet',
      Snippet: '{} // ',
      TLACodes: null,
      TLAVars: null,
      ExtCodes: [
        { Key: 'claims', Value: '{}' },
        { Key: 'identity', Value: '{}' },
      ],
      ExtVars: null,
    }).length
    expect(await size(65_535 - empty)).toBe('ok')
    expect(await size(65_536 - empty)).toContain('65536 bytes')
  })

  it('the mapper’s address counts in the request', async () => {
    const end = async (padding: number, address?: string) => {
      const { error, ending } = await runMapper(engine, {
        text: `{ identity: { traits: {} } } // ${'x'.repeat(padding)}`,
        fileName: 'm',
        ...(address === undefined ? {} : { address }),
        claims: { mode: 'exact', json: '{}' },
      })
      return error ? [error.code, ending?.at, ending && 'text' in ending && ending.text] : 'ok'
    }
    const empty = JSON.stringify({
      Filename: storedAddress,
      Snippet: '{ identity: { traits: {} } } // ',
      TLACodes: null,
      TLAVars: null,
      ExtCodes: [
        { Key: 'claims', Value: '{}' },
        { Key: 'identity', Value: encodeByGo(noIdentity) },
      ],
      ExtVars: null,
    }).length
    const room = 65_535 - empty
    // An evaluation whose worker ends reads as one that returned nothing.
    const dead = ['mapper.size', 'error', expect.stringContaining('did not return an object')]
    expect(await end(room)).toBe('ok')
    expect(await end(room + 1)).toEqual(dead)
    expect(await end(room + 1, storedAddress.slice(1))).toBe('ok')
    expect(await end(room, `${storedAddress}é`)).toEqual(dead)
    // As base64 the same text is sent almost two and a half times.
    const inline = `base64://${'A'.repeat(40_000)}`
    expect(await end(25_000, inline)).toBe('ok')
    expect(await end(26_000, inline)).toEqual(dead)
  })

  /** A mapper that traces once: `TRACE: NAME:1 TEXT` and a line end. */
  const tracing = (bytes: number, name: string, count = 1) => {
    const length = bytes - `TRACE: ${name}:1 \n`.length
    // Of few parts, as above.
    const text = `std.repeat('${'x'.repeat(1000)}', ${Math.floor(length / 1000)}) + '${'x'.repeat(length % 1000)}'`
    return `std.foldl(function(a, i) std.trace(${text}, a), std.range(1, ${count}), {})`
  }
  const full = 'jsonnetsecure: eval: ERROR: scan: bufio.Scanner: token too long'

  it('a trace of 65,535 bytes passes and one that fills the buffer of 64 KiB does not', async () => {
    const name = bare('').fileName
    const passes = await engine.evaluate(bare(tracing(65_535, name)))
    expect(passes).toMatchObject({ ok: true, value: { traceCut: false } })
    if (passes.ok) expect(passes.value.trace).toHaveLength(65_535)
    for (const bytes of [65_536, 65_537, 300_000]) {
      expect(await engine.evaluate(bare(tracing(bytes, name)))).toMatchObject({
        error: { code: 'mapper.size', text: full, message: expect.stringContaining(`${bytes}`) },
      })
    }
  })

  it('every line of a trace has the mapper’s address', async () => {
    const address = `https://example.com/${'a'.repeat(80)}.jsonnet`
    const run = (bytes: number) => engine.evaluate({ ...bare(tracing(bytes, address, 5)), address })
    expect(await run(13_107)).toMatchObject({ ok: true })
    expect(await run(13_108)).toMatchObject({ error: { code: 'mapper.size', text: full } })
  })

  it('a trace ends a sign-in before the mapper’s own error does, and at a NUL', async () => {
    const run = async (text: string) => {
      const claims = { mode: 'exact', json: '{}' } as const
      const { error, ending } = await runMapper(engine, { text, fileName: 'm', claims })
      return [error?.code, ending && 'text' in ending && ending.text]
    }
    expect(
      await run("local a = std.trace(std.repeat('x', 70000), 1); if a == 1 then error 'no'"),
    ).toEqual(['mapper.size', full])
    expect(await run("std.trace('a\\u0000b', { identity: { traits: {} } })")).toEqual([
      'mapper.size',
      'jsonnetsecure: eval: TRACE: m:1 a',
    ])
  })

  it.each(['<', '>', '&'])('each %s of the claims counts 7 bytes of the request', async (mark) => {
    const run = (sub: string) =>
      runMapper(engine, {
        text: '{ identity: { traits: {} } }',
        fileName: 'm',
        claims: { mode: 'provider', kind: 'saml', payload: { iss: 'i', sub } },
      })
    // `sub` stands among the claims and among the raw ones.
    const sizeOf = async (sub: string) => {
      const { error } = await run(sub)
      return Number(/of (\d+) bytes/.exec(error?.message ?? '')?.[1])
    }
    const plain = await sizeOf('x'.repeat(40_000))
    expect(await sizeOf('x'.repeat(40_000) + mark)).toBe(plain + 2 * 7)
    expect((await run(mark.repeat(4600))).error).toBeUndefined()
    expect((await run(mark.repeat(4680))).error?.code).toBe('mapper.size')
  })

  it('a run says that Ory may stop it by the time that it took', async () => {
    const many = 'std.length([1 for x in std.range(1, 300) for y in std.range(1, 300)])'
    for (const text of [many, '{}']) {
      const ran = await engine.evaluate(bare(text))
      if (!ran.ok) throw new Error(ran.error.message)
      const { milliseconds, slow } = ran.value
      expect(milliseconds).toBeGreaterThan(0)
      expect(slow).toBe(milliseconds > mapperLimits.slowMilliseconds ? slowWarning : undefined)
    }
  })

  it('Ory may stop a run that takes longer than 250 ms here', () => {
    const after = (milliseconds: number) =>
      toEvaluation({ output: '{}' }, milliseconds, { fileName: 'm' })
    expect(after(250)).toMatchObject({ ok: true })
    expect(after(250)).not.toHaveProperty('value.slow')
    expect(after(251)).toMatchObject({ ok: true, value: { slow: slowWarning } })
  })

  it('a run can be cancelled while it runs, and while it waits', async () => {
    const endless = 'std.length([x for x in std.range(1, 1e6) for y in std.range(1, 1e4)])'
    const controller = new AbortController()
    const running = engine.evaluate(bare(endless), controller.signal)
    const waiting = engine.evaluate(bare('{}'), controller.signal)
    await turns()
    controller.abort()
    expect(await running).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
    expect(await engine.evaluate(bare('{}'))).toMatchObject({ ok: true })
  })

  it('a pattern that backtracks elsewhere is linear here, as in Kratos', async () => {
    const schema = JSON.stringify({
      properties: { traits: { properties: { a: { type: 'string', pattern: '^(x+x+)+y$' } } } },
    })
    const problemsOf = async (length: number) => {
      const checked = await engine.validate({ schema, traits: `{"a":"${'x'.repeat(length)}"}` })
      return checked.ok && checked.value.problems.map(({ keyword }) => keyword)
    }
    expect(await problemsOf(60)).toEqual(['pattern'])
    expect(await problemsOf(60_000)).toEqual(['pattern'])
  })

  it('a schema that refers to itself without end is told as such and costs nothing else', async () => {
    const schema = '{"properties":{"traits":{"$ref":"#/properties/traits"}}}'
    expect(await engine.validate({ schema, traits: '{}' })).toMatchObject({
      error: { code: 'mapper.schema' },
    })
    expect(await engine.validate({ schema: '{}', traits: '{}' })).toMatchObject({ ok: true })
    expect(await engine.evaluate(bare('{}'))).toMatchObject({ ok: true })
  })
})

describe('many runs', () => {
  it('of an ordinary mapper are right one after the other', async () => {
    const text =
      "local c = std.extVar('claims'); { identity: { traits: { [if 'email' in c then 'email' else null]: c.email } } }"
    const claims = JSON.stringify({ iss: 'i', sub: 's', email: 'ann@example.com' })
    for (let run = 0; run < 300; run++) {
      const result = await engine.evaluate(bare(text, claims))
      expect(result.ok && result.value.output).toContain('"email": "ann@example.com"')
    }
  })
})
