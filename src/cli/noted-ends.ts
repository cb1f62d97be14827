import type { SecretEnds } from '../core/problems/secret-ends'
import { createAppFiles } from '../main/files/app-files'
import { createJsonFiles } from '../main/files/store/json-files'
import { createNotices } from '../main/files/store/notices'
import { findWorkspace } from './app-workspace'
import { failureOf } from './error-words'
import { safeSettingsFolder } from './settings-folder'
import { streams } from './streams'

/**
 * Last days of client secrets that people noted in the app on this computer, for the projects of one workspace, by their
 * slug, which is what files name a project by.
 *
 * @param settings the app's folder, where it is not the usual one
 */
export async function notedEnds(
  name: string,
  settings?: string,
): Promise<ReadonlyMap<string, SecretEnds>> {
  const notices = createNotices(({ title, text }) => streams.warn(`${title}. ${text}`))
  const appFiles = createAppFiles(
    createJsonFiles({ folder: safeSettingsFolder(settings), notices }),
  )
  const { projects } = await findWorkspace(appFiles, name)
  const noted = new Map<string, SecretEnds>()
  for (const { id, slug } of projects) {
    const stored = await appFiles.ends(id).read()
    if (!stored.ok) throw failureOf(stored.error)
    if (stored.value) noted.set(slug, stored.value.secrets)
  }
  return noted
}
