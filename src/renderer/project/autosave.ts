export type SaveState = 'saved' | 'saving' | 'failed'

interface AutosaveParts {
  /** Writes the current value. @returns whether it is on disk. */
  save(): Promise<boolean>
  changed(state: SaveState): void
}

const quietMilliseconds = 150
const longestMilliseconds = 250
/** Waits before each further attempt, the last one for as long as it fails. */
const retrySeconds = [1, 2, 5, 10, 30]

/**
 * Writes soon after the last change and never later than 250 ms after the first one. What could not
 * be written is tried again by itself, and with every change. Two delays share one timer and `flush` waits
 * for a write under way, which VueUse's debounce cannot do.
 */
export function createAutosave({ save, changed }: AutosaveParts) {
  let dirtySince: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<boolean> | undefined
  let failures = 0
  /** Goes up when pending writes are dropped. */
  let round = 0

  async function write(): Promise<boolean> {
    while (dirtySince !== undefined) {
      dirtySince = undefined
      const begun = round
      const saved = await save()
      if (round === begun && !saved) {
        dirtySince ??= Date.now()
        changed('failed')
        retry()
        return false
      }
    }
    failures = 0
    changed('saved')
    return true
  }

  function retry(): void {
    const seconds = retrySeconds[Math.min(failures, retrySeconds.length - 1)] ?? 1
    failures += 1
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), seconds * 1000)
  }

  /** Writes at once what is not written. @returns whether all of it is on disk. */
  function flush(): Promise<boolean> {
    clearTimeout(timer)
    timer = undefined
    if (running) return running
    if (dirtySince === undefined) return Promise.resolve(true)
    if (failures === 0) changed('saving')
    running = write().finally(() => {
      running = undefined
    })
    return running
  }

  /** The value changed. */
  function touch(): void {
    const now = Date.now()
    dirtySince ??= now
    // A disk that is full stays so for a while: the status does not flicker with every key.
    if (failures === 0) changed('saving')
    clearTimeout(timer)
    const since = failures === 0 ? dirtySince : now
    const remaining = Math.max(0, since + longestMilliseconds - now)
    timer = setTimeout(() => void flush(), Math.min(quietMilliseconds, remaining))
  }

  /** Drops what was to be written. */
  function forget(): void {
    clearTimeout(timer)
    timer = undefined
    dirtySince = undefined
    failures = 0
    round += 1
    changed('saved')
  }

  return { touch, flush, forget }
}
