import { powerMonitor, session } from 'electron'

/** The system's proxies for a URL, in the form of a PAC file's answer, such as `PROXY proxy:3128`. */
export function systemProxy(url: string): Promise<string> {
  return session.defaultSession.resolveProxy(url)
}

/** Tells when the computer woke up: connections from before are dead, the network perhaps another. */
export function watchNetwork({ onChange }: { readonly onChange: () => void }): void {
  powerMonitor.on('resume', onChange)
}
