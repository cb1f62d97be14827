import { readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { setAside } from '../store/set-aside'

const envelopeSchema = z.object({ version: z.number(), data: z.unknown() })

/** Names in a folder; none where it is missing. */
export const namesIn = (folder: string): Promise<string[]> =>
  // What cannot be listed cannot be taken over; the next start tries again.
  readdir(folder).catch(() => [])

/** The data of a file as it is, of whatever version; `undefined` for one that is missing or damaged. */
export async function dataOf(path: string): Promise<unknown> {
  try {
    return envelopeSchema.parse(JSON.parse(await readFile(path, 'utf8'))).data
  } catch {
    // A damaged file is told when it is read under its name.
    return undefined
  }
}

const writeText = (path: string, text: string) =>
  writeFileAtomic(path, text, { mode: 0o600, fsync: true })

/** The text of a file with changed data; a text that the app did not write stays as it is. */
function changed(text: string, change: (data: unknown) => unknown, version?: number): string {
  try {
    const envelope = envelopeSchema.parse(JSON.parse(text))
    const data = change(envelope.data)
    return `${JSON.stringify({ version: Math.max(version ?? 0, envelope.version), data })}\n`
  } catch {
    // A damaged file is set aside and told when it is read.
    return text
  }
}

/**
 * Changes the data of a file in one write, where that makes a difference.
 * @param version what the file becomes, if it is older
 */
export async function changeFile(
  path: string,
  change: (data: unknown) => unknown,
  version?: number,
): Promise<void> {
  // Where there is no file, there is nothing to take over.
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return
  const next = changed(text, change, version)
  const isSame = next === changed(text, (data) => data)
  if (!isSame) await writeText(path, next)
}

/**
 * Gives a file another name, and other data. It is written under the new name before the old one goes, so an
 * interruption leaves both, and the next time does the rest. What was written under the new name since is
 * never overwritten: the old file is set aside then.
 */
export async function moveFile(
  from: string,
  to: string,
  change: (data: unknown) => unknown = (data) => data,
): Promise<'none' | 'moved' | 'set-aside'> {
  // Without a file there is nothing to rename.
  const text = await readFile(from, 'utf8').catch(() => undefined)
  if (text === undefined) return 'none'
  const next = changed(text, change)
  // Usually there is none yet.
  const present = await readFile(to, 'utf8').catch(() => undefined)
  if (present === undefined) await writeText(to, next)
  if (present !== undefined && present !== next) {
    await setAside(from)
    return 'set-aside'
  }
  await rm(from, { force: true })
  return 'moved'
}

/** Gives a file or folder another name as it is, unless there is one of that name. */
export async function renameAsIs(from: string, to: string): Promise<void> {
  // Usually there is none yet.
  if (await stat(to).catch(() => undefined)) return
  await rename(from, to)
}

/** Gives everything in a folder to another one that may exist; then the former goes, if nothing is left. */
export async function moveFolder(
  from: string,
  to: string,
  moveOne: (from: string, to: string, name: string) => Promise<void>,
): Promise<void> {
  for (const name of await namesIn(from)) await moveOne(join(from, name), join(to, name), name)
}
