import { expect, it } from 'vitest'
import { setUpFileAmong } from '../../../../src/core/links/opened-file'

it('takes the first file with a set-up, an e-mail or metadata, as the systems write them', () => {
  for (const file of [
    'staging.set-up.json',
    '/home/anna/My files/a b.json',
    'C:\\Users\\Anna\\project.YAML',
    'file:///home/anna/a%20b.yml',
    'mail from the customer.eml',
    'metadata.XML',
  ]) {
    expect(setUpFileAmong(['--no-first-run', file, 'other.json'])).toBe(file)
  }
})

it('takes no switch, no address of the web, no link of the app and no other file', () => {
  for (const other of [
    '--user-data-dir=/tmp/a.json',
    'https://example.com/a.json',
    'sso-workbench://project/a.json',
    'smb://host/share/a.json',
    '/usr/lib/sso-workbench',
    'notes.txt',
    '.',
    '',
  ]) {
    expect(setUpFileAmong([other]), other).toBeUndefined()
  }
})
