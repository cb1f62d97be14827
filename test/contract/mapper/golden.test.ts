import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { questions, startNative } from '../../../scripts/lib/engine/golden.mjs'
import type { EngineAnswer } from '../../../src/main/mapper/engine-answer'
import { isLong } from '../../soak/size'
import {
  golden,
  readSnippets,
  snippetFile,
  toGolden,
  variables,
} from '../../support/mapping/golden'
import { program } from '../../support/mapping/mapper-programs'
import { useEngine } from '../../support/mapping/use-engine'

const engine = useEngine()

const evaluate = async (text: string) => {
  const result = await engine.evaluate({ text, fileName: snippetFile, variables })
  return result.ok ? { output: result.value.output, trace: result.value.trace } : result.error
}

describe('the engine gives what native go-jsonnet gave', () => {
  it('has a recorded answer for every snippet', () => {
    expect(golden.map(({ snippet }) => snippet)).toEqual(readSnippets())
    expect(golden.length).toBeGreaterThan(300)
  })

  it('in outputs, error texts, traces, formatted texts and remarks of the linter', async () => {
    const got = []
    for (const { snippet } of golden) {
      got.push(
        toGolden(snippet, [
          await engine.evaluate({ text: snippet, fileName: snippetFile, variables }),
          await engine.format(snippet, snippetFile),
          await engine.lint(snippet, snippetFile),
        ]),
      )
    }
    expect(got).toEqual(golden)
  })

  it('and formatting changes no result', async () => {
    for (const { snippet, output, formatted } of golden) {
      if (output === undefined || formatted === undefined) continue
      if (/thisFile|trace/.test(snippet)) continue
      expect(await evaluate(formatted)).toMatchObject({ output })
    }
  })
})

describe('beside native go-jsonnet', () => {
  it('generated programs give the same output or the same error', async (context) => {
    context.skip(!isLong, 'Building native go-jsonnet takes a minute: npm run test:soak does.')
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
  })
})
