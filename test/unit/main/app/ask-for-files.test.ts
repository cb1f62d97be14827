import { beforeEach, expect, test, vi } from 'vitest'
import { chooseFiles, chooseFolder, confirmReplace } from '../../../../src/main/app/ask-for-files'
import { playElectron } from '../../../support/services/electron'

const electron = {
  showOpenDialog: vi.fn<(...args: any[]) => Promise<unknown>>(),
  showMessageBox: vi.fn<(...args: any[]) => Promise<unknown>>(),
  windows: [] as unknown[],
}
playElectron({
  dialog: { showOpenDialog: electron.showOpenDialog, showMessageBox: electron.showMessageBox },
  BrowserWindow: { getFocusedWindow: () => null, getAllWindows: () => electron.windows },
})

const window = {}
beforeEach(() => {
  electron.windows = [window]
  electron.showOpenDialog.mockReset()
  electron.showMessageBox.mockReset()
})

test('asks for one folder, in front of the window', async () => {
  electron.showOpenDialog.mockResolvedValue({ canceled: false, filePaths: ['/chosen/mappers'] })
  expect(await chooseFolder()).toBe('/chosen/mappers')
  const [owner, options] = electron.showOpenDialog.mock.calls[0] ?? []
  expect(owner).toBe(window)
  expect(options.properties).toContain('openDirectory')
  expect(options.properties).not.toContain('multiSelections')
})

test('asks for many files, also without a window', async () => {
  electron.windows = []
  electron.showOpenDialog.mockResolvedValue({ canceled: false, filePaths: ['/a.json', '/b.json'] })
  expect(await chooseFiles()).toEqual(['/a.json', '/b.json'])
  const [options] = electron.showOpenDialog.mock.calls[0] ?? []
  expect(options.properties).toEqual(['openFile', 'multiSelections'])
})

test('a cancel is no folder and no file', async () => {
  electron.showOpenDialog.mockResolvedValue({ canceled: true, filePaths: ['/left/over'] })
  expect(await chooseFolder()).toBeUndefined()
  expect(await chooseFiles()).toEqual([])
})

test('names what would be replaced, and takes nothing but the button for a yes', async () => {
  electron.showMessageBox.mockResolvedValueOnce({ response: 1 }).mockResolvedValue({ response: 0 })
  expect(await confirmReplace('/chosen', ['a.case.json'])).toBe(true)
  const many = Array.from({ length: 12 }, (_, index) => `${index}.case.json`)
  expect(await confirmReplace('/chosen', many)).toBe(false)
  const [[, first], [, second]] = electron.showMessageBox.mock.calls as [any[], any[]]
  expect(first).toMatchObject({ message: 'Replace 1 file?', defaultId: 0, cancelId: 0 })
  expect(first.detail).toContain('a.case.json')
  expect(second.message).toBe('Replace 12 files?')
  expect(second.detail).toContain('and 2 more')
  expect(second.detail).not.toContain('11.case.json')
})
