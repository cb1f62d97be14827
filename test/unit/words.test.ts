import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { shownTexts, shownTextsOf, type ShownText } from '../support/shown-texts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Lists of words as others write them, and texts of Ory: nobody reads them as words of the app. */
const notShown = [
  'src/core/commands/',
  'src/core/mapper/own-claims/invented',
  'src/core/mapper/template/concepts',
  'src/core/mapper/template/write-template',
  'src/core/mapper/kratos/',
  'src/core/mapper/samples/',
  'src/core/paste/',
]

const table = readFileSync(join(root, 'docs/words.md'), 'utf8')
  .split('\n')
  .filter(
    (line) => line.startsWith('| ') && !line.startsWith('| Word ') && !line.startsWith('| --'),
  )
  .map((line) => line.split('|').map((cell) => cell.trim()))
const listed = (cell = '') => cell.split(', ').filter(Boolean)
/** Each word that is not used, with the one that is. */
const unused = table.flatMap(([, word = '', , not]) =>
  listed(not).map((each) => ({
    word,
    each,
    found: new RegExp(`(?<![\\w-])${each}(?![\\w-])`, 'i'),
  })),
)
const any = new RegExp(`(?<![\\w-])(?:${unused.map(({ each }) => each).join('|')})(?![\\w-])`, 'i')
const names = table.flatMap((cells) => listed(cells[4]))

/** Where a text uses a word that another one is used for. */
function misused({ place, text }: ShownText): string[] {
  if (!any.test(text)) return []
  const own = [...names, /https?:\S*/g].reduce<string>(
    (rest, name) => rest.replaceAll(name, ''),
    text,
  )
  return unused
    .filter(({ found }) => found.test(own))
    .map(({ word, each }) => `${place} “${each}”: ${word}`)
}

test('the window has one word for one thing, as docs/words.md lists them', () => {
  expect(table.length).toBeGreaterThan(15)
  const texts = shownTexts(root, ['src/renderer', 'src/core']).filter(
    ({ place }) => !notShown.some((folder) => place.startsWith(folder)),
  )
  expect(texts.length).toBeGreaterThan(3000)
  expect(texts.flatMap(misused)).toEqual([])
})

test.each([
  ['<template><p>Open the mapper lab</p></template>', 'lab'],
  ['<template><p :title="`Log in to ${name}`" /></template>', 'log in'],
  ['<template><AppDialog title="Redirect URI of it" /></template>', 'redirect URI'],
  ['<script setup lang="ts">\nconst a = ok ? "Send the login page" : ""\n</script>', 'login'],
  ['<template><p>{{ busy ? "Deploy it" : "" }}</p></template>', 'deploy'],
])('%s is found', (component, word) => {
  const found = shownTextsOf('Planted.vue', component).flatMap(misused)
  expect(found).toContainEqual(expect.stringContaining(`“${word}”`))
})

test('names that others gave, and names in the code, are not found', () => {
  const component =
    '<script setup lang="ts">\nimport LabRegion from "./lab"\nconst label = "lab"\nthrow new Error("No lab here")\n</script>\n' +
    '<template><LabRegion class="lab" label="IdP metadata XML" /></template>'
  expect(shownTextsOf('Planted.vue', component).flatMap(misused)).toEqual([])
})
