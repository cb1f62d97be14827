import { homedir } from 'node:os'
import { isAbsolute, join, win32 } from 'node:path'
import { sharedFolder } from '../main/files/store/folder-owner'
import { CommandError } from './command-error'

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
export function safeSettingsFolder(folder = settingsFolder()): string {
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
