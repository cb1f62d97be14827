import type { SecretEnds } from '../core/problems/secret-ends'
import { createAppFiles } from '../main/files/app-files'
import { createJsonFiles } from '../main/files/store/json-files'
import { createNotices } from '../main/files/store/notices'
import { findWorkspace } from './app-workspace'
import { CommandError } from './command-error'
import { errorWords } from './error-words'
import { settingsFolder } from './settings-folder'
import { streams } from './streams'

/**
 * Last days of client secrets that people noted in the app on this computer, for the projects of one workspace, by their
 * slug, which is what files name a project by.
 *
 * @param folder the app's, where it is not the usual one
 */
export async function notedEnds(
  name: string,
  folder = settingsFolder(),
): Promise<ReadonlyMap<string, SecretEnds>> {
  const notices = createNotices(({ title, text }) => streams.warn(`${title}. ${text}`))
  const appFiles = createAppFiles(createJsonFiles({ folder, notices }))
  const { projects } = await findWorkspace(appFiles, name)
  const noted = new Map<string, SecretEnds>()
  for (const { id, slug } of projects) {
    const stored = await appFiles.ends(id).read()
    if (!stored.ok) throw new CommandError(errorWords(stored.error))
    if (stored.value) noted.set(slug, stored.value.secrets)
  }
  return noted
}
