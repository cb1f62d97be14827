/** The functions used of the system's clipboard. */
export interface SystemClipboard {
  readText(): string | Promise<string>
  writeText(text: string): void | Promise<void>
}

export interface AppClipboard {
  write(text: string): Promise<void>
  /** Writes a secret, and clears the clipboard after a minute unless its content has changed. */
  writeSecret(text: string): Promise<void>
  /** Clears immediately what would be cleared later, before the app quits. */
  close(): Promise<void>
}

/** How long a secret stays on the clipboard, in milliseconds. */
export const secretStays = 60_000

export function createAppClipboard(
  system: SystemClipboard,
  timers: {
    readonly setTimeout: (run: () => void, milliseconds: number) => unknown
    readonly clearTimeout: (timer: never) => void
  } = globalThis,
): AppClipboard {
  let held: { readonly text: string; readonly timer: unknown } | undefined

  function forget(): void {
    // The handle came from the same pair of functions.
    if (held) timers.clearTimeout(held.timer as never)
    held = undefined
  }

  async function clear(): Promise<void> {
    const text = held?.text
    forget()
    if (text !== undefined && (await system.readText()) === text) await system.writeText('')
  }

  return {
    async write(text) {
      forget()
      await system.writeText(text)
    },
    async writeSecret(text) {
      forget()
      held = { text, timer: timers.setTimeout(() => void clear(), secretStays) }
      await system.writeText(text)
    },
    close: clear,
  }
}
