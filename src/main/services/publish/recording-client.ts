import { withoutSecrets, type RecordedRequest } from '../../../core/publish/publish-history'
import type { AppError } from '../../../core/errors/app-error'
import { isJsonObject, type JsonValue } from '../../../core/model/json'
import { keptEntry } from '../../../core/fields/kept-document'
import type { ApiCall, ApiClient } from '../../api/client'
import { anywhereFrom } from '../../scrub/find-secrets'

/** Of a whole project only what a person looks for: its entities are kept beside the requests. */
function shortAnswer(value: unknown): JsonValue | undefined {
  if (!isJsonObject(value)) return undefined
  const { project, warnings } = value
  if (!isJsonObject(project)) return keptEntry(value)
  const { id, revision_id: revision } = project
  const kept: Record<string, JsonValue> = {}
  if (id !== undefined) kept['id'] = id
  if (revision !== undefined) kept['revision_id'] = revision
  return { project: kept, ...(warnings === undefined ? {} : { warnings }) }
}

function failedAnswer({ code, message, status, requestId }: AppError): RecordedRequest['answer'] {
  return {
    kind: 'failed',
    code,
    message,
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
  }
}

/**
 * A client that tells of every writing request what was sent and what came back, without secrets: those
 * of errors and warnings are gone already.
 *
 * @param secrets texts that are sent and must not be kept
 */
export function recordingClient(
  client: ApiClient,
  deps: {
    readonly secrets: () => readonly string[]
    readonly now: () => Date
    readonly onRequest: (request: RecordedRequest) => void
  },
): ApiClient {
  const { secrets, now, onRequest } = deps
  // Members and operations that hold a secret are known by name; a short one elsewhere is a word.
  const clean = (value: JsonValue) =>
    withoutSecrets(
      value,
      secrets().filter(({ length }) => length >= anywhereFrom),
    )
  return {
    async send<Body>(call: ApiCall<Body>) {
      const result = await client.send(call)
      if (call.method === 'GET') return result
      const body = result.ok ? shortAnswer(result.value) : undefined
      const answer: RecordedRequest['answer'] = result.ok
        ? { kind: 'done', ...(body === undefined ? {} : { body: clean(body) }) }
        : failedAnswer(result.error)
      onRequest({
        at: now().toISOString(),
        method: call.method,
        path: call.path,
        ...(call.body === undefined ? {} : { body: clean(call.body) }),
        answer,
      })
      return result
    },
  }
}
