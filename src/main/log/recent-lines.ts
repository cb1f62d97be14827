import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { logFiles } from './logger'

async function linesOf(path: string): Promise<string[]> {
  try {
    const text = await readFile(path, 'utf8')
    return text.split('\n').filter((line) => line !== '')
  } catch {
    // There is no such file yet; a log that cannot be read has no lines to show.
    return []
  }
}

/**
 * The last lines of the log, the oldest first.
 *
 * @param folder that of the log
 * @param most how many
 */
export async function readRecentLines(folder: string, most: number): Promise<string[]> {
  const newest = await linesOf(join(folder, logFiles.current))
  if (newest.length >= most) return newest.slice(-most)
  return [...(await linesOf(join(folder, logFiles.old))), ...newest].slice(-most)
}
