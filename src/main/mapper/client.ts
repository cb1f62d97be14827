import { appError } from '../../core/errors/app-error'
import { failure, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import type { MapperError } from '../../core/mapper/engine'
import type { MessageThread } from '../concurrency/start-worker'
import type { EngineCall, FromEngine, ToEngine } from './channel'
import type { MapperEngine } from './engine'

export type EngineProcess = MessageThread<ToEngine, FromEngine>

interface Waiting {
  readonly settle: (result: Result<unknown, MapperError>) => void
}

/** The engine in its own process; calls in a process that dies fail with `mapper.stopped`. */
export function createEngineClient(
  start: () => EngineProcess,
): MapperEngine & { readonly warm: () => void } {
  const waiting = new Map<number, Waiting>()
  let current: EngineProcess | undefined
  let closed = false
  let lastId = 0

  function engine(): EngineProcess {
    if (current) return current
    const started = start()
    started.onMessage(({ id, result }) => settle(id, result))
    started.onExit(() => {
      if (current === started) current = undefined
      const error = appError('mapper.stopped', t('The mapper engine was stopped.'), { retry: true })
      for (const id of waiting.keys()) settle(id, failure(error))
    })
    current = started
    return started
  }

  function settle(id: number, result: Result<unknown, MapperError>) {
    waiting.get(id)?.settle(result)
    waiting.delete(id)
  }

  function ask<Value>(call: EngineCall, signal?: AbortSignal): Promise<Result<Value, MapperError>> {
    if (closed)
      return Promise.resolve(failure(appError('mapper.stopped', t('The app is closing.'))))
    if (signal?.aborted) return Promise.resolve(failure(appError('request.cancelled', '')))
    const id = ++lastId
    return new Promise((resolve) => {
      const cancel = () => current?.send({ kind: 'cancel', id })
      signal?.addEventListener('abort', cancel)
      waiting.set(id, {
        settle: (result) => {
          signal?.removeEventListener('abort', cancel)
          // The worker echoes the request's ID, whose result has this type.
          resolve(result as Result<Value, MapperError>)
        },
      })
      engine().send({ kind: 'call', id, call })
    })
  }

  return {
    /** Starts the process ahead of the first run. */
    warm: () => void engine(),
    evaluate: (request, signal) => ask({ op: 'evaluate', request }, signal),
    cover: (request, signal) => ask({ op: 'cover', request }, signal),
    format: (text, fileName, signal) => ask({ op: 'format', text, fileName }, signal),
    lint: (text, fileName, signal) => ask({ op: 'lint', text, fileName }, signal),
    validate: (request, signal) => ask({ op: 'validate', request }, signal),
    close: () => {
      closed = true
      current?.stop()
      return Promise.resolve()
    },
  }
}
