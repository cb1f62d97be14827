import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runNode } from '../support/runner/run-to-end'

const root = fileURLToPath(new URL('../..', import.meta.url))
const copy = mkdtempSync(join(tmpdir(), 'layers-'))
afterAll(() => rmSync(copy, { recursive: true, force: true }))

const planted = [
  ['src/core', "import '../main/index'", 'core-is-pure'],
  ['src/core', "import 'vue'", 'core-libraries'],
  ['src/main', "import '../renderer/main'", 'main-and-renderer-apart'],
  ['src/renderer', "import '../main/index'", 'renderer-apart'],
  ['src/preload', "import '../core/draft/draft'", 'preload-thin'],
  ['src/emulator', "import '../core/model/json'", 'emulator-alone'],
  ['src/main/services', "import 'undici'", 'undici-in-api'],
  ['src/main/services', "import '../api/access'", 'grants-from-guards'],
  ['src/main/services', "import 'node:fs'", 'files-in-one-place'],
  ['src/main/services', "import 'electron'", 'electron-at-the-edge'],
  ['src/renderer/features/review', "import '../mappers/mappers-store'", 'features-apart'],
  ['src/renderer/components', "import '../stores/ui'", 'components-know-no-store'],
  ['src/renderer/project', "import '../stores/ui'", 'project-knows-no-store'],
  ['src/renderer/project', "import './use-project'", 'project-parts-know-no-session'],
  ['src/main/services', "import 'yaml'", 'yaml-in-one-place'],
  ['src/main/services', "import './nothing-there'", 'no-unresolvable'],
] as const

const fileOf = (rule: string) => {
  const [folder] = planted.find((item) => item[2] === rule) ?? ['']
  return `${folder}/planted-${rule}.ts`
}

interface Summary {
  totalCruised: number
  violations: { from: string; to: string; rule: { name: string } }[]
}

function cruise(...what: string[]): Summary {
  const script = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
  const args = [script, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...what]
  const { stdout } = runNode(args, { cwd: copy })
  return JSON.parse(stdout).summary
}

let summary: Summary

// The cruiser needs a second to begin, so it reads all violations at once: each in a file of its own, with what that imports
// and no further.
beforeAll(() => {
  cpSync(join(root, 'src'), join(copy, 'src'), { recursive: true })
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.base.json', 'package.json']) {
    cpSync(join(root, name), join(copy, name))
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
  for (const [, line, rule] of planted) {
    mkdirSync(dirname(join(copy, fileOf(rule))), { recursive: true })
    writeFileSync(join(copy, fileOf(rule)), `${line}\n`)
  }
  summary = cruise('--max-depth', '1', ...planted.map(([, , rule]) => fileOf(rule)))
})

test('two folders that need each other break no-folder-cycles', () => {
  const file = join(copy, 'src/emulator/state/planted.ts')
  writeFileSync(file, "import '../operations/call'\n")
  const { violations } = cruise('src/emulator/state', 'src/emulator/operations')
  const cycles = violations.filter(({ rule }) => rule.name === 'no-folder-cycles')
  expect(cycles.map(({ from, to }) => [from, to])).toContainEqual([
    'src/emulator/state',
    'src/emulator/operations',
  ])
})

test.each(planted)('%s with %s breaks %s', (_folder, _line, rule) => {
  const own = summary.violations.filter(({ from }) => from === fileOf(rule))
  expect(own.map((item) => item.rule.name)).toContain(rule)
  // Each planted file and what it imports: where nothing was cruised, nothing would be found.
  expect(summary.totalCruised).toBeGreaterThan(planted.length)
})
