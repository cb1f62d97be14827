import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { runNode } from '../support/runner/run-to-end'

const root = fileURLToPath(new URL('../..', import.meta.url))
const copy = mkdtempSync(join(tmpdir(), 'unused-'))
afterAll(() => rmSync(copy, { recursive: true, force: true }))

const { scripts, knip } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const bin = join(root, 'node_modules', 'knip', 'bin', 'knip.js')

const planted: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ type: 'module', knip }),
  'src/cli/sso.ts': "import { used } from '../core/planted'\nused()\n",
  'src/core/planted.ts': [
    'export const used = () => 1',
    'export const onlyTested = () => 2',
    '/** @internal Only tests call it. */',
    'export const excused = () => 3',
    'export const nowhere = () => 4\n',
  ].join('\n'),
  'test/unit/planted.test.ts':
    "import { excused, onlyTested, used } from '../../src/core/planted'\nused() + onlyTested() + excused()\n",
}

test('an export that nobody or only a test uses is reported, unless it says that it is for tests', () => {
  for (const [name, text] of Object.entries(planted)) {
    mkdirSync(dirname(join(copy, name)), { recursive: true })
    writeFileSync(join(copy, name), text)
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
  const reported = scripts.unused.split(' && ').map((command: string) => {
    const args = [bin, ...command.split(' ').slice(1), '--include', 'exports', '--reporter', 'json']
    const { stdout } = runNode(args, { cwd: copy })
    const { issues } = JSON.parse(stdout) as { issues: { exports: { name: string }[] }[] }
    return issues.flatMap(({ exports }) => exports.map(({ name }) => name))
  })
  expect(reported).toEqual([['nowhere'], ['onlyTested', 'nowhere']])
})
