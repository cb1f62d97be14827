import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Phrases that a comment or a message must not have, each with a plain wording. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/\bin sight\b/, 'shown'],
  [/\bwho(?:ever)? wants to know\b/, 'name the caller'],
  [/\bnobody (?:asked for|waits for|knows)\b/, 'name what is missing'],
  [/\bworth a word\b/, 'not reported'],
  [/\bhelps nobody\b/, 'is of no use'],
  [/\bheld against\b/, 'compared with'],
  [/\b(?:is|are|was|were) taken over\b/, 'copied, used'],
  [/\btold (?:of|apart)\b/, 'called with, distinguished'],
  [/\b(?:that|which|what) (?:is|are) none\b/, 'name what it is not'],
  [/\bput in words\b/, 'described'],
]

/** The folders whose words are held to this; the default mapper's text is part of its hash. */
const folders = ['core', 'main', 'preload', 'emulator', 'cli'].map((name) => join('src', name))
const exempt = new Set(['src/core/mapper/template/write-template.ts'])

const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && !exempt.has(name)),
)

/** The lines of a text that have one of the phrases, with what to write instead. */
function findPhrases(file: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, at) =>
      phrases.flatMap(([phrase, plain]) =>
        phrase.test(line) ? [`${file}:${at + 1} ${phrase.exec(line)?.[0]}: ${plain}`] : [],
      ),
    )
}

test('comments and messages have none of the phrases that only the authors understood', () => {
  expect(files.length).toBeGreaterThan(300)
  expect(
    files.flatMap((file) => findPhrases(file, readFileSync(join(root, file), 'utf8'))),
  ).toEqual([])
})

test.each([
  ['// A member that nobody asked for.', 'nobody asked for'],
  ['/** The fields in sight. */', 'in sight'],
  ["throw new Error('The claims are held against the token')", 'held against'],
])('%s is found', (line, phrase) => {
  expect(findPhrases('planted.ts', `\n${line}`)).toEqual([
    expect.stringMatching(new RegExp(`^planted\\.ts:2 ${phrase}: `)),
  ])
})
