import { writeFile } from 'node:fs/promises'
import type { FmtArguments } from './arguments'
import { ended, type Ended } from './command'
import { startEngine } from './engine'
import { findFiles, readText } from './files'
import { line } from './plain-text'
import { writeJson, type Streams } from './streams'

interface Formatted {
  readonly file: string
  readonly changed: boolean
  readonly error?: string
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
      out.write(formatted.value)
    }
  }
  await engine.close()
  if (command.json) writeJson(out, { files: results })
  if (results.some(({ error }) => error !== undefined)) return ended.failed
  return command.check && results.some(({ changed }) => changed) ? ended.toDo : ended.done
}
