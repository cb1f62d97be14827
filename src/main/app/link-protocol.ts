import { app } from 'electron'
import { linkScheme, mayBeLink } from '../../core/links/link-scheme'
import { heldUntilReady } from './held-until-ready'

/**
 * Links of the app that the system opens: on macOS by an event, elsewhere as an argument of a second copy
 * of the app, or of the first. They show a place and do nothing else; see `parseAppLink`.
 */
export interface AppLinks {
  /** Opens the first link among what a program was started with. */
  readonly open: (args: readonly string[]) => void
  /** From here on links are opened; what came before is opened now. */
  readonly ready: (openLink: (texts: readonly string[]) => void) => void
}

/** Must be made before the app is ready, since macOS tells of the link that it started the app for. */
export function createAppLinks(): AppLinks {
  const { give, ready } = heldUntilReady<readonly string[]>()

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
