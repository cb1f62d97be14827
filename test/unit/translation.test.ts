import { IntlMessageFormat } from 'intl-messageformat'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import german from '../../src/core/language/de.json'
import { textsIn, textsOfSources } from '../support/texts/texts-in-source'

const root = fileURLToPath(new URL('../../src', import.meta.url))

const sources = textsOfSources(root)

/** Files that hand on a text which stands elsewhere, and what it is. */
const handedOn: Readonly<Record<string, string>> = {
  'core/handover/sheet.ts': 'the prose of the guides in src/guides',
}

/** Names, which are the same in every language. */
const names =
  /^(?:SSO Workbench|Ory (?:CLI|Console)|OpenID Connect \(OIDC\)|OIDC · x|GitHub App|Terraform|English|Deutsch|Generic)$/

/** Where texts that look as if people read them are not translated, and why. */
const untranslated: Readonly<Record<string, string>> = {
  'core/publish/commands/': 'scripts, which stay as they are in tickets and reviews of others',
  'main/log/diagnostics/': 'what is sent to who maintains the app',
  'core/fields/': 'example values',
  'core/handover/guide.ts': 'for authors of guides',
  'core/handover/sheet.ts': 'choices of the guides by their English text',
  'core/help/': 'example values',
  'renderer/App.vue': 'names of fonts',
  'core/search/filter-texts.ts': 'identifiers of fields; their names are beside them',
  'core/mapper/kratos/': 'what Ory answers',
  'core/mapper/scim/answer.ts': 'what Ory answers',
  'core/mapper/samples/sample.ts': 'for authors of samples',
  'core/mapper/template/expressions.ts': 'becomes part of a mapper',
  'core/mapper/template/write-template.ts': 'becomes part of a mapper',
  'core/paste/': 'lines of a mail that is made to be read like any other',
  'core/problems/rules-connections.ts': 'ids of findings, which silences keep',
  'core/saml/html-entities.ts': 'names of signs',
  'core/set-up-file/terraform.ts': 'a file for another program',
  'main/api/attempt.ts': 'a header',
  'main/api/public-fetch.ts': 'a header',
  'main/app/app-responses.ts': 'an answer to a page, not to a person',
  'main/app/utility-process.ts': 'the name of a process, as the system lists it',
  'main/files/project-keys-file.ts': 'the name of a key at Ory, by which it is found again',
  'renderer/app/shell/OldElectronNote.vue': 'a command',
  'renderer/bridge/request.ts': 'the technical cause of an error',
  'renderer/components/layout/SideDetail.vue': 'the name of a key',
  'renderer/composables/': 'the technical cause of an error',
  'core/search/table-find.ts': 'the identifier of a field',
  'renderer/features/table/ProjectList.vue': 'the identifier of a field',
  'renderer/features/settings/SettingsScreen.vue': 'an option of the command line',
  'renderer/project/project-session.ts': 'the technical cause of an error',
}

const texts = new Set(sources.flatMap((source) => source.texts))
const catalogue: Readonly<Record<string, string>> = german

/** Names of the placeholders of a text in ICU's format, each once. */
function placeholders(text: string): string[] {
  const found = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    // 0 is text; everything else names what it stands for.
    if ('type' in value && typeof value.type === 'number' && value.type > 0 && 'value' in value) {
      if (typeof value.value === 'string') found.add(value.value)
    }
    Object.values(value).forEach(visit)
  }
  visit(new IntlMessageFormat(text, 'de', undefined, { ignoreTag: true }).getAst())
  return [...found].toSorted()
}

/** Whether a text was written for `t` with values. */
const hasPlaceholders = (text: string) => /\{\w+(?:\}|, )/.test(text)

describe('German', () => {
  test('has every text of the app, and none besides', () => {
    expect(texts.size).toBeGreaterThan(3000)
    expect([...texts].filter((text) => !Object.hasOwn(catalogue, text))).toEqual([])
    const guides = textsOfGuides()
    const known = (text: string) => texts.has(text) || guides.has(text)
    expect(Object.keys(catalogue).filter((text) => !known(text))).toEqual([])
  })

  test('has the prose of every guide', () => {
    const guides = [...textsOfGuides(prose)]
    expect(guides.length).toBeGreaterThan(100)
    expect(guides.filter((text) => !Object.hasOwn(catalogue, text))).toEqual([])
  })

  test('has the same placeholders in each text', () => {
    const other = Object.entries(catalogue)
      .filter(([english]) => hasPlaceholders(english))
      .filter(([english, own]) => placeholders(english).join() !== placeholders(own).join())
    expect(other).toEqual([])
  })

  test('has a form for every number', () => {
    for (const [english, own] of Object.entries(catalogue)) {
      if (!english.includes(', plural,')) continue
      expect(own, english).toContain(', plural,')
      expect(own, english).toMatch(/other \{/)
    }
  })
})

test('no text of the app is outside of the catalogue', () => {
  const found = sources.flatMap((source) =>
    source.untranslated
      .filter((text) => !names.test(text))
      .map((text) => ({ text, name: source.name })),
  )
  const places = Object.keys(untranslated)
  const placeOf = (name: string) => places.find((place) => name.startsWith(place))
  expect(
    found.filter(({ name }) => placeOf(name) === undefined),
    'wrap it with t()',
  ).toEqual([])
  const used = new Set(found.map(({ name }) => placeOf(name)))
  expect(places.filter((place) => !used.has(place))).toEqual([])
})

test('a text stands where it is translated, so that translators find it', () => {
  const found = sources.filter(({ name, unknown }) => unknown.length > 0 && !(name in handedOn))
  expect(found.map(({ name, unknown }) => [name, unknown])).toEqual([])
})

test('planted texts are found', () => {
  const inComponent = (template: string) =>
    textsIn('A.vue', `<script setup lang="ts"></script>\n<template>${template}</template>`)
  expect(inComponent('<p>not checked</p>').untranslated).toEqual(['not checked'])
  expect(inComponent('<p>{{ isOn ? "Switch it off" : "Off" }}</p>').untranslated).toEqual([
    'Switch it off',
  ])
  expect(inComponent('<button aria-label="Close">x</button>').untranslated).toEqual(['Close'])
  expect(inComponent('<code>SSO Workbench</code>').untranslated).toEqual([])
  expect(inComponent('<p :title="t(\'Undo\')">{{ t(`Redo`) }}</p>').texts).toEqual(['Undo', 'Redo'])
  const inScript = (script: string) => textsIn('a.ts', script)
  expect(inScript('const a = `Delete ${name} now`').untranslated).toEqual(['Delete x now'])
  expect(inScript("const a = { label: 'Undo' }").untranslated).toEqual(['Undo'])
  expect(inScript("throw new Error('It was not there')").untranslated).toEqual([])
  expect(inScript("t('A ' + 'b', { c: `Not yet known` })")).toEqual({
    texts: ['A b'],
    unknown: [],
    untranslated: ['Not yet known'],
  })
  expect(inScript('t(name)').unknown).toEqual(['t(name)'])
})

/** Members of a guide that are sentences of ours; the others are mostly the product's own words. */
const prose = new Set(['text', 'note', 'where', 'how', 'pitfalls'])

function textsOfGuides(members?: ReadonlySet<string>): ReadonlySet<string> {
  const folder = join(root, 'guides')
  const found = new Set<string>()
  const visit = (value: unknown, isWanted: boolean): void => {
    if (typeof value === 'string') {
      if (isWanted) found.add(value)
    } else if (Array.isArray(value)) value.forEach((item) => visit(item, isWanted))
    else if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) visit(item, members?.has(name) ?? true)
    }
  }
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.json'))) {
    visit(JSON.parse(readFileSync(join(folder, name), 'utf8')), false)
  }
  return found
}
