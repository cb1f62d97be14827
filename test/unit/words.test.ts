import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { textsIn, textsOfSources } from '../support/texts/texts-in-source'
import { misused, wordRows } from '../support/texts/words'

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
