import type {
  Bridge,
  EventName,
  EventPayload,
  RequestInput,
  RequestName,
  RequestOutput,
  RequestProgress,
} from '../../core/ipc/contract'
import { addPart } from '../../core/ipc/parts'
import { appError } from '../../core/errors/app-error'
import { failure, type Result } from '../../core/errors/result'

function currentBridge(): Bridge | undefined {
  // It is declared as always there; where the page was opened outside the app, it is not.
  return (window as unknown as { bridge?: Bridge }).bridge
}

let calls = 0

/**
 * Asks the main process. Never rejects; what Vue wrapped in a proxy must be unwrapped before.
 * @param options `signal` ends the call with `request.cancelled` when it is aborted; `onProgress` hears what the request
 * reports before its answer.
 */
export async function request<Name extends RequestName>(
  name: Name,
  input: RequestInput<Name>,
  options: {
    readonly signal?: AbortSignal
    readonly onProgress?: (progress: RequestProgress<Name>) => void
  } = {},
): Promise<Result<RequestOutput<Name>>> {
  const bridge = currentBridge()
  if (!bridge) return failure(appError('bug', 'The page was opened outside the app'))
  calls += 1
  const callId = `call-${calls}`
  const cancel = () => bridge.cancel(callId)
  if (options.signal?.aborted) return failure(appError('request.cancelled', 'Cancelled'))
  options.signal?.addEventListener('abort', cancel, { once: true })
  try {
    const {
      rest = 0,
      reports: _reports,
      ...answer
    } = await bridge.request(name, input, callId, options.onProgress)
    if (answer.ok && rest > 0) await addRest(bridge, callId, answer.value, rest)
    return answer
  } catch (cause) {
    return failure(appError('bug', cause instanceof Error ? cause.message : 'The request failed'))
  } finally {
    options.signal?.removeEventListener('abort', cancel)
  }
}

/** Gets what did not fit into one message, all parts at once: the window stays free between two of them. */
async function addRest(bridge: Bridge, of: string, value: unknown, rest: number): Promise<void> {
  const asked = Array.from({ length: rest }, (_item, part) =>
    bridge.request('answer.rest', { callId: of, part }, `${of}-${part}`),
  )
  for (const part of await Promise.all(asked)) {
    if (!part.ok) throw new Error(part.error.message)
    addPart(value, part.value)
  }
}

/** Listens to what the main process tells. @returns a function that ends it. */
export function subscribe<Name extends EventName>(
  name: Name,
  listener: (payload: EventPayload<Name>) => void,
): () => void {
  return currentBridge()?.subscribe(name, listener) ?? (() => undefined)
}
