import { homedir } from 'node:os'
import { join } from 'node:path'

/** Name of the app's folder, as the system's packages give it. */
const appName = 'SSO Workbench'

/** Where the app keeps its files for an account, as Electron says it of each system. */
export function settingsFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  if (platform === 'win32') return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), appName)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', appName)
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), appName)
}
