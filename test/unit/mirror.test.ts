import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folders = ['cli', 'core', 'main', 'renderer']

/** Folders of `src` from which a test imports modules, such as `src/core/draft`. */
function importedFolders(file: string, text: string): string[] {
  return [...text.matchAll(/(?:from|import|mock\()\s*\(?'(\.[^']+)'/g)]
    .map(([, specifier = '']) => dirname(normalize(join(dirname(file), specifier))))
    .filter((folder) => folder.startsWith('src'))
}

/**
 * Why a test does not lie where the tree of `src` says, or nothing.
 *
 * @param file from the root of the checkout, such as `test/unit/core/draft/history.test.ts`
 */
function misplaced(file: string, text: string): string | undefined {
  const folder = dirname(file).replace(/^test\/unit/, 'src')
  if (!existsSync(join(root, folder))) return `${file}: there is no ${folder}`
  const imported = importedFolders(file, text)
  const inside = new Set(imported.filter((other) => other.startsWith(`${folder}/`)))
  const [only] = inside
  // One that brings several folders together lies in the folder around them.
  return inside.size === 1 && !imported.includes(folder)
    ? `${file}: it tests ${only}, so it belongs there`
    : undefined
}

const files = folders
  .flatMap((folder) =>
    readdirSync(join(root, 'test/unit', folder), { recursive: true, encoding: 'utf8' }).map(
      (name) => join('test/unit', folder, name).replaceAll('\\', '/'),
    ),
  )
  .filter((name) => name.endsWith('.test.ts'))

test('unit tests lie as the modules that they test', () => {
  expect(files.length).toBeGreaterThan(150)
  expect(
    files.flatMap((file) => misplaced(file, readFileSync(join(root, file), 'utf8')) ?? []),
  ).toEqual([])
})

test('a test that lies elsewhere is told', () => {
  expect(misplaced('test/unit/core/nowhere/a.test.ts', '')).toBe(
    'test/unit/core/nowhere/a.test.ts: there is no src/core/nowhere',
  )
  const text = "import { compile } from '../../../src/core/patch/compile'"
  expect(misplaced('test/unit/core/a.test.ts', text)).toBe(
    'test/unit/core/a.test.ts: it tests src/core/patch, so it belongs there',
  )
  expect(misplaced('test/unit/core/patch/a.test.ts', text.replace('../', '../../'))).toBeUndefined()
})
