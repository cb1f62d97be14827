import type { RecordedRequest } from '../../../core/history/publish-history'
import type { AppError } from '../../../core/errors/app-error'
import { isJsonObject, type JsonValue } from '../../../core/model/json'
import { keptEntry } from '../../../core/fields/kept-document'
import { apiPath } from '../../../core/urls/api-path'
import type { ApiCall, ApiClient } from '../../api/client'
import type { CleanOfSecrets } from '../history/clean-of-secrets'

/** A project's answer reduced to what a person looks for: its entities are recorded separately. */
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
 * A client that records what every write request sent and received, without secrets; those of errors and
 * warnings have been removed already.
 */
export function recordingClient(
  client: ApiClient,
  deps: {
    readonly clean: CleanOfSecrets
    readonly now: () => Date
    readonly onRequest: (request: RecordedRequest) => void
  },
): ApiClient {
  const { clean, now, onRequest } = deps
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
        path: apiPath(call.segments) ?? '',
        ...(call.body === undefined ? {} : { body: clean(call.body) }),
        answer,
      })
      return result
    },
  }
}
