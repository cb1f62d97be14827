import { app } from 'electron'
import { linkScheme, mayBeLink } from '../../core/links/link-scheme'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setUpFileAmong } from '../../core/links/opened-file'

/** Keeps the last value that the system hands to the app until `ready` is called. */
export function heldUntilReady<Value>() {
  let pending: { readonly value: Value } | undefined
  let taking: ((value: Value) => void) | undefined
  return {
    give(value: Value): void {
      if (taking) taking(value)
      else pending = { value }
    },
    /** Calls `take` with each value from now on, and with the one that was kept. */
    ready(take: (value: Value) => void): void {
      taking = take
      if (pending) take(pending.value)
      pending = undefined
    },
  }
}

/**
 * Links of the app that the system opens: on macOS by an event, elsewhere as an argument of a second copy
 * of the app, or of the first. They show a place and do nothing else; see `parseAppLink`.
 * Must be created before the app is ready: macOS sends the link that started the app before that.
 */
export function createAppLinks() {
  const { give, ready } = heldUntilReady<readonly string[]>()

  /** Opens the first link among the arguments of a program. */
  function open(args: readonly string[]): void {
    const texts = args.filter(mayBeLink)
    if (texts.length > 0) give(texts)
  }

  app.on('open-url', (event, url) => {
    event.preventDefault()
    open([url])
  })
  return { open, ready }
}

/**
 * Has the system open links with this app. A copy with a folder of its own, as in tests, leaves them to
 * the one that was there before.
 */
export function registerLinks(): void {
  if (app.isPackaged && !app.commandLine.hasSwitch('user-data-dir')) {
    app.setAsDefaultProtocolClient(linkScheme)
  }
}

/**
 * Files with a set-up that the system opens with the app: on macOS by an event, elsewhere as an argument of
 * a second copy of the app, or of the first. The window shows what would be imported and does nothing else.
 * Must be created before the app is ready: macOS sends the file that started the app before that.
 */
export function createOpenedFiles() {
  const { give, ready } = heldUntilReady<string>()
  app.on('open-file', (event, path) => {
    event.preventDefault()
    give(path)
  })
  return {
    /**
     * Shows the first such file among the arguments of a program.
     * @param folder base of relative paths
     */
    open([, ...args]: readonly string[], folder: string): void {
      const file = setUpFileAmong(args)
      const path = file === undefined ? undefined : pathOf(file, folder)
      if (path !== undefined) give(path)
    },
    ready,
  }
}

function pathOf(file: string, folder: string): string | undefined {
  if (!/^file:/i.test(file)) return resolve(folder, file)
  try {
    return fileURLToPath(file)
  } catch {
    // The address of no file on this computer.
    return undefined
  }
}
