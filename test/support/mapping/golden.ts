import { readFileSync } from 'node:fs'
import {
  fixtureFolder,
  readSnippets,
  readVariables,
  snippetFile,
} from '../../../scripts/lib/engine/golden.mjs'
import type { Result } from '../../../src/core/errors/result'
import type { EngineFinding, Evaluation, MapperError } from '../../../src/core/mapper/engine'
import type { EngineCall } from '../../../src/main/mapper/channel'

/** The results of native go-jsonnet for a snippet; `npm run engine -- --record` writes them. */
export interface Golden {
  readonly snippet: string
  readonly output?: string
  readonly error?: string
  readonly trace?: string
  readonly formatted?: string
  readonly formatError?: string
  readonly lint?: string
}

export const golden = JSON.parse(readFileSync(`${fixtureFolder}/golden.json`, 'utf8')) as Golden[]
export const variables = readVariables()
export { readSnippets, snippetFile }

/** The three calls for a snippet, in the order in which `toGolden` takes their results. */
export function callsOf(text: string): [EngineCall, EngineCall, EngineCall] {
  return [
    { op: 'evaluate', request: { text, fileName: snippetFile, variables } },
    { op: 'format', text, fileName: snippetFile },
    { op: 'lint', text, fileName: snippetFile },
  ]
}

type Answer<Value> = Result<Value, MapperError>
export type Answers = readonly [
  Answer<Evaluation>,
  Answer<string>,
  Answer<readonly EngineFinding[]>,
]

/** The engine's answers in the recorded form. */
export function toGolden(snippet: string, [evaluated, formatted, linted]: Answers): Golden {
  const remarks = linted.ok
    ? linted.value.map(({ text }) => `${text}\n`).join('')
    : linted.error.message
  const words = (error: MapperError) => error.text ?? error.message
  return {
    snippet,
    ...(evaluated.ok ? { output: evaluated.value.output } : { error: words(evaluated.error) }),
    ...(evaluated.ok && evaluated.value.trace !== '' ? { trace: evaluated.value.trace } : {}),
    ...(formatted.ok ? { formatted: formatted.value } : { formatError: words(formatted.error) }),
    ...(remarks === '' ? {} : { lint: remarks }),
  }
}
