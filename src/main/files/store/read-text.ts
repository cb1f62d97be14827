import { readFile } from 'node:fs/promises'

/**
 * Reads a file that the app wrote. Rejects for malformed UTF-8, which would otherwise become part of the
 * text unnoticed.
 */
export async function readOwnText(path: string): Promise<string> {
  const bytes = await readFile(path)
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}
