export interface SystemClipboard {
  readText(): string | Promise<string>
  writeText(text: string): void | Promise<void>
}

export interface AppClipboard {
  write(text: string): Promise<void>
  /** Copies a secret; clears it after a minute unless the clipboard changed. */
  writeSecret(text: string): Promise<void>
  /** Clears a pending secret now, before the app quits. */
  close(): Promise<void>
}

/** Milliseconds. */
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
    // Same pair of functions.
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
