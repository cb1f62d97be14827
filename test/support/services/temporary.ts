import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAppFiles, type AppFiles } from '../../../src/main/files/app-files'
import { createJsonFiles } from '../../../src/main/files/store/json-files'
import { createNotices } from '../../../src/main/files/store/notices'
import { atEnd } from '../runner/at-end'

/** A folder that is removed after the current test, or when what `end` was given runs. */
export async function temporaryFolder(end = atEnd): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sso-workbench-'))
  end(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** The app's files in a folder of the current test. */
export async function temporaryFiles(): Promise<{ folder: string; files: AppFiles }> {
  const folder = await temporaryFolder()
  const files = createAppFiles(createJsonFiles({ folder, notices: createNotices() }))
  atEnd(() => files.flush())
  return { folder, files }
}
