import { readFile } from 'node:fs/promises'

/** Reads one of our files. Rejects malformed UTF-8, which would silently alter the text. */
export async function readOwnText(path: string): Promise<string> {
  const bytes = await readFile(path)
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}
