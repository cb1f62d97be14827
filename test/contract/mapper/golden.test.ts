import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  fixtureFolder,
  questions,
  readSnippets,
  readVariables,
  snippetFile,
  startNative,
} from '../../../scripts/lib/engine/golden.mjs'
import type { EngineAnswer } from '../../../src/core/mapper/engine-answer'
import type { MapperEngine } from '../../../src/main/mapper/engine'
import { startEngine } from '../../support/mapper'
import { program } from '../../support/mapper-programs'

interface Golden {
  readonly snippet: string
  readonly output?: string
  readonly error?: string
  readonly trace?: string
  readonly formatted?: string
  readonly formatError?: string
  readonly lint?: string
}

const golden = JSON.parse(readFileSync(`${fixtureFolder}/golden.json`, 'utf8')) as Golden[]
const variables = readVariables()
let engine: MapperEngine

beforeAll(async () => {
  engine = await startEngine()
}, 60_000)
afterAll(() => engine.close())

const evaluate = async (text: string) => {
  const result = await engine.evaluate({ text, fileName: snippetFile, variables })
  return result.ok ? { output: result.value.output, trace: result.value.trace } : result.error
}

describe('the engine gives what native go-jsonnet gave', () => {
  it('has a recorded answer for every snippet', () => {
    expect(golden.map(({ snippet }) => snippet)).toEqual(readSnippets())
    expect(golden.length).toBeGreaterThan(300)
  })

  it('in outputs, error texts and traces', async () => {
    for (const { snippet, output, error, trace } of golden) {
      const got = await evaluate(snippet)
      expect({ snippet, output: 'output' in got ? got.output : undefined }).toEqual({
        snippet,
        output,
      })
      expect({ snippet, error: 'text' in got ? got.text : undefined }).toEqual({ snippet, error })
      if ('trace' in got) expect(got.trace).toBe(trace ?? '')
    }
  }, 60_000)

  it('in formatted texts, and formatting changes no result', async () => {
    for (const { snippet, output, formatted, formatError } of golden) {
      const got = await engine.format(snippet, snippetFile)
      expect(got.ok ? got.value : got.error.text).toBe(formatted ?? formatError)
      if (output === undefined || !got.ok || /thisFile|trace/.test(snippet)) continue
      expect(await evaluate(got.value)).toMatchObject({ output })
    }
  }, 60_000)

  it('in the remarks of the linter', async () => {
    for (const { snippet, lint } of golden) {
      const got = await engine.lint(snippet, snippetFile)
      const text = got.ok
        ? got.value.map((finding) => `${finding.text}\n`).join('')
        : got.error.message
      expect({ snippet, text }).toEqual({ snippet, text: lint ?? '' })
    }
  }, 60_000)
})

describe('beside native go-jsonnet', () => {
  it('generated programs give the same output or the same error', async (context) => {
    const native = await startNative()
    if (!native) {
      console.warn('Go is not here: the comparison with native go-jsonnet was skipped.')
      return context.skip()
    }
    const seed = 20261125
    await fc.assert(
      fc.asyncProperty(program, async (text) => {
        const [question] = questions(text, variables)
        const wanted = (await native.ask(question)) as EngineAnswer
        const got = await evaluate(text)
        const crash = wanted.error?.kind === 'internal'
        const message = crash ? `${wanted.error.text.split('\n')[0]}\n` : wanted.error?.text
        expect('output' in got ? got.output : got.text).toBe(message ?? wanted.output)
      }),
      { seed, numRuns: 400 },
    )
    native.stop()
  }, 120_000)
})
