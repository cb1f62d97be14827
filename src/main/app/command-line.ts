import { commandNames, helpNames, versionName } from '../../core/app/command-names'

/** Chromium’s switch without which root, as in a container, cannot start the app; a command opens no page. */
const ofChromium = '--no-sandbox'

/**
 * The arguments of a command, where the app was started as one: `sso-workbench plan …`. What the system opens with the app
 * are links and whole paths, which begin no command.
 *
 * @param args whole, as in `process.argv`
 * @param isPackaged otherwise the second argument is the folder of the app
 */
export function commandIn(
  args: readonly string[],
  isPackaged: boolean,
): readonly string[] | undefined {
  const own = args.slice(isPackaged ? 1 : 2)
  const words = own[0] === ofChromium ? own.slice(1) : own
  const [name = ''] = words
  const isCommand = [...commandNames, ...helpNames, versionName].some((each) => each === name)
  return isCommand ? words : undefined
}

/** Runs a command in this process, as Node does, and ends it with the command's exit code. */
export async function runCommand(words: readonly string[]): Promise<never> {
  // Built on its own, beside the main process, so that Node can run it too.
  const command = new URL('../mapper/sso.js', import.meta.url)
  process.argv = [process.execPath, command.pathname, ...words]
  await import(command.href)
  // Electron’s does not look at the exit code that was set.
  process.exit(process.exitCode)
}

/**
 * Bytes of all arguments and the folder together. A further start hands them to the app that runs, which on Linux takes
 * 32 KiB and is ended by more. A link of the app has 1,200 characters at most, and a path 4,096 bytes.
 */
const mostBytes = 16_384

/**
 * Whether what this start was given is too long to be handed on.
 *
 * @param args whole, as in `process.argv`; @param folder the working folder, which is handed on with them
 */
export function isTooLongToHandOn(args: readonly string[], folder: string): boolean {
  // Each one ends with a byte of its own.
  const bytes = [...args, folder].map((text) => Buffer.byteLength(text) + 1)
  return bytes.reduce((sum, size) => sum + size, 0) > mostBytes
}
