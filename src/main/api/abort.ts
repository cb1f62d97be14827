import { t } from '../../core/language/translate'

export function sleepFor(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal?.addEventListener('abort', done)
  })
}

const asError = (reason: unknown) =>
  reason instanceof Error ? reason : new Error('Aborted', { cause: reason })

/**
 * Settles like `promise`, or rejects on abort; `onLate` receives a result that comes afterwards.
 */
export function orAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal,
  onLate?: (value: Value) => void,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    let over = false
    const end = () => {
      over = true
      reject(asError(signal.reason))
    }
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
    promise.then(
      (value) => {
        signal.removeEventListener('abort', end)
        if (over) onLate?.(value)
        else resolve(value)
      },
      (error: unknown) => {
        signal.removeEventListener('abort', end)
        reject(asError(error))
      },
    )
  })
}

/** Time limits of an attempt: for silence and in total. */
export interface Patience {
  readonly signal: AbortSignal
  /** Data arrived: restarts the silence timer. */
  heard(): void
  end(): void
}

/** Milliseconds; the abort reason is a `TimeoutError`. */
export function startPatience(silence: number, whole: number): Patience {
  const controller = new AbortController()
  const expire = (time: number) => () =>
    controller.abort(
      Object.assign(new Error(t('No answer within {time} ms', { time })), { name: 'TimeoutError' }),
    )
  const timers = [setTimeout(expire(silence), silence), setTimeout(expire(whole), whole)] as const
  return {
    signal: controller.signal,
    heard: () => void timers[0].refresh(),
    end: () => timers.forEach((timer) => clearTimeout(timer)),
  }
}
