import { randomUUID } from 'node:crypto'
import { createJsonFiles } from '../store/json-files'
import type { Notices } from '../store/notices'
import { createPublishHistoryFiles, type PublishHistoryFiles } from './publish-history-files'
import { createPublishLocks, type PublishLocks } from '../locks/publish-lock'
import { createRunningPublishFiles, type RunningPublishFiles } from './running-publish'

export interface PublishFiles {
  readonly history: PublishHistoryFiles
  readonly running: RunningPublishFiles
  readonly locks: PublishLocks
  readonly notices: Notices
}

export function createPublishFiles(deps: {
  readonly folder: string
  readonly notices: Notices
  readonly now: () => Date
}): PublishFiles {
  const { folder, notices, now } = deps
  const files = createJsonFiles({ folder, notices })
  return {
    history: createPublishHistoryFiles({ files, now }),
    running: createRunningPublishFiles(files),
    locks: createPublishLocks({ folder, now, newToken: randomUUID }),
    notices,
  }
}
