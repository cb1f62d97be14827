// Results of native go-jsonnet for the snippets of test/fixtures/mapper: outputs, error texts, traces, formatted texts and
// findings of the linter.
import { spawn } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Stop, say } from '../log.mjs'
import { root } from '../paths.mjs'
import { nativeEngine } from './native.mjs'

export const fixtureFolder = join(root, 'test', 'fixtures', 'mapper')
const goldenFile = join(fixtureFolder, 'golden.json')
export const snippetFile = 'mapper.jsonnet'

/** The snippets, one per line. */
export function readSnippets() {
  const folder = join(fixtureFolder, 'snippets')
  return readdirSync(folder)
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
}

/** The external variables of all snippets, as code. */
export function readVariables() {
  const read = (name) => readFileSync(join(fixtureFolder, `${name}.json`), 'utf8')
  return { claims: read('claims'), identity: read('identity') }
}

/** The three requests about a snippet. */
export function questions(snippet, extCode) {
  const common = { fileName: snippetFile, snippet }
  return [
    { op: 'evaluate', ...common, extCode, maxStack: 500, maxTrace: 65_536 },
    { op: 'format', ...common },
    { op: 'lint', ...common },
  ]
}

/** Starts native go-jsonnet; undefined if Go is missing. `ask` sends one request. */
export async function startNative() {
  const file = await nativeEngine()
  if (file === undefined) return undefined
  const child = spawn(file, { stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting = []
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()(JSON.parse(line)))
  return {
    ask: (request) =>
      new Promise((resolve) => {
        waiting.push(resolve)
        child.stdin.write(`${JSON.stringify(request)}\n`)
      }),
    stop: () => child.stdin.end(),
  }
}

/** Rewrites golden.json. */
export async function recordGolden() {
  const native = await startNative()
  if (!native) throw new Stop('Recording needs Go.')
  const variables = readVariables()
  const golden = []
  for (const snippet of readSnippets()) {
    const [evaluated, formatted, linted] = await Promise.all(
      questions(snippet, variables).map((question) => native.ask(question)),
    )
    golden.push({
      snippet,
      ...(evaluated.error ? { error: evaluated.error.text } : { output: evaluated.output }),
      ...(evaluated.trace ? { trace: evaluated.trace } : {}),
      ...(formatted.error
        ? { formatError: formatted.error.text }
        : { formatted: formatted.output }),
      ...(linted.output ? { lint: linted.output } : {}),
    })
  }
  native.stop()
  writeFileSync(goldenFile, `${JSON.stringify(golden, null, 1)}\n`)
  say(`Recorded ${golden.length} snippets.`)
}
