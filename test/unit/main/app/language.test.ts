import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { currentLanguage, currentTexts, setLanguage } from '../../../../src/core/language/locale'
import { beginLanguage } from '../../../../src/main/app/language'

afterEach(() => setLanguage('en'))

async function folderWith(settings?: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sso-workbench-'))
  if (settings !== undefined) await writeFile(join(folder, 'settings.json'), settings)
  return folder
}
const chosen = (language: string) =>
  JSON.stringify({ version: 1, data: { theme: 'system', columns: {}, language } })

it.each([
  [undefined, ['de-AT', 'en-US'], 'de'],
  [undefined, ['fr-FR', 'de-DE'], 'en'],
  [undefined, [], 'en'],
  [chosen('system'), ['de'], 'de'],
  [chosen('en'), ['de'], 'en'],
  [chosen('de'), ['en'], 'de'],
  [chosen('xx'), ['de'], 'de'],
  ['{ damaged', ['de'], 'de'],
])('with settings %s and the system’s %j the app speaks %s', async (settings, system, language) => {
  await beginLanguage(await folderWith(settings), system)
  expect(currentLanguage()).toBe(language)
  expect(Object.keys(currentTexts()).length > 0).toBe(language === 'de')
})
