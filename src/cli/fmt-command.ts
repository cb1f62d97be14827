import { fstatSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import type { FmtArguments } from './arguments'
import { ended, type Ended } from './command'
import { startEngine } from './engine'
import { findFiles, readText } from './files'
import { line, plainLines } from './plain-text'
import { writeJson, type Streams } from './streams'

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
export async function fmtCommand(command: FmtArguments, out: Streams): Promise<Ended> {
  const files = await findFiles(command.files, '.jsonnet')
  const engine = startEngine({ spare: files.length > 1 })
  const results: Formatted[] = []
  for (const file of files) {
    const text = await readText(file)
    const formatted = await engine.format(text, file)
    if (!formatted.ok) {
      const error = formatted.error.text ?? formatted.error.message
      results.push({ file, changed: false, error })
      if (!command.json) out.warn(error)
      continue
    }
    const changed = formatted.value !== text
    results.push({ file, changed })
    if (command.write && changed) await writeFile(file, formatted.value)
    if (command.json) continue
    if (command.check || command.write) {
      if (changed) out.write(line`${file}\n`)
    } else {
      print(formatted.value, file, out)
    }
  }
  await engine.close()
  if (command.json) writeJson(out, { files: results })
  if (results.some(({ error }) => error !== undefined)) return ended.failed
  return command.check && results.some(({ changed }) => changed) ? ended.toDo : ended.done
}
