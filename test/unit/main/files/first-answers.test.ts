import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  firstAnswersName,
  readFirstAnswers,
  stampOf,
  sumOf,
  type FirstAnswers,
} from '../../../../src/main/files/first-answers'
import { keepFirstAnswers } from '../../../../src/main/files/keep-first-answers'

const version = '1.2.3 45.0.0'
const id = 'https://api.console.ory.sh/projects/6b0e1c43-1d0c-4c3e-9d0a-0f2b4c6d8e10' as const
const file = 'project.json'
const app = { folder: '/somewhere', notices: [], draftCounts: {} }
const draft = { projectId: id, past: [] }
const snapshot = { summary: { id: 'other', name: 'Acme' }, revisionId: 'r1' }
const answers = {
  app,
  state: { tabs: [], shown: id },
  project: { id, file, stored: { draft, sequence: 3 } },
} as unknown as FirstAnswers

let folder: string
const path = (name: string) => join(folder, name)
/** As somebody writes it who knows how it is kept. */
const writeKept = (text: string) =>
  writeFileSync(path(firstAnswersName), [stampOf(folder, version), sumOf(text), text].join('\n'))
const nested = '['.repeat(100_000) + ']'.repeat(100_000)

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'first-answers-'))
  for (const name of ['drafts', 'snapshots', 'trash']) mkdirSync(path(name))
  writeFileSync(path('settings.json'), '{"version":1,"data":{}}\n')
  writeFileSync(path('drafts/project.json'), '{}')
  writeFileSync(path(`snapshots/${file}`), `${JSON.stringify({ version: 2, data: snapshot })}\n`)
  await keepFirstAnswers(folder, version, answers)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('what was kept is read, with the state of the project from its own file', () => {
  // As private as the files that it is made of.
  expect(statSync(path(firstAnswersName)).mode & 0o077).toBe(0)
  expect(readFirstAnswers(folder, version)).toEqual({
    app,
    state: { tabs: [], shown: id },
    opened: { id, snapshot: JSON.stringify(snapshot), stored: { draft, sequence: 3 } },
  })
})

test('a window without a project has none', async () => {
  await keepFirstAnswers(folder, version, { ...answers, project: undefined })
  expect(readFirstAnswers(folder, version)).toEqual({ app, state: { tabs: [], shown: id } })
})

describe('it is not used', () => {
  const rewritten = (name: string) => {
    const text = readFileSync(path(name))
    rmSync(path(name))
    // Another file may get the number of the one that went.
    writeFileSync(path('keeps-the-number'), '')
    writeFileSync(path(name), text)
  }
  test.each<[string, () => void]>([
    ['the settings were written', () => appendFileSync(path('settings.json'), '\n')],
    ['a file was put in the place of one', () => rewritten('settings.json')],
    ['a file came', () => writeFileSync(path('guards.json'), '{}')],
    ['a file went', () => rmSync(path('settings.json'))],
    ['a draft goes on in its journal', () => writeFileSync(path('drafts/project.journal'), 'x')],
    ['a draft went', () => rmSync(path('drafts/project.json'))],
    ['the project was read again', () => appendFileSync(path(`snapshots/${file}`), '\n')],
    ['the state of the project went', () => rmSync(path(`snapshots/${file}`))],
    ['it is cut short', () => writeFileSync(path(firstAnswersName), 'abc\ndef')],
    [
      'a letter of it is another one',
      () =>
        writeFileSync(
          path(firstAnswersName),
          readFileSync(path(firstAnswersName), 'utf8').replace('somewhere', 'elsewhere'),
        ),
    ],
    ['it is gone', () => rmSync(path(firstAnswersName))],
    ['it is larger than any that was kept', () => writeKept(' '.repeat(8_000_000))],
    ['it is a folder', () => (rmSync(path(firstAnswersName)), mkdirSync(path(firstAnswersName)))],
    [
      'its state is nested deeply',
      () => writeKept(JSON.stringify(answers).replace('"tabs":[]', `"tabs":${nested}`)),
    ],
    [
      'the state of the project is no such file',
      () => {
        writeFileSync(path(`snapshots/${file}`), '{"data":{}}')
        writeKept(JSON.stringify(answers))
      },
    ],
    [
      'the state of the project is nested deeply',
      () => {
        writeFileSync(path(`snapshots/${file}`), `{"version":2,"data":{"project":${nested}}}`)
        writeKept(JSON.stringify(answers))
      },
    ],
  ])('where %s', (_what, change) => {
    change()
    expect(readFirstAnswers(folder, version)).toBeUndefined()
  })

  test('a second time, so that what breaks one start cannot break the next', () => {
    expect(readFirstAnswers(folder, version)).toBeDefined()
    expect(existsSync(path(firstAnswersName))).toBe(false)
    expect(readFirstAnswers(folder, version)).toBeUndefined()
  })

  test('by another version of the app', () => {
    expect(readFirstAnswers(folder, '1.2.4 45.0.0')).toBeUndefined()
  })

  test('in a copy of the folder', () => {
    const copy = mkdtempSync(join(tmpdir(), 'first-answers-copy-'))
    for (const name of [firstAnswersName, 'settings.json'])
      copyFileSync(path(name), join(copy, name))
    expect(readFirstAnswers(copy, version)).toBeUndefined()
    rmSync(copy, { recursive: true })
  })

  test('where it names a file outside the folder of states', () => {
    writeFileSync(path('trash/secret.json'), '{"data":{"summary":{}}}')
    writeKept(JSON.stringify({ ...answers, project: { id, file: '../trash/secret.json' } }))
    expect(readFirstAnswers(folder, version)).toBeUndefined()
  })
})

test('what others do in the folder changes nothing: logs, caches, the place of the window', () => {
  writeFileSync(path('Preferences'), '{}')
  mkdirSync(path('logs'))
  writeFileSync(path('logs/main.log'), 'x')
  writeFileSync(path('trash/item.json'), '{}')
  renameSync(path('trash/item.json'), path('trash/other.json'))
  expect(readFirstAnswers(folder, version)).toBeDefined()
})
