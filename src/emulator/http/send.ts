import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Reply } from './http'

/** Writes an answer, whole or spoiled in the way it says. */
export function send(response: ServerResponse, reply: Reply, requestId: string): void {
  const { content, streamMiB, truncate } = reply
  const headers = {
    ...(typeof content === 'object' ? { 'content-type': 'application/json; charset=utf-8' } : {}),
    'x-request-id': requestId,
    ...reply.headers,
  }
  if (streamMiB !== undefined) {
    response.writeHead(reply.status, headers)
    // A client that has had enough closes the connection, which is no error here.
    void pipeline(Readable.from(enormous(streamMiB)), response).catch(() => response.destroy())
    return
  }
  const bytes = Buffer.from(textOf(content))
  if (truncate === undefined) {
    response.writeHead(reply.status, headers)
    response.end(bytes.length > 0 ? bytes : undefined)
    return
  }
  const half = bytes.subarray(0, Math.floor(bytes.length / 2))
  const length = truncate === 'ended' ? half.length : bytes.length
  response.writeHead(reply.status, { ...headers, 'content-length': length })
  if (truncate === 'ended') response.end(half)
  else response.write(half, () => response.destroy())
}

function textOf(content: Reply['content']): string {
  if (content === undefined || typeof content === 'string') return content ?? ''
  return 'text' in content ? content.text : `${JSON.stringify(content.json)}\n`
}

/** One JSON text; it is never in memory as a whole. */
function* enormous(mebibytes: number): Generator<string> {
  const part = 'a'.repeat(64 * 1024)
  yield '{"padding":"'
  for (let sent = 0; sent < mebibytes * 16; sent += 1) yield part
  yield '"}'
}
