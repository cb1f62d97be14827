import { powerMonitor, session } from 'electron'

/** The system's proxies for a URL, in the format of a PAC file's answer, such as `PROXY proxy:3128`. */
export function systemProxy(url: string): Promise<string> {
  return session.defaultSession.resolveProxy(url)
}

/** Reports when the computer wakes up: old connections are dead, and the network may be another. */
export function watchNetwork({ onChange }: { readonly onChange: () => void }): void {
  powerMonitor.on('resume', onChange)
}
