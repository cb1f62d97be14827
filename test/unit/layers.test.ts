import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const copy = mkdtempSync(join(tmpdir(), 'layers-'))
afterAll(() => rmSync(copy, { recursive: true, force: true }))

/** Rules that a planted import breaks, and how many modules the cruiser saw. */
function cruiseWith(path: string, line: string): { rules: string[]; modules: number } {
  rmSync(join(copy, 'src'), { recursive: true, force: true })
  cpSync(join(root, 'src'), join(copy, 'src'), { recursive: true })
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.base.json', 'package.json']) {
    cpSync(join(root, name), join(copy, name))
  }
  rmSync(join(copy, 'node_modules'), { force: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
  mkdirSync(dirname(join(copy, path)), { recursive: true })
  writeFileSync(join(copy, path), `${line}\n`)
  const script = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
  const args = [script, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src']
  let output: string
  try {
    output = execFileSync(process.execPath, args, { cwd: copy, encoding: 'utf8', maxBuffer: 1e9 })
  } catch (error) {
    output = (error as { stdout: string }).stdout
  }
  const { summary } = JSON.parse(output)
  const rules = summary.violations
    .filter((item: { from: string }) => item.from === path)
    .map((item: { rule: { name: string } }) => item.rule.name)
  return { rules: [...new Set<string>(rules)], modules: summary.totalCruised }
}

test.each([
  ['src/core/planted.ts', "import '../main/index'", 'core-is-pure'],
  ['src/core/planted.ts', "import 'vue'", 'core-libraries'],
  ['src/main/planted.ts', "import '../renderer/main'", 'main-and-renderer-apart'],
  ['src/renderer/planted.ts', "import '../main/index'", 'renderer-apart'],
  ['src/preload/planted.ts', "import '../core/editing/draft'", 'preload-thin'],
  ['src/emulator/planted.ts', "import '../core/model/json'", 'emulator-alone'],
  ['src/main/services/planted.ts', "import 'undici'", 'undici-in-api'],
  ['src/main/services/planted.ts', "import 'node:fs'", 'files-in-one-place'],
  ['src/main/services/planted.ts', "import 'electron'", 'electron-at-the-edge'],
  ['src/renderer/features/review/planted.ts', "import '../mapper/editor/editor'", 'features-apart'],
  ['src/renderer/components/planted.ts', "import '../stores/ui'", 'components-know-no-store'],
  ['src/main/services/planted.ts', "import './nothing-there'", 'no-unresolvable'],
])('%s with %s breaks %s', { timeout: 60_000 }, (path, line, rule) => {
  const { rules, modules } = cruiseWith(path, line)
  expect(rules).toContain(rule)
  expect(modules).toBeGreaterThan(100)
})
