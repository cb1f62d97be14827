import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../src', import.meta.url))
/** The one module that writes numbers and dates for people. */
const ownModule = 'core/model/format.ts'

/** Ways to write a number or a date by hand. The stand-in for Ory writes none for people. */
const byHand = [
  /\.toLocale(?:Date|Time)?String\(/,
  /Intl\.(?:DateTime|Number|RelativeTime)Format/,
  /\.to(?:Date|Time|UTC)String\(/,
  /\.slice\(0, (?:10|16)\)/,
  /\.get(?:FullYear|Month|Date|Hours|Minutes)\(\)/,
]

/** Lines that look like it and are not, and why. */
const allowed: Readonly<Record<string, string>> = {
  'core/model/times.ts': 'counts the days between two times, and writes none',
}

const foundIn = (text: string) =>
  text.split('\n').filter((line) => byHand.some((way) => way.test(line)))

test('numbers and dates for people are written by one module', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.(?:ts|vue)$/.test(name) && !name.startsWith('emulator/'))
  expect(files.length).toBeGreaterThan(700)
  const found = files
    .filter((name) => name !== ownModule && !(name in allowed))
    .flatMap((name) => foundIn(readFileSync(join(root, name), 'utf8')).map((line) => [name, line]))
  expect(found, `use ${ownModule}`).toEqual([])
})

test('a planted one is found', () => {
  for (const line of [
    'const text = count.toLocaleString("en")',
    'new Intl.DateTimeFormat("en-GB").format(time)',
    'until.slice(0, 10)',
    'new Date(time).toDateString()',
    'date.getFullYear()',
  ]) {
    expect(foundIn(line)).toEqual([line])
  }
  expect(foundIn("import { timeText } from './format'")).toEqual([])
})
