import { appError, type AppError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import {
  requests,
  type RequestInput,
  type RequestName,
  type RequestOutput,
} from '../../core/ipc/contract'
import { InvalidIdError } from '../../core/errors/invalid-id-error'
import type { Logger } from '../log/logger'
import { askedBy, type AskingCall } from './asking'
import type { LongAnswers } from '../concurrency/long-answers'
import { isTrusted, type Sender } from './sender'

export interface HandlerContext {
  /** Aborted when the window cancels the call or is closed. */
  readonly signal: AbortSignal
  /** The window that sent the request, as `Sender.id`. */
  readonly windowId: number
}

export type Handler<Name extends RequestName> = (
  input: RequestInput<Name>,
  context: HandlerContext,
) => Promise<Result<RequestOutput<Name>>>

/** Has a handler for every request but the router's own; a missing one does not compile. */
export type Handlers = { readonly [Name in Exclude<RequestName, 'answer.rest'>]: Handler<Name> }

export interface Router {
  /** Never rejects: every failure is part of the answer, which may be the head of a longer one. */
  request(
    sender: Sender,
    name: unknown,
    input: unknown,
    callId: unknown,
  ): Promise<Result<unknown> & { readonly rest?: number; readonly reports?: number }>
  cancel(sender: Sender, callId: unknown): void
  /** Ends all calls of a window. */
  drop(senderId: number): void
}

function isRequestName(name: unknown): name is RequestName {
  return typeof name === 'string' && Object.hasOwn(requests, name)
}

const refused = (code: AppError['code'], message: string) => failure(appError(code, message))

/** @param origin the only origin that may send requests, such as `app://workbench`. */
export function createRouter(deps: {
  readonly handlers: Handlers
  readonly origin: string
  readonly log: Logger
  readonly longAnswers: LongAnswers
}): Router {
  const { origin, log, longAnswers } = deps
  const handlers: { readonly [Name in RequestName]: Handler<Name> } = {
    ...deps.handlers,
    'answer.rest': async ({ callId, part }, { windowId }) => {
      const found = longAnswers.take(windowId, callId, part)
      return found ? success(found) : refused('request.invalid', t('The answer has no such part'))
    },
  }
  const calls = new Map<string, AbortController>()
  const isOurs = (sender: Sender) => isTrusted(sender, origin)
  const keyOf = (sender: Sender, callId: string) => `${sender.id} ${callId}`

  async function run(
    call: AskingCall,
    input: unknown,
    context: HandlerContext,
  ): Promise<Result<unknown>> {
    const { name } = call
    const parsed = requests[name].input.safeParse(input)
    if (!parsed.success) {
      // Only paths: the parser's messages could quote typed text.
      const paths = parsed.error.issues
        .map(({ path }) => path.join('.'))
        .slice(0, 5)
        .join(', ')
      return refused(
        'request.invalid',
        paths === ''
          ? t('{name}: wrong input at the top', { name })
          : t('{name}: wrong input at {paths}', { name, paths }),
      )
    }
    try {
      // The schema of this name has just validated the input.
      const handle = handlers[name] as Handler<RequestName>
      return await askedBy(call, () => handle(parsed.data, context))
    } catch (error) {
      if (error instanceof InvalidIdError) {
        return refused('request.invalid', t('{name}: an ID is not one that Ory gives', { name }))
      }
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
      log.error('A handler failed', { name, error: text })
      const message = error instanceof Error ? error.message : String(error)
      return refused('bug', log.clean(`${name}: ${message}`).slice(0, 500))
    }
  }

  return {
    async request(sender, name, input, callId) {
      if (!isOurs(sender)) return refused('request.forbidden-sender', t('Unknown sender'))
      if (!isRequestName(name)) return refused('request.unknown', t('There is no such request'))
      if (typeof callId !== 'string' || callId === '' || callId.length > 100) {
        return refused('request.invalid', t('{name}: the call has no id', { name }))
      }
      const key = keyOf(sender, callId)
      if (calls.has(key)) {
        return refused('request.invalid', t('{name}: the id of the call is taken', { name }))
      }
      const controller = new AbortController()
      calls.set(key, controller)
      try {
        const { signal } = controller
        const call: AskingCall = { windowId: sender.id, name, callId, reports: 0 }
        const result = await run(call, input, { signal, windowId: sender.id })
        const sent = call.reports > 0 ? { reports: call.reports } : {}
        if (!result.ok) {
          const { code, message, requestId, status } = result.error
          // Messages about a mapper may contain its text, which is not logged.
          const cause = code.startsWith('mapper.') ? undefined : message
          log.info('A request failed', { name, code, cause, requestId, status })
        }
        // A part is short enough, and a window that has gone would not ask for the rest.
        if (!result.ok || name === 'answer.rest' || !calls.has(key)) return { ...result, ...sent }
        return { ok: true, ...longAnswers.keep(sender.id, callId, result.value), ...sent }
      } finally {
        calls.delete(key)
      }
    },
    cancel(sender, callId) {
      if (!isOurs(sender) || typeof callId !== 'string') return
      calls.get(keyOf(sender, callId))?.abort()
    },
    drop(senderId) {
      longAnswers.drop(senderId)
      for (const [key, controller] of calls) {
        if (!key.startsWith(`${senderId} `)) continue
        calls.delete(key)
        controller.abort()
      }
    },
  }
}
