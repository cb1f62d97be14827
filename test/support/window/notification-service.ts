import { createConnection, type Socket } from 'node:net'

/** A notification as the app asks the desktop to show it. */
export interface ShownNotification {
  readonly id: number
  readonly title: string
  readonly body: string
  /** Key and label in turns. */
  readonly actions: readonly string[]
}

export interface NotificationService {
  readonly shown: readonly ShownNotification[]
  /** Clicks on one, as a person does. */
  click(notification: ShownNotification): void
  close(): void
}

const name = 'org.freedesktop.Notifications'
const path = '/org/freedesktop/Notifications'
const bus = 'org.freedesktop.DBus'
const kinds = { call: 1, answer: 2, error: 3, signal: 4 } as const
/** Codes of header fields, and the types of their values. */
const fieldTypes = { 1: 'o', 2: 's', 3: 's', 4: 's', 5: 'u', 6: 's', 7: 's', 8: 'g' } as const
type Fields = Partial<Record<keyof typeof fieldTypes, string | number>>

/** Writes values of D-Bus, each at a multiple of its size. */
class Writer {
  bytes: number[] = []
  align(to: number): void {
    while (this.bytes.length % to !== 0) this.bytes.push(0)
  }
  number(value: number): void {
    this.align(4)
    this.bytes.push(value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >> 24) & 255)
  }
  text(value: string): void {
    const bytes = Buffer.from(value)
    this.number(bytes.length)
    this.bytes.push(...bytes, 0)
  }
  signature(value: string): void {
    this.bytes.push(value.length, ...Buffer.from(value), 0)
  }
  list(values: readonly string[]): void {
    const inner = new Writer()
    for (const value of values) inner.text(value)
    this.number(inner.bytes.length)
    this.bytes.push(...inner.bytes)
  }
}

function message(
  kind: number,
  serial: number,
  fields: Fields,
  body: (to: Writer) => void = () => undefined,
): Buffer {
  const inside = new Writer()
  body(inside)
  const head = new Writer()
  // `l`: the lowest byte first; version 1; an answer is not expected of what is no call.
  head.bytes.push('l'.charCodeAt(0), kind, kind === kinds.call ? 0 : 1, 1)
  head.number(inside.bytes.length)
  head.number(serial)
  const listed = new Writer()
  for (const [code, value] of Object.entries(fields)) {
    listed.align(8)
    const type = fieldTypes[Number(code) as keyof typeof fieldTypes]
    listed.bytes.push(Number(code))
    listed.signature(type)
    if (type === 'u') listed.number(Number(value))
    else if (type === 'g') listed.signature(String(value))
    else listed.text(String(value))
  }
  head.number(listed.bytes.length)
  // The list begins at 16, which is a multiple of 8.
  head.bytes.push(...listed.bytes)
  head.align(8)
  return Buffer.from([...head.bytes, ...inside.bytes])
}

/** Reads values of D-Bus, the lowest byte first. */
class Reader {
  at = 0
  private readonly data: Buffer
  constructor(data: Buffer) {
    this.data = data
  }
  align(to: number): void {
    this.at += (to - (this.at % to)) % to
  }
  byte(): number {
    return this.data[this.at++] ?? 0
  }
  number(): number {
    this.align(4)
    this.at += 4
    return this.data.readUInt32LE(this.at - 4)
  }
  text(length = this.number()): string {
    this.at += length + 1
    return this.data.toString('utf8', this.at - length - 1, this.at - 1)
  }
  list(): string[] {
    const length = this.number()
    const end = this.at + length
    const found: string[] = []
    while (this.at < end) found.push(this.text())
    return found
  }
}

interface Received {
  readonly kind: number
  readonly serial: number
  readonly fields: Fields
  readonly body: Reader
  readonly length: number
}

/** The first whole message of what has arrived. */
function received(data: Buffer): Received | undefined {
  if (data.length < 16) return undefined
  const fieldsLength = data.readUInt32LE(12)
  const bodyAt = 16 + fieldsLength + ((8 - (fieldsLength % 8)) % 8)
  const length = bodyAt + data.readUInt32LE(4)
  if (data.length < length) return undefined
  const reader = new Reader(data.subarray(0, 16 + fieldsLength))
  reader.at = 16
  const fields: Fields = {}
  while (reader.at < 16 + fieldsLength) {
    reader.align(8)
    const code = reader.byte()
    const type = reader.text(reader.byte())
    const value =
      type === 'u' ? reader.number() : reader.text(type === 'g' ? reader.byte() : undefined)
    if (code in fieldTypes) fields[code as keyof typeof fieldTypes] = value
  }
  const body = new Reader(data.subarray(bodyAt, length))
  return { kind: data[1] ?? 0, serial: data.readUInt32LE(8), fields, body, length }
}

function connect(address: string): Socket {
  const [, kind, at = ''] = /^unix:(path|abstract)=([^,;]+)/.exec(address) ?? []
  if (!kind) throw new Error(`No bus that this test can reach: ${address}`)
  return createConnection({ path: kind === 'abstract' ? `\0${at}` : decodeURIComponent(at) })
}

/**
 * Shows the notifications of this desktop, as a desktop environment does: it takes the name that programs ask for on
 * the session's message bus, and keeps what they show.
 */
export async function startNotificationService(): Promise<NotificationService> {
  const socket = connect(process.env['DBUS_SESSION_BUS_ADDRESS'] ?? '')
  const shown: ShownNotification[] = []
  let serial = 0
  let arrived = Buffer.alloc(0)
  let isOpen = false
  const send = (kind: number, fields: Fields, body?: (to: Writer) => void) =>
    socket.write(message(kind, (serial += 1), fields, body))

  const answers: Readonly<
    Record<string, { readonly signature?: string; write(from: Reader): (to: Writer) => void }>
  > = {
    GetServerInformation: {
      signature: 'ssss',
      write: () => (to) => ['test', 'test', '1', '1.2'].forEach((text) => to.text(text)),
    },
    GetCapabilities: { signature: 'as', write: () => (to) => to.list(['body', 'actions']) },
    Notify: {
      signature: 'u',
      write(from) {
        from.text()
        const replaces = from.number()
        from.text()
        const [title, body, actions] = [from.text(), from.text(), from.list()]
        const id = replaces || shown.length + 1
        shown.push({ id, title, body, actions })
        return (to) => to.number(id)
      },
    },
    CloseNotification: { write: () => () => undefined },
  }

  function onCall({ fields, serial: of, body }: Received): void {
    const known = answers[String(fields[3])]
    const to: Fields = { 5: of, 6: fields[7] ?? '' }
    if (!known) {
      send(kinds.error, { ...to, 4: `${bus}.Error.UnknownMethod` })
      return
    }
    const write = known.write(body)
    send(kinds.answer, known.signature ? { ...to, 8: known.signature } : to, write)
  }

  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('data', (chunk: Buffer) => {
      arrived = Buffer.concat([arrived, chunk])
      if (!isOpen) {
        if (!arrived.includes('\r\n')) return
        if (!arrived.toString('latin1').startsWith('OK')) {
          reject(new Error(`The bus refuses: ${arrived.toString('latin1')}`))
          return
        }
        arrived = Buffer.alloc(0)
        isOpen = true
        socket.write('BEGIN\r\n')
        const own = { 1: '/org/freedesktop/DBus', 2: bus, 6: bus } as const
        send(kinds.call, { ...own, 3: 'Hello' })
        // 4: fails where another program has the name.
        send(kinds.call, { ...own, 3: 'RequestName', 8: 'su' }, (to) => {
          to.text(name)
          to.number(4)
        })
      }
      for (let next = received(arrived); next; next = received(arrived)) {
        arrived = arrived.subarray(next.length)
        if (next.kind === kinds.call) onCall(next)
        // The answer to the request for the name.
        if (next.kind === kinds.answer && next.fields[5] === 2) {
          if (next.body.number() === 1) resolve()
          else reject(new Error('Another program shows the notifications of this desktop'))
        }
      }
    })
    const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
    socket.write(`\0AUTH EXTERNAL ${user}\r\n`)
  })

  return {
    shown,
    click({ id }) {
      const fields = { 1: path, 2: name, 3: 'ActionInvoked', 8: 'us' } as const
      send(kinds.signal, fields, (to) => {
        to.number(id)
        to.text('default')
      })
    },
    close: () => void socket.destroy(),
  }
}
