import { expect, test } from 'vitest'
import { appError } from '../../../../src/core/errors/app-error'
import { unsavedReason, unsavedText } from '../../../../src/renderer/components/error-texts'

test.each([
  ['ENOSPC: no space left on device, write', 'the disk is full'],
  ['EDQUOT: disk quota exceeded, write', 'the disk is full'],
  ["EACCES: permission denied, open '/home/a/drafts/b.journal'", 'its folder is not writable'],
  ['EROFS: read-only file system, open', 'its folder is not writable'],
  ['EIO: i/o error, fsync', undefined],
])('%s says: %s', (message, reason) => {
  expect(unsavedReason(appError('draft.write-failed', message))).toBe(reason)
})

test('edits that wait for another copy are not said to wait for the disk', () => {
  const { what, todo } = unsavedText(appError('publish.running', 'Another copy publishes'))
  expect(what).toBe('Draft not saved: another copy of the app is publishing this project')
  expect(`${what} ${todo}`).not.toMatch(/disk|room|folder/)
  expect(todo).toContain('The app keeps trying.')
  expect(unsavedText(undefined).what).toBe('Draft not saved')
})
