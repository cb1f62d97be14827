import { basename } from 'node:path'
import { readSetUpFile } from '../core/set-up-file/read'
import { setUpOfFile } from '../core/set-up-file/set-up-of-file'
import type { SetUp } from '../core/model/set-up'
import { CommandError, readText } from './files'

/** A set-up from an exported file; a file that cannot be used is refused in words. */
export async function readSetUp(file: string): Promise<SetUp> {
  const reading = readSetUpFile(await readText(file))
  if (!reading.ok) {
    throw new CommandError(
      `${file} cannot be used:\n${reading.problems.map((item) => `  ${item}.`).join('\n')}`,
    )
  }
  const name = basename(file)
  return setUpOfFile(reading.file, { name, slug: '', environment: 'production', hosts: [] })
}
