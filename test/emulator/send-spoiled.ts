import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { bodyText, headersOf } from '../../src/emulator/http/send'
import type { SpoiledReply } from './spoil'

/** Sends an incomplete answer as it says; returns false for a complete one. */
export function sendSpoiled(
  response: ServerResponse,
  reply: SpoiledReply,
  requestId: string,
): boolean {
  const { streamMiB, truncate } = reply
  if (streamMiB === undefined && truncate === undefined) return false
  const headers = headersOf(reply, requestId)
  if (streamMiB !== undefined) {
    response.writeHead(reply.status, headers)
    // A client may close the connection early, which is not an error.
    void pipeline(Readable.from(enormous(streamMiB)), response).catch(() => response.destroy())
    return true
  }
  const bytes = Buffer.from(bodyText(reply.content))
  const half = bytes.subarray(0, Math.floor(bytes.length / 2))
  const length = truncate === 'ended' ? half.length : bytes.length
  response.writeHead(reply.status, { ...headers, 'content-length': length })
  if (truncate === 'ended') response.end(half)
  else response.write(half, () => response.destroy())
  return true
}

/** One JSON text, which is never in memory as a whole. */
function* enormous(mebibytes: number): Generator<string> {
  const part = 'a'.repeat(64 * 1024)
  yield '{"padding":"'
  for (let sent = 0; sent < mebibytes * 16; sent += 1) yield part
  yield '"}'
}
