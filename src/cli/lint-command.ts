import { writeFile } from 'node:fs/promises'
import { applyEdits } from '../core/mapper/lint/edits'
import { explanationOfRule } from '../core/mapper/lint/explanations'
import { lintMapper } from '../core/mapper/lint/lint'
import type { LintFinding, LintSituation } from '../core/mapper/lint/rule'
import { placeOfOffset } from '../core/mapper/places'
import type { EngineFinding } from '../core/mapper/engine'
import { isJsonObject, parseJson, type JsonObject } from '../core/model/json'
import type { MapperEngine } from '../main/mapper/engine'
import { unusableSchema } from '../main/mapper/inspect'
import type { MapperValues } from './mapper'
import { ended, writeJson, type Ended, type Streams } from './streams'
import { startEngine } from './engine'
import { CommandError } from './command-error'
import { findFiles, readSchema, readText } from './files'
import { line as inLine } from './plain-text'

interface Remark {
  readonly file: string
  readonly line: number
  /** In UTF-8 bytes from 1, as the engine counts. */
  readonly column: number
  readonly severity: LintFinding['severity']
  /** A rule of the app, or `jsonnet` for the engine's own linter. */
  readonly rule: string
  readonly message: string
  readonly why?: string
  readonly fix?: string
}

async function schemaOf(name: string): Promise<JsonObject> {
  const value = parseJson(await readSchema(name))
  if (!isJsonObject(value)) throw new CommandError(`${name} is not a JSON object.`)
  return value
}

/** `mapper lint`: returns 1 for an error or a warning, but not for an information. */
export async function lintCommand(
  names: readonly string[],
  { schema, provider, fix, json }: MapperValues,
  out: Streams,
): Promise<Ended> {
  const files = await findFiles(names, '.jsonnet')
  const situation: LintSituation = {
    ...(schema === undefined ? {} : { schema: await schemaOf(schema) }),
    ...(provider === undefined ? {} : { provider }),
  }
  const engine = startEngine({ spare: files.length > 1 })
  const remarks: Remark[] = []
  for (const file of files) {
    const text = fix ? await fixed(file, situation) : await readText(file)
    remarks.push(...(await remarksOf(engine, file, text, situation)))
  }
  await engine.close()
  if (json) writeJson(out, { remarks })
  else for (const remark of remarks) print(remark, out)
  return remarks.some(({ severity }) => severity !== 'info') ? ended.failed : ended.done
}

/** Applies one fix at a time, since each moves the others, and only if it reduces the findings. */
async function fixed(file: string, situation: LintSituation) {
  const original = await readText(file)
  let text = original
  for (let findings = lintMapper(text, situation); ;) {
    const fix = findings.find((finding) => finding.fix)?.fix
    const next = fix && applyEdits(text, fix.edits)
    const left = next === undefined ? findings : lintMapper(next, situation)
    if (next === undefined || left.length >= findings.length) break
    text = next
    findings = left
  }
  if (text !== original && file !== '-') await writeFile(file, text)
  return text
}

async function remarksOf(
  engine: MapperEngine,
  file: string,
  text: string,
  situation: LintSituation,
): Promise<Remark[]> {
  const found = await engine.lint(text, file)
  const findings: readonly EngineFinding[] = found.ok
    ? found.value
    : [{ kind: 'syntax', message: found.error.message, text: found.error.message }]
  const schema = await unusableSchema(engine, situation)
  const all = [...lintMapper(text, situation), ...schema]
  const own = all.map((finding) => ownRemark(file, text, finding))
  return [...own, ...findings.map((finding) => engineRemark(file, finding))].sort(
    (left, right) => left.line - right.line || left.column - right.column,
  )
}

function ownRemark(file: string, text: string, finding: LintFinding): Remark {
  const { rule, severity, message, fix, start } = finding
  return {
    file,
    ...placeOfOffset(text, start),
    severity,
    rule,
    message,
    why: explanationOfRule(rule, finding.given).why,
    ...(fix ? { fix: fix.title } : {}),
  }
}

function engineRemark(file: string, { kind, message, range }: EngineFinding): Remark {
  const { line = 1, column = 1 } = range ?? {}
  const severity = kind === 'syntax' ? 'error' : 'warning'
  return { file, line, column, severity, rule: 'jsonnet', message }
}

function print({ file, line, column, severity, rule, message, fix }: Remark, out: Streams): void {
  const hint = fix === undefined ? '' : ` (--fix: ${fix})`
  out.write(inLine`${file}:${line}:${column} ${severity}: ${message} [${rule}]${hint}\n`)
}
