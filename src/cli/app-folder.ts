import { homedir } from 'node:os'
import { isAbsolute, join, win32 } from 'node:path'
import { sharedFolder } from '../main/files/store/folder-owner'
import { createAppFiles, type AppFiles } from '../main/files/app-files'
import { createJsonFiles } from '../main/files/store/json-files'
import { createNotices } from '../main/files/store/notices'
import { CommandError, failureOf } from './command-error'
import { streams } from './streams'
import type { StoredWorkspace } from '../core/model/project'

/** Name of the app's folder, as the system's packages give it. */
const appName = 'SSO Workbench'

/**
 * The home of an account. Where the system does not know the account, as in a container, or its home is no absolute path,
 * it is the root: a relative one would lead into the folder that the command runs in, which anybody may have written.
 */
function homeOf(home: () => string): string {
  try {
    const path = home()
    return isAbsolute(path) ? path : '/'
  } catch {
    // Thrown where there is neither a variable nor an entry for the account.
    return '/'
  }
}

const absolute = (path: string | undefined) =>
  path !== undefined && (isAbsolute(path) || win32.isAbsolute(path)) ? path : undefined

/**
 * The app's folder that a command reads, refused where the app itself would not use it: another account could lift
 * protections of projects in it.
 *
 * @param folder the usual one by default
 */
function safeSettingsFolder(folder = settingsFolder()): string {
  const { why, commands = [] } = sharedFolder(folder, process.getuid?.()) ?? {}
  if (why === undefined) return folder
  throw new CommandError(
    `${folder} is not used. ${why}`,
    'They could lift protections of projects. To take ownership of it:',
    ...commands.map((command) => `  ${command}`),
  )
}

/**
 * Where the app keeps its files for an account, as Electron says it of each system.
 *
 * @param home throws where the system does not know the account
 */
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

/**
 * The workspace of the app on this computer that a person calls so, as long as only one is called so.
 *
 * @throws CommandError in words, which name the others
 */
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

/**
 * The app's files on this computer.
 *
 * @param folder the usual one by default
 */
export function openAppFiles(folder?: string) {
  const notices = createNotices(({ title, text }) => streams.warn(`${title}. ${text}`))
  const json = createJsonFiles({ folder: safeSettingsFolder(folder), notices })
  return { notices, json, appFiles: createAppFiles(json) }
}
