import { expect, it } from 'vitest'
import { success } from '../../../../src/core/errors/result'
import { runNote, type Settings } from '../../../../src/core/ipc/app-state'
import type { AppFiles } from '../../../../src/main/files/app-files'
import { createSettingsService } from '../../../../src/main/services/settings'

it('a new run remembers what was closed for good, and tells again what was closed of the run before', async () => {
  const stored: Settings = {
    theme: 'system',
    columns: {},
    closedNotes: ['old-electron 30.0.0', runNote('unreadable drafts')],
  }
  const read = () => Promise.resolve(success(stored))
  // The service reads and writes settings alone.
  const files = { settings: { read } } as unknown as AppFiles
  const service = createSettingsService({ files, onTheme: () => undefined })
  expect((await service.read()).closedNotes).toEqual(['old-electron 30.0.0'])
})
