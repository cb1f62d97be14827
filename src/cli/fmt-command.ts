import { fstatSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import type { MapperValues } from './mapper'
import { ended, writeJson, type Ended, type Streams } from './streams'
import { startEngine } from './engine'
import { findFiles, readText } from './files'
import { line, plainLines } from './plain-text'

interface Formatted {
  readonly file: string
  readonly changed: boolean
  readonly error?: string
}

/**
 * Prints a formatted text: exactly into a file, escaped into a terminal or a pipe, which may end in the log of a CI
 * runner.
 */
function print(text: string, file: string, out: Streams): void {
  const shown = fstatSync(process.stdout.fd).isFile() ? text : plainLines(text)
  out.write(shown)
  if (shown === text) return
  out.warn(`${file} has control characters, printed escaped. --write, or > FILE, writes them.`)
}

/** `mapper fmt`: formats to stdout; `--write` changes the file, `--check` only reports. */
export async function fmtCommand(
  names: readonly string[],
  { check, write, json }: MapperValues,
  out: Streams,
): Promise<Ended> {
  const files = await findFiles(names, '.jsonnet')
  const engine = startEngine({ spare: files.length > 1 })
  const results: Formatted[] = []
  for (const file of files) {
    const text = await readText(file)
    const formatted = await engine.format(text, file)
    if (!formatted.ok) {
      const error = formatted.error.text ?? formatted.error.message
      results.push({ file, changed: false, error })
      if (!json) out.warn(error)
      continue
    }
    const changed = formatted.value !== text
    results.push({ file, changed })
    if (write && changed) await writeFile(file, formatted.value)
    if (json) continue
    if (check || write) {
      if (changed) out.write(line`${file}\n`)
    } else {
      print(formatted.value, file, out)
    }
  }
  await engine.close()
  if (json) writeJson(out, { files: results })
  if (results.some(({ error }) => error !== undefined)) return ended.failed
  return check && results.some(({ changed }) => changed) ? ended.toDo : ended.done
}
