import { readFile } from 'node:fs/promises'

/**
 * Reads a file that the app wrote. Rejects for bytes that are no UTF-8: read leniently, noise in the
 * middle of a text would become part of it without a word.
 */
export async function readOwnText(path: string): Promise<string> {
  const bytes = await readFile(path)
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}
