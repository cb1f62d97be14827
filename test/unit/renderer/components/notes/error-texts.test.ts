import { expect, test } from 'vitest'
import { anotherWindow, appError } from '../../../../../src/core/errors/app-error'
import {
  unsavedReason,
  unsavedText,
} from '../../../../../src/renderer/components/notes/error-texts'

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

test('edits that wait for another window of this app are said to wait for that one', () => {
  const error = appError('publish.running', 'A window publishes', { subject: anotherWindow })
  expect(unsavedText(error).what).toBe('Draft not saved: another window is publishing this project')
})
