import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engineFolder } from '../../../scripts/lib/engine/build.mjs'
import { slowWarning } from '../../../src/core/mapper/kratos/limits'
import { compileEngine } from '../../../src/main/mapper/engine-file'
import type { MapperEngine } from '../../../src/main/mapper/engine'
import { runMapper } from '../../../src/main/mapper/run'
import { sampled } from '../../soak/size'
import { hostile } from '../../support/hostile-mappers'
import { bare, startEngine } from '../../support/mapper'
import { turns } from '../../support/turns'

let engine: MapperEngine
/** Waits far longer than the app, for what ends by itself on a busy machine, too. */
let patient: MapperEngine
beforeAll(async () => {
  engine = await startEngine()
  patient = await startEngine({ killAfter: 50_000 })
}, 60_000)
afterAll(() => Promise.all([engine.close(), patient.close()]))

describe('hostile mappers', () => {
  it.each(sampled(hostile, 3))(
    '%s ends within the limits, and the next run is right',
    async (_, text, codes) => {
      const asked = codes.includes('mapper.timeout') ? engine : patient
      const result = await asked.evaluate(bare(text))
      expect(result.ok ? result.value.output.slice(0, 80) : result.error.code).toBeOneOf([...codes])
      if (!result.ok) expect(result.error.message).not.toMatch(/goroutine|0x[0-9a-f]{4}|runtime\./)
      const next = await asked.evaluate(bare('{ a: 1 + 1 }'))
      expect(next).toMatchObject({ ok: true, value: { output: '{\n   "a": 2\n}\n' } })
    },
    60_000,
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
      ok: false,
      error: { text: expect.stringContaining('RUNTIME ERROR: import not available lib.libsonnet') },
    })
  })

  it('a std.trace without end keeps 64 KiB and says so', async () => {
    const result = await engine.evaluate(
      bare("std.foldl(function(a, i) std.trace('x' + i, a + 1), std.range(1, 9999), 0)"),
    )
    expect(result).toMatchObject({ ok: true, value: { traceCut: true } })
    if (result.ok) expect(result.value.trace.length).toBe(65_536)
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
      ok: false,
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
    expect((await run(mark.repeat(4700))).error?.code).toBe('mapper.size')
  })

  it('a run above 250 ms says that Ory may stop it', async () => {
    const slow = await engine.evaluate(
      bare('std.length([1 for x in std.range(1, 300) for y in std.range(1, 300)])'),
    )
    if (!slow.ok) throw new Error(slow.error.message)
    expect(slow.value.milliseconds).toBeGreaterThan(250)
    expect(slow.value.slow).toBe(slowWarning)
    const quick = await engine.evaluate(bare('{}'))
    expect(quick.ok && quick.value.slow).toBeUndefined()
  }, 20_000)

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
  }, 20_000)

  it('a schema that refers to itself without end is told as such and costs nothing else', async () => {
    const schema = '{"properties":{"traits":{"$ref":"#/properties/traits"}}}'
    expect(await engine.validate({ schema, traits: '{}' })).toMatchObject({
      ok: false,
      error: { code: 'mapper.schema' },
    })
    expect(await engine.validate({ schema: '{}', traits: '{}' })).toMatchObject({ ok: true })
    expect(await engine.evaluate(bare('{}'))).toMatchObject({ ok: true })
  }, 20_000)
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
  }, 60_000)
})
