import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readBeforeWindow } from '../../../../src/main/files/before-window'
import { temporaryFolder } from '../../../support/services/temporary'

const bounds = { x: 10, y: 20, width: 1000, height: 700, maximized: false }
const other = { width: 900, height: 600, maximized: true }

/** What is read of a folder with these files: their data, or the text of a file. */
async function read(files: Record<string, unknown>) {
  const folder = await temporaryFolder()
  for (const [name, data] of Object.entries(files)) {
    const text = typeof data === 'string' ? data : JSON.stringify({ version: 1, data })
    await writeFile(join(folder, name), text)
  }
  return readBeforeWindow(folder)
}
const settings = (data: object) => ({ 'settings.json': { columns: {}, ...data } })

it('reads how the window was, and what the person chose', async () => {
  const chosen = { theme: 'dark', language: 'de', zoom: 1.5 }
  expect(
    await read({ ...settings(chosen), 'windows.json': [{ bounds }], 'window.json': other }),
  ).toEqual({ ...chosen, bounds })
})

it('takes the window that closed last where none was open at the end', async () => {
  expect(await read({ 'windows.json': [], 'window.json': other })).toEqual({ bounds: other })
  expect(await read({ 'windows.json': [{ state: {} }], 'window.json': other })).toEqual({
    bounds: other,
  })
})

it.each([
  ['nothing is there', {}],
  [
    'they are damaged',
    { 'settings.json': '{ damaged', 'windows.json': '[', 'window.json': 'null' },
  ],
  ['they are of another version', { 'settings.json': '{"version":2,"data":{"theme":"dark"}}' }],
  ['their values are unknown', settings({ theme: 'pink', language: 'xx', zoom: 40 })],
  ['their kinds are others', { 'settings.json': ['dark'], 'windows.json': { bounds } }],
  ['bounds are no numbers', { 'window.json': { ...bounds, width: '1000' } }],
  ['a place is no number', { 'windows.json': [{ bounds: { ...bounds, x: 'left' } }] }],
])('begins as at the first start where %s', async (_why, files: Record<string, unknown>) => {
  expect(await read(files)).toEqual({})
})
