import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import type { Notices } from './notices'

/** The version that every file is written with; its meaning is `{ version, data }`. */
export const fileVersion = 1

const envelopeSchema = z.object({ version: z.number().int(), data: z.unknown() })
const namePattern = /^(?:[a-z]+\/)?[A-Za-z0-9][A-Za-z0-9-]{0,99}\.json$/

/** JSON files below one folder, by names such as `drafts/<project id>.json`. */
export interface JsonFiles {
  /**
   * `undefined` where there is no file. A damaged one is set aside as `NAME.damaged-N`, told as a
   * notice and then counts as absent; one of a newer version stays and answers `draft.too-new`.
   */
  read<Value>(name: string, schema: z.ZodType<Value>): Promise<Result<Value | undefined>>
  /** All or nothing; refused for a file that a newer version of the app wrote. */
  write(name: string, data: unknown): Promise<Result<void>>
  delete(name: string): Promise<Result<void>>
  /** Ids of the files in a folder, that is names without `.json`. */
  list(folder: string): Promise<string[]>
  /** Waits until all that was asked to be written is on disk. */
  settled(): Promise<void>
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function cause(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function writeFailed(name: string, error: unknown) {
  return failure(appError('draft.write-failed', cause(error), { retry: true, subject: name }))
}

type Parsed<Value> =
  | { readonly kind: 'good'; readonly value: Value }
  | { readonly kind: 'too-new'; readonly version: number }
  | { readonly kind: 'damaged'; readonly why: string }

function parse<Value>(text: string, schema: z.ZodType<Value>): Parsed<Value> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { kind: 'damaged', why: cause(error) }
  }
  const envelope = envelopeSchema.safeParse(json)
  if (!envelope.success) return { kind: 'damaged', why: 'It has no version' }
  if (envelope.data.version > fileVersion) {
    return { kind: 'too-new', version: envelope.data.version }
  }
  const data = schema.safeParse(envelope.data.data)
  if (data.success) return { kind: 'good', value: data.data }
  return { kind: 'damaged', why: z.prettifyError(data.error) }
}

/** @param folder where the files lie; made, with access for its owner only, when first needed. */
export function createJsonFiles({
  folder,
  notices,
}: {
  folder: string
  notices: Notices
}): JsonFiles {
  const newer = new Set<string>()
  const turns = new Map<string, Promise<unknown>>()

  /** One change of a file after the other, in the order in which they were asked for. */
  function inTurn<Value>(name: string, change: () => Promise<Value>): Promise<Value> {
    const turn = (turns.get(name) ?? Promise.resolve()).then(change)
    turns.set(name, turn)
    void turn.finally(() => turns.get(name) === turn && turns.delete(name))
    return turn
  }

  function path(name: string): string {
    if (!namePattern.test(name)) throw new Error(`Not a file name of this app: ${name}`)
    return join(folder, name)
  }

  async function setAside(name: string, why: string): Promise<void> {
    const file = path(name)
    const present = new Set(await readdir(dirname(file)))
    const base = file.slice(dirname(file).length + 1)
    let number = 1
    while (present.has(`${base}.damaged-${number}`)) number += 1
    await rename(file, `${file}.damaged-${number}`)
    notices.add({
      id: `damaged ${name} ${number}`,
      title: `${name} was damaged`,
      text: `It was set aside as ${name}.damaged-${number} in ${folder}. ${why}`,
    })
  }

  function tooNew(name: string) {
    const message = `${name} was written by a newer version of SSO Workbench`
    return failure(appError('draft.too-new', message, { subject: name }))
  }

  return {
    async read(name, schema) {
      const file = path(name)
      let text: string
      try {
        text = await readFile(file, 'utf8')
      } catch (error) {
        if (isMissing(error)) return success(undefined)
        return failure(appError('draft.corrupt', cause(error), { subject: name }))
      }
      const parsed = parse(text, schema)
      if (parsed.kind === 'good') return success(parsed.value)
      if (parsed.kind === 'too-new') {
        newer.add(name)
        notices.add({
          id: `too-new ${name}`,
          title: `${name} is from a newer version`,
          text: 'It was left as it is. Update SSO Workbench to use it again.',
        })
        return tooNew(name)
      }
      try {
        await setAside(name, parsed.why)
        return success(undefined)
      } catch (error) {
        newer.add(name)
        return failure(appError('draft.corrupt', cause(error), { subject: name }))
      }
    },

    write(name, data) {
      const file = path(name)
      if (newer.has(name)) return Promise.resolve(tooNew(name))
      return inTurn(name, async () => {
        try {
          await mkdir(dirname(file), { recursive: true, mode: 0o700 })
          const text = `${JSON.stringify({ version: fileVersion, data })}\n`
          await writeFileAtomic(file, text, { mode: 0o600, fsync: true })
          return success(undefined)
        } catch (error) {
          return writeFailed(name, error)
        }
      })
    },

    delete(name) {
      const file = path(name)
      if (newer.has(name)) return Promise.resolve(tooNew(name))
      return inTurn(name, async () => {
        try {
          await rm(file, { force: true })
          return success(undefined)
        } catch (error) {
          return writeFailed(name, error)
        }
      })
    },

    async list(name) {
      const names = await readdir(join(folder, name)).catch(() => [])
      return names
        .filter((item) => namePattern.test(`${name}/${item}`))
        .map((item) => item.slice(0, -'.json'.length))
    },

    async settled() {
      await Promise.allSettled(turns.values())
    },
  }
}
