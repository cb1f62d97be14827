import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { textsIn, textsOfSources } from '../support/texts/texts-in-source'
import { readFileSync } from 'node:fs'

/** Rows of docs/words.md, as their cells. */
const wordRows = readFileSync(new URL('../../docs/words.md', import.meta.url), 'utf8')
  .split('\n')
  .filter(
    (line) => line.startsWith('| ') && !line.startsWith('| Word ') && !line.startsWith('| --'),
  )
  .map((line) => line.split('|').map((cell) => cell.trim()))
const listed = (cell = '') => cell.split(', ').filter(Boolean)
/** Each word that is not used, with the one that is. */
const unused = wordRows.flatMap(([, word = '', , not]) =>
  listed(not).map((each) => ({
    word,
    each,
    found: new RegExp(`(?<![\\w-])${each}(?![\\w-])`, 'i'),
  })),
)
const any = new RegExp(`(?<![\\w-])(?:${unused.map(({ each }) => each).join('|')})(?![\\w-])`, 'i')
const names = wordRows.flatMap((cells) => listed(cells[4]))

/** Where a text uses a word that another one is used for. @param place the file or screen that has it */
function misused(place: string, text: string): string[] {
  if (!any.test(text)) return []
  const own = [...names, /https?:\S*|main\.log/g].reduce<string>(
    (rest, name) => rest.replaceAll(name, ''),
    text,
  )
  return unused
    .filter(({ found }) => found.test(own))
    .map(({ word, each }) => `${place} “${each}”: ${word}`)
}

const root = fileURLToPath(new URL('../..', import.meta.url))

test('the app has one word for one thing, as docs/words.md lists them', () => {
  expect(wordRows.length).toBeGreaterThan(15)
  const found = textsOfSources(join(root, 'src')).flatMap(({ name, texts }) =>
    texts.flatMap((text) => misused(name, text)),
  )
  expect(found).toEqual([])
})

const misusedIn = (component: string) =>
  textsIn('Planted.vue', component).texts.flatMap((text) => misused('Planted.vue', text))

test.each([
  ["<template><p>{{ t('Open the mapper lab') }}</p></template>", 'lab'],
  ['<template><p :title="t(\'Log in to {name}\', { name })" /></template>', 'log in'],
  ['<template><AppDialog :title="t(\'Redirect URI of it\')" /></template>', 'redirect URI'],
  ["<script setup lang=\"ts\">\nconst a = ok ? t('Send the login page') : ''\n</script>", 'login'],
])('%s is found', (component, word) => {
  expect(misusedIn(component)).toContainEqual(expect.stringContaining(`“${word}”`))
})

test('names that others gave, and names in the code, are not found', () => {
  const component =
    '<script setup lang="ts">\nimport LabRegion from "./lab"\nconst label = "lab"\nthrow new Error("No lab here")\n</script>\n' +
    '<template><LabRegion class="lab" :label="t(\'IdP metadata XML\')" /></template>'
  expect(misusedIn(component)).toEqual([])
})
