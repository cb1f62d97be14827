import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { documented, documentedFiles, lastingWords } from '../support/texts/documented'

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync('docs').map((name) => `docs/${name}`),
  ...readdirSync('docs/guide').map((name) => `docs/guide/${name}`),
].filter((path) => path.endsWith('.md'))

/** Where the pages lead to that is a file of ours, from the root of the project. */
const targets = pages.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, target = '']) => ({
    page,
    target: join(page, '..', target),
  })),
)

it('every link and picture of the documentation leads to a file', () => {
  expect(targets.length).toBeGreaterThan(50)
  expect(targets.filter(({ target }) => !existsSync(target))).toEqual([])
})

/** A file or folder of ours, as the pages name it: with the room it is in, from the root or from `src`. */
const named =
  /^(?:(?:src|test|scripts|build|engine|docs)|(?:core|main|preload|renderer|guides|samples|emulator|cli))\/[\w./-]+$/

it('every file and folder that the documentation names is there', () => {
  const names = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/`([^`\n]+)`/g)]
      .map(([, text = '']) => text.replace(/:[\d-]+$/, ''))
      .filter((text) => named.test(text))
      .map((path) => ({ page, path })),
  )
  expect(names.length).toBeGreaterThan(80)
  const isThere = (path: string) =>
    [path, join('src', path)].some((place) => existsSync(place) || existsSync(`${place}.ts`))
  expect(names.filter(({ path }) => !isThere(path))).toEqual([])
})

it('every picture stands on a page, and the main ones have their text', () => {
  const shown = new Set(targets.map(({ target }) => target))
  for (const name of documented) {
    const { picture, text } = documentedFiles(name)
    expect(existsSync(picture), picture).toBe(true)
    if (text !== undefined) expect(existsSync(text), text).toBe(true)
    expect(shown, name).toContain(`docs/screens/${name}.png`)
  }
  const known = documented.flatMap((name) => Object.values(documentedFiles(name)))
  const inFolder = ['docs/screens', 'test/support/texts/screens'].flatMap((folder) =>
    readdirSync(folder).map((name) => resolve(folder, name)),
  )
  expect(inFolder.filter((path) => !known.includes(path))).toEqual([])
})

it('what differs from run to run is no part of what a picture shows', () => {
  expect(lastingWords('- text: Read just now, 12 of 5000, checked 3 minutes ago')).toBe(
    '- text: Read 0, 0 of 0 checked 0',
  )
  expect(lastingWords('- cell "sha256:ab12 ends in 5 days"')).toBe('- cell "0 ends 0"')
  expect(lastingWords('- paragraph: /tmp/sso-workbench-gndLOh/team')).toBe('- paragraph: 0')
})
