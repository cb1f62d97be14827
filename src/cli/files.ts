import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, sep, win32 } from 'node:path'
import { presetSchemas } from '../core/mapper/kratos/preset-schemas'
import { deepestWalked, isTooDeep } from '../core/model/json-depth'
import { isJsonObject, type JsonObject } from '../core/model/json'
import type { ByteWork } from '../core/model/mapper-text'
import { hashOf } from '../main/files/team-folder/read-team-files'
import { CommandError } from './command-error'

/** SHA-512 and Base64 by Node. */
export const nodeBytes: ByteWork = {
  sha512: hashOf,
  toBase64: (text) => Buffer.from(text, 'utf8').toString('base64'),
  fromBase64(text) {
    // Node skips characters that are not Base64.
    const bytes = Buffer.from(text, 'base64')
    return bytes.toString('base64') === text ? bytes : undefined
  },
}

/** Text of a file, or of standard input for `-`. */
export async function readText(file: string): Promise<string> {
  try {
    const bytes = file === '-' ? await readInput() : await readFile(file)
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${reason(error)}`)
  }
}

async function readInput(): Promise<Buffer> {
  const parts: Buffer[] = []
  // Without an encoding, standard input is a stream of buffers.
  for await (const part of process.stdin) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** Whether a path leads out of the folder that it is relative to. */
export const leavesFolder = (path: string) =>
  path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)

/**
 * Path of a file that a case names: in the folder of the case or below it, with links resolved. A case
 * may come from anybody, and the content of the file is printed.
 */
export async function fileOfCase(caseFile: string, name: string): Promise<string> {
  const refused = new CommandError(`A case reads files of its own folder only, not ${name}.`)
  // Windows rules on every system, so that a case means the same everywhere.
  if (win32.isAbsolute(name) || win32.normalize(name).startsWith('..')) throw refused
  const folder = dirname(caseFile)
  const path = join(folder, name)
  const real = await realpath(path).catch((error: unknown) => {
    throw new CommandError(`${path} cannot be read: ${reason(error)}`)
  })
  if (leavesFolder(relative(await realpath(folder), real))) throw refused
  return path
}

export async function readJsonText(file: string): Promise<string> {
  const content = await readText(file)
  try {
    JSON.parse(content)
  } catch (error) {
    throw new CommandError(`${file} is not JSON: ${reason(error)}`)
  }
  if (isTooDeep(content)) {
    throw new CommandError(`${file} is nested deeper than ${deepestWalked} levels.`)
  }
  return content
}

export async function readJsonObject(file: string): Promise<JsonObject> {
  const value: unknown = JSON.parse(await readJsonText(file))
  if (!isJsonObject(value)) throw new CommandError(`${file} is not a JSON object.`)
  return value
}

/** Text of an identity schema: from a file, or one of Ory's presets by its `preset://` name. */
export async function readSchema(name: string): Promise<string> {
  if (!name.startsWith('preset://')) return readJsonText(name)
  const preset = Object.hasOwn(presetSchemas, name) ? presetSchemas[name] : undefined
  if (!preset) {
    throw new CommandError(`There is no ${name}, only ${Object.keys(presetSchemas).join(', ')}.`)
  }
  return JSON.stringify(preset)
}

const isPattern = (name: string) => /[*?{[]/.test(name)

/**
 * The files for names and patterns, each once, in the given order. A folder without any is an error: a check that
 * looked at nothing must not pass.
 *
 * @param ending files to use in folders, such as `.case.json`
 */
export async function findFiles(names: readonly string[], ending: string): Promise<string[]> {
  const found: string[] = []
  for (const name of names) {
    const files = await expand(name, ending)
    if (files.length === 0) throw new CommandError(`There is no *${ending} in ${name}.`)
    found.push(...files)
  }
  return [...new Set(found)]
}

/** Files below a folder, or for a file or pattern what it names; none is no error. */
export async function expand(name: string, ending: string): Promise<string[]> {
  // The name of a missing file may be a pattern.
  const entry = name === '-' ? undefined : await stat(name).catch(() => undefined)
  if (entry?.isDirectory()) return glob(`**/*${ending}`, name)
  if (entry || name === '-') return [name]
  const files = isPattern(name) ? await glob(name) : []
  if (files.length === 0) throw new CommandError(`${name}: there is no such file.`)
  return files
}

async function glob(pattern: string, folder?: string): Promise<string[]> {
  const { glob } = await import('tinyglobby')
  const ignore = ['**/node_modules/**']
  // Links in a folder are not followed, because they may lead anywhere.
  const inFolder = folder === undefined ? {} : { cwd: folder, followSymbolicLinks: false }
  const files = await glob(pattern, { ignore, ...inFolder })
  const prefix = folder === undefined || folder === '.' ? '' : `${folder.replace(/\/+$/, '')}/`
  return files.sort().map((file) => prefix + file)
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error))
