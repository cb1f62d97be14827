import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createScan } from '../support/window/canary-scan'
import { secretForms } from '../support/texts/secret-forms'

const secret = 'Kx81~canary/secret+of&"client"42é'
const key =
  '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEG\nCCqGSM49AwEHBG0wawIBAQQg\n-----END PRIVATE KEY-----\n'
const scan = createScan({ 'client secret': secret, 'private key': key })

const folder = mkdtempSync(join(tmpdir(), 'canary-scan-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a planted secret is found', () => {
  test.each(Object.keys(secretForms))('%s', (name) => {
    const text = `before ${secretForms[name]?.(secret)} after`
    expect(scan.inText('answer', text)).not.toEqual([])
  })

  test('wherever it stands in base64', () => {
    for (let before = 0; before < 6; before += 1) {
      const text = Buffer.from(`${'x'.repeat(before)}${secret}${'y'.repeat(before)}`)
      expect(scan.inText('answer', text.toString('base64'))).toEqual([
        'answer: client secret, base64',
      ])
      expect(scan.inText('answer', text.toString('base64url'))).toHaveLength(1)
    }
  })

  test('in a file of any folder, in UTF-16, and as one line of several', () => {
    mkdirSync(join(folder, 'deeper'))
    writeFileSync(join(folder, 'deeper', 'a.log'), Buffer.from(`xx${secret}`, 'utf16le'))
    writeFileSync(join(folder, 'b.json'), '{"line":"CCqGSM49AwEHBG0wawIBAQQg"}')
    writeFileSync(join(folder, 'c.json'), '{"line":"nothing"}')
    const { files, found } = scan.inFolder(folder)
    expect(files).toBe(3)
    expect(found.toSorted()).toEqual([
      `${join(folder, 'b.json')}: private key, raw`,
      `${join(folder, 'deeper', 'a.log')}: client secret, UTF-16`,
    ])
    expect(scan.inFolder(folder, ['deeper', 'b.json']).found).toEqual([])
  })
})

test('nothing is found where nothing is planted', () => {
  expect(scan.inText('answer', 'client secret, private key -----BEGIN PRIVATE KEY-----')).toEqual(
    [],
  )
})
