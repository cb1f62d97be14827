export type SaveState = 'saved' | 'saving' | 'failed'

interface AutosaveParts {
  /** Writes the current value. @returns whether it is on disk. */
  save(): Promise<boolean>
  changed(state: SaveState): void
}

const quietMilliseconds = 150
const longestMilliseconds = 250

/** Writes soon after the last change and never later than 250 ms after the first one. */
export function createAutosave({ save, changed }: AutosaveParts) {
  let dirtySince: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined

  async function write(): Promise<void> {
    while (dirtySince !== undefined) {
      dirtySince = undefined
      if (!(await save())) {
        // Stays to be written, by the next edit or flush; never in a loop.
        dirtySince ??= Date.now()
        changed('failed')
        return
      }
    }
    changed('saved')
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    if (running) return running
    if (dirtySince === undefined) return Promise.resolve()
    changed('saving')
    running = write().finally(() => {
      running = undefined
    })
    return running
  }

  /** The value changed. */
  function touch(): void {
    const now = Date.now()
    dirtySince ??= now
    changed('saving')
    clearTimeout(timer)
    const left = Math.max(0, dirtySince + longestMilliseconds - now)
    timer = setTimeout(() => void flush(), Math.min(quietMilliseconds, left))
  }

  /** What was to be written no longer matters. */
  function forget(): void {
    clearTimeout(timer)
    timer = undefined
    dirtySince = undefined
    changed('saved')
  }

  /** Waits for a write under way and drops what was to follow. */
  async function settle(): Promise<void> {
    forget()
    await running
  }

  return { touch, flush, forget, settle }
}
