import { expect, test } from 'vitest'
import { certificates } from '../../../../src/emulator/demo/saml-metadata'
import { certificatesGiven } from '../../../../src/renderer/composables/given-certificate'

const pem = `-----BEGIN CERTIFICATE-----\n${certificates.oakfield}\n-----END CERTIFICATE-----`
const file = (text: string) => new File([text], 'new.pem')

interface Given {
  readonly files?: readonly File[]
  readonly folder?: boolean
  readonly texts?: Readonly<Record<string, string>>
}

/** What a browser gives with a drop, which the window of the tests does not make. */
const transfer = ({ files = [], folder = false, texts = {} }: Given) =>
  ({
    items: [{ webkitGetAsEntry: () => (folder ? { isDirectory: true } : null) }],
    files,
    getData: (type: string) => texts[type] ?? '',
  }) as unknown as DataTransfer

test('files and text are read', async () => {
  const found = { ok: true, certificates: [{ subject: 'CN=login.oakfield.example' }] }
  expect(await certificatesGiven(transfer({ files: [file(pem)] }))).toMatchObject(found)
  expect(await certificatesGiven(transfer({ texts: { 'text/plain': pem } }))).toMatchObject(found)
})

const gone = Object.assign(file(pem), { arrayBuffer: () => Promise.reject(new Error('gone')) })
test.each<[string, Given]>([
  ['a folder', { folder: true, files: [file('')] }],
  ['a link', { texts: { 'text/uri-list': 'https://idp.example/new.pem' } }],
  ['far larger', { files: [file('x'.repeat(2 * 1024 * 1024))] }],
  ['far larger', { texts: { 'text/plain': 'x'.repeat(20 * 1024 * 1024) } }],
  ['more than 10 files', { files: Array.from({ length: 11 }, () => file(pem)) }],
  ['could not be read', { files: [gone] }],
  ['no text', {}],
])('%s is refused in words', async (words, given) => {
  const found = await certificatesGiven(transfer(given))
  expect(found).toMatchObject({ ok: false, message: expect.stringContaining(words) })
})
