import { powershell } from './powershell'
import type { Publish } from './publish'
import { publishScript, type Script, type Tool } from './script'
import { sh } from './sh'
import type { ShellName } from './shell'

/**
 * A publish as commands for a shell: the requests of the app, with environment variables in place of
 * the key and the secrets.
 */
export function publishCommands(publish: Publish, tool: Tool, shell: ShellName): Script {
  return publishScript(publish, tool, shell === 'sh' ? sh : powershell)
}
