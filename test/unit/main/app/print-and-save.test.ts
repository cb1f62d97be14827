import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { requests } from '../../../../src/core/ipc/contract'
import { printPage, saveText } from '../../../../src/main/app/print-and-save'
import { playElectron } from '../../../support/services/electron'

const electron = {
  getPath: vi.fn<(name: string) => string>(),
  showSaveDialog: vi.fn<(...args: any[]) => Promise<unknown>>(),
  print: vi.fn<(options: unknown, done: (printed: boolean, reason: string) => void) => void>(),
  windows: [] as unknown[],
}
playElectron({
  app: { getPath: electron.getPath },
  dialog: { showSaveDialog: electron.showSaveDialog },
  BrowserWindow: { getFocusedWindow: () => null, getAllWindows: () => electron.windows },
})

const window = { webContents: { print: electron.print } }
const sheet = { suggestedName: 'sheet.md', text: '# Blätter\n' }
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'save-'))
  electron.windows = [window]
  electron.getPath.mockReset().mockReturnValue(folder)
  electron.showSaveDialog.mockReset()
  electron.print.mockReset()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('saving', () => {
  test('writes the text where the person says and answers with the name alone', async () => {
    const filePath = join(folder, 'mine.md')
    electron.showSaveDialog.mockResolvedValue({ canceled: false, filePath })
    const answer = await saveText(sheet)
    expect(answer).toEqual({ ok: true, value: { name: 'mine.md' } })
    expect(requests['file.save-text'].output.parse({ name: 'mine.md' })).toBeDefined()
    expect(readFileSync(filePath, 'utf8')).toBe('# Blätter\n')
    expect(readdirSync(folder)).toEqual(['mine.md'])
    const [owner, options] = electron.showSaveDialog.mock.calls[0] ?? []
    expect(owner).toBe(window)
    expect(options).toMatchObject({
      defaultPath: join(folder, 'sheet.md'),
      filters: [{ extensions: ['md'] }, { extensions: ['*'] }],
    })
  })

  test('takes the place of a file as a whole', async () => {
    const filePath = join(folder, 'mine.txt')
    writeFileSync(filePath, 'a much longer text than the new one')
    electron.showSaveDialog.mockResolvedValue({ canceled: false, filePath })
    await saveText({ suggestedName: 'sheet.txt', text: 'new' })
    expect(readFileSync(filePath, 'utf8')).toBe('new')
  })

  test('writes nothing when it is cancelled', async () => {
    electron.showSaveDialog.mockResolvedValue({ canceled: true, filePath: '' })
    expect(await saveText(sheet)).toEqual({ ok: true, value: {} })
    expect(readdirSync(folder)).toEqual([])
  })

  test('says that it could not, without the path', async () => {
    const filePath = join(folder, 'nowhere', 'mine.md')
    electron.showSaveDialog.mockResolvedValue({ canceled: false, filePath })
    const answer = await saveText(sheet)
    expect(answer).toMatchObject({
      error: { code: 'file.write-failed', subject: 'mine.md', message: 'ENOENT' },
    })
    expect(JSON.stringify(answer)).not.toContain(folder)
  })

  test('suggests the bare name where there is no folder for documents', async () => {
    electron.getPath.mockImplementation(() => {
      throw new Error('no such folder')
    })
    electron.windows = []
    electron.showSaveDialog.mockResolvedValue({ canceled: true, filePath: '' })
    await saveText(sheet)
    expect(electron.showSaveDialog.mock.calls[0]).toEqual([
      expect.objectContaining({ defaultPath: 'sheet.md' }),
    ])
  })
})

describe('printing', () => {
  test.each<[string, boolean, string, unknown]>([
    ['done', true, '', { ok: true, value: { printed: true } }],
    ['cancelled', false, 'Print job canceled', { ok: true, value: { printed: false } }],
  ])('%s', async (_what, done, reason, answer) => {
    electron.print.mockImplementation((_options, callback) => callback(done, reason))
    expect(await printPage()).toEqual(answer)
  })

  test('says why it failed', async () => {
    electron.print.mockImplementation((_options, done) => done(false, 'Invalid printer settings'))
    const failed = { code: 'print.failed', message: 'Invalid printer settings' }
    expect(await printPage()).toMatchObject({ ok: false, error: failed })
  })

  test('survives a printing that throws, and no window', async () => {
    electron.print.mockImplementation(() => {
      throw new Error('No printers')
    })
    expect(await printPage()).toMatchObject({ ok: false, error: { code: 'print.failed' } })
    electron.windows = []
    expect(await printPage()).toMatchObject({ ok: false, error: { code: 'print.failed' } })
  })
})
