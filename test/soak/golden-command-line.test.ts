import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { plainJson } from '../../src/cli/plain-text'
import { locked } from '../../scripts/lib/lock.mjs'
import { buildMapperIfNeeded, ssoCommand } from '../../scripts/lib/mapper-build.mjs'
import { golden, snippetFile, variables } from '../support/mapping/golden'
import { createRandom, isLong, seed } from './size'

const folder = mkdtempSync(join(tmpdir(), 'golden-'))
const together = 4
const random = createRandom(seed)
/** All of them in the long run, and some ten in every run: each is a process of its own. */
const chosen = isLong ? golden : golden.filter(() => random.chance(2))

beforeAll(async () => {
  await locked(() => buildMapperIfNeeded())
  writeFileSync(join(folder, 'claims.json'), variables.claims)
  writeFileSync(join(folder, 'identity.json'), variables.identity)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** One process for each snippet, as a person starts it: in the mapper's folder. */
function run(snippet: string, number: number): Promise<{ stdout: string; stderr: string }> {
  const cwd = join(folder, String(number))
  mkdirSync(cwd)
  writeFileSync(join(cwd, snippetFile), snippet)
  const options = ['--claims', '../claims.json', '--identity', '../identity.json']
  const args = [ssoCommand, 'mapper', 'run', snippetFile, ...options]
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, encoding: 'utf8' }, (_error, stdout, stderr) =>
      resolve({ stdout, stderr }),
    )
  })
}

// What the output lacks of an identity is told after it, on the other stream.
it('the command line prints what native go-jsonnet gave', async () => {
  const got: unknown[] = []
  console.info(`${chosen.length} of ${golden.length} snippets on the command line, seed ${seed}`)
  const next = chosen.entries()
  const work = async () => {
    for (const [number, { snippet, output, error, trace = '' }] of next) {
      const { stdout, stderr } = await run(snippet, number)
      const wanted = trace + (error ?? '')
      const begins = stderr.startsWith(wanted) ? wanted : stderr
      got[number] = { snippet, stdout, stderr: begins }
      if (output === undefined) expect({ snippet, stderr }).toEqual({ snippet, stderr: wanted })
    }
  }
  await Promise.all(Array.from({ length: together }, work))
  expect(got).toEqual(
    chosen.map(({ snippet, output = '', error = '', trace = '' }) => ({
      snippet,
      // The same JSON, with hidden characters as their numbers.
      stdout: plainJson(output),
      stderr: trace + error,
    })),
  )
}, 400_000)
