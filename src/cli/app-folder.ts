import { homedir } from 'node:os'
import { isAbsolute, join, win32 } from 'node:path'
import { sharedFolder } from '../main/files/store/folder-owner'
import { createAppFiles, type AppFiles } from '../main/files/app-files'
import { createJsonFiles } from '../main/files/store/json-files'
import { createNotices } from '../main/files/store/notices'
import { CommandError, failureOf } from './command-error'
import { streams } from './streams'
import type { StoredWorkspace } from '../core/model/project'

const appName = 'SSO Workbench'

/**
 * The account's home; the root where the system knows none, as in a container, or only a relative one, which
 * would lead into the working folder, whoever wrote that.
 */
function homeOf(home: () => string): string {
  try {
    const path = home()
    return isAbsolute(path) ? path : '/'
  } catch {
    // No variable and no entry for the account.
    return '/'
  }
}

const absolute = (path: string | undefined) =>
  path !== undefined && (isAbsolute(path) || win32.isAbsolute(path)) ? path : undefined

/** @throws CommandError for a folder that the app would not use: another account could lift protections in it */
function safeSettingsFolder(folder = settingsFolder()): string {
  const { why, commands = [] } = sharedFolder(folder, process.getuid?.()) ?? {}
  if (why === undefined) return folder
  throw new CommandError(
    `${folder} is not used. ${why}`,
    'They could lift protections of projects. To take ownership of it:',
    ...commands.map((command) => `  ${command}`),
  )
}

/** The app's folder as Electron chooses it. @param home throws where the system does not know the account */
export function settingsFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: () => string = homedir,
): string {
  const own = homeOf(home)
  if (platform === 'win32') {
    return join(absolute(env['APPDATA']) ?? join(own, 'AppData', 'Roaming'), appName)
  }
  if (platform === 'darwin') return join(own, 'Library', 'Application Support', appName)
  return join(absolute(env['XDG_CONFIG_HOME']) ?? join(own, '.config'), appName)
}

/** Finds a workspace of the app by ID or name. @throws CommandError where none or several have the name */
export async function findWorkspace(
  appFiles: Pick<AppFiles, 'workspaces'>,
  name: string,
): Promise<StoredWorkspace> {
  const stored = await appFiles.workspaces.read()
  if (!stored.ok) throw failureOf(stored.error)
  const known = (stored.value ?? []).filter(({ kind }) => kind === 'ory')
  const named = known.filter((each) => [each.id, each.name, each.ownName].includes(name))
  const [only, another] = named
  if (only && !another) return only
  const listed = (another ? named : known).map(
    (each) => `  ${each.ownName ?? each.name} (${each.id})`,
  )
  throw new CommandError(
    another
      ? `Several workspaces are called “${name}”:`
      : `The app on this computer has no workspace “${name}”. It has:`,
    ...(listed.length > 0 ? listed : ['  none']),
  )
}

/** The app's files on this computer. @param folder default: the app's usual one */
export function openAppFiles(folder?: string) {
  const notices = createNotices(({ title, text }) => streams.warn(`${title}. ${text}`))
  const json = createJsonFiles({ folder: safeSettingsFolder(folder), notices })
  return { notices, json, appFiles: createAppFiles(json) }
}
