import { createSocket } from 'node:dgram'
import { once } from 'node:events'

/** Response code of DNS for a name that does not exist (RFC 1035). */
const noSuchName = 3

/** The first question of a query: its name, and its bytes, to be repeated in the answer. */
function questionOf(query: Buffer): { name: string; bytes: Buffer } {
  const labels: string[] = []
  let at = 12
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  return { name: labels.join('.'), bytes: query.subarray(12, at + 5) }
}

const uint16 = (...values: number[]) =>
  Buffer.concat(values.map((value) => Buffer.from([value >> 8, value & 255])))

/** A TXT record for the name of the question; DNS splits a value into strings of at most 255 bytes. */
function txtRecord(value: string): Buffer {
  const bytes = Buffer.from(value)
  const strings: Buffer[] = []
  for (let at = 0; at < bytes.length; at += 255) {
    const part = bytes.subarray(at, at + 255)
    strings.push(Buffer.from([part.length]), part)
  }
  const data = Buffer.concat(strings)
  return Buffer.concat([uint16(0xc00c, 16, 1, 0, 60, data.length), data])
}

/** What a name has: values of TXT records, another response code, or no answer at all. */
export type DnsEntry = readonly string[] | { readonly code: number } | 'silent'

/** A DNS server on this computer that answers TXT queries over UDP; it knows no other names than these. */
export async function startDnsServer(names: Readonly<Record<string, DnsEntry>>) {
  const asked: string[] = []
  const socket = createSocket('udp4')
  socket.on('message', (query, { port, address }) => {
    const { name, bytes } = questionOf(query)
    asked.push(name)
    const entry = names[name.toLowerCase()] ?? { code: noSuchName }
    if (entry === 'silent') return
    const values = 'code' in entry ? [] : entry
    const flags = 0x8180 | ('code' in entry ? entry.code : 0)
    const head = Buffer.concat([query.subarray(0, 2), uint16(flags, 1, values.length, 0, 0)])
    socket.send(Buffer.concat([head, bytes, ...values.map(txtRecord)]), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    close: () => new Promise<void>((resolve) => void socket.close(() => resolve())),
  }
}
