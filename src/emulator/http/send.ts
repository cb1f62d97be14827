import type { ServerResponse } from 'node:http'
import type { Reply } from './exchange'

export function send(response: ServerResponse, reply: Reply, requestId: string): void {
  response.writeHead(reply.status, headersOf(reply, requestId))
  const text = bodyText(reply.content)
  response.end(text === '' ? undefined : text)
}

export function headersOf(
  { content, headers }: Reply,
  requestId: string,
): Record<string, string | string[]> {
  return {
    ...(typeof content === 'object' ? { 'content-type': 'application/json; charset=utf-8' } : {}),
    'x-request-id': requestId,
    ...headers,
  }
}

export function bodyText(content: Reply['content']): string {
  return typeof content === 'object' ? `${JSON.stringify(content.json)}\n` : (content ?? '')
}
