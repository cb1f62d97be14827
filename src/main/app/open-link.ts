import { shell } from 'electron'
import { externalLinks, type ExternalLink } from '../../core/links/external-links'
import { isOwnComputer } from '../../core/links/project-host'

/** Opens one of the few pages known to the app. */
export const openLink = (link: ExternalLink): Promise<void> => openAddress(externalLinks[link])

/**
 * Opens a page in the system's browser; the only call of `openExternal`. The address is made by main: over
 * TLS, or on this computer.
 */
export async function openAddress(address: string): Promise<void> {
  const { protocol, origin } = new URL(address)
  if (protocol !== 'https:' && !isOwnComputer(origin)) throw new Error('Not a page for a browser')
  await shell.openExternal(address)
}
