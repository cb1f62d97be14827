import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { securityPage } from '../../../scripts/lib/docs/security.mjs'
import { electronList } from '../../support/protections/electron-list'
import { ownRules } from '../../support/protections/own-rules'
import { titlePattern, type Proof } from '../../support/protections/protection'
import { protections } from '../../support/protections/protections'

const place = (path: string) => new URL(`../../../${path}`, import.meta.url)
const read = (path: string) => readFileSync(place(path), 'utf8')

/** What is wrong with a proof, in words. */
function problemsOf({ file, title, edits }: Pick<Proof, 'file' | 'title' | 'edits'>): string[] {
  if (!existsSync(place(file))) return [`${file} is not there`]
  const quoted = ["'", '"', '`'].map((quote) => `${quote}${title}${quote}`)
  const isThere = quoted.some((each) => read(file).includes(each))
  const missing = isThere ? [] : [`${file} has no test “${title}”`]
  const planted = edits.flatMap((edit) => {
    const times = existsSync(place(edit.file)) ? read(edit.file).split(edit.find).length - 1 : 0
    return times === 1 ? [] : [`${edit.file} has “${edit.find}” ${times} times`]
  })
  return [...missing, ...planted, ...(edits.length === 0 ? ['nothing is planted'] : [])]
}

describe('the page of protections', () => {
  test('has a row for each of them', () => {
    const page = securityPage({ electronList, ownRules })
    for (const { id } of protections) expect(page).toMatch(new RegExp(`^\\| ${id} +\\|`, 'm'))
  })

  test('has the twenty items of Electron’s list and the rules of this app, each with a proof', () => {
    const numbered = (length: number, prefix: string) =>
      Array.from({ length }, (_, at) => `${prefix}${at + 1}`)
    expect(electronList.map(({ id }) => id)).toEqual(numbered(20, ''))
    expect(ownRules.map(({ id }) => id)).toEqual(numbered(29, 'S'))
    for (const { id, proofs, open } of protections) {
      expect(proofs.length === 0, id).toBe(open !== undefined)
    }
  })

  test('names tests that there are, and breaks that can be planted', () => {
    expect(protections.flatMap(({ proofs }) => proofs.flatMap(problemsOf))).toEqual([])
  })
})

const edit = { file: 'src/main/index.ts', find: 'app.enableSandbox()', put: '' }
const good = {
  file: 'test/unit/docs/security.test.ts',
  title: 'a row that is wrong is told',
  edits: [edit],
}

test('a row that is wrong is told', () => {
  expect(problemsOf(good)).toEqual([])
  expect(problemsOf({ ...good, file: 'test/none.test.ts' })).toEqual([
    'test/none.test.ts is not there',
  ])
  expect(problemsOf({ ...good, title: ['none', 'such'].join(' ') })).toEqual([
    'test/unit/docs/security.test.ts has no test “none such”',
  ])
  expect(problemsOf({ ...good, edits: [{ ...edit, find: 'import' }] })).toEqual([
    expect.stringMatching(/has “import” \d\d times/),
  ])
  expect(problemsOf({ ...good, edits: [] })).toEqual(['nothing is planted'])
})

test('a title stands for the names that a runner makes of it, and for no others', () => {
  expect(titlePattern('refuses %s').test('refuses a frame')).toBe(true)
  expect(titlePattern('of (a) file').test('of (a) file')).toBe(true)
  expect(titlePattern('of (a) file').test('of (a) file, too')).toBe(false)
})
