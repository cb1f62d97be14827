import { createHash } from 'node:crypto'
import { dirname } from 'node:path'
import { caseEnding, parseCase, type MapperCase } from '../core/mapper/cases/case'
import { caseInput, schemaFileOf } from '../core/mapper/cases/input'
import { judgeCase, type CaseResult } from '../core/mapper/cases/judge'
import type { MapperEngine } from '../main/mapper/engine'
import { runMapper } from '../main/mapper/run'
import { ended, writeJson, type Ended, type Streams } from './streams'
import { startEngine } from './engine'
import type { MapperValues } from './mapper'
import { CommandError } from './command-error'
import { expand, fileOfCase, findFiles, readJsonText, readText } from './files'
import { line, plainLines } from './plain-text'

export interface Tested extends CaseResult {
  readonly file: string
  readonly name: string
  /** Why the case could not be run. */
  readonly problem?: string
}

/** `mapper test`: runs saved cases; returns 0 only if there are any and all pass. */
export async function testCommand(
  names: readonly string[],
  { json }: MapperValues,
  out: Streams,
): Promise<Ended> {
  const caseFiles = await findFiles(names, caseEnding)
  const results = await testCases(caseFiles, names, (result) => {
    if (!json) print(result, out)
  })
  const passed = results.filter(({ pass }) => pass).length
  const failed = results.length - passed
  if (json) writeJson(out, { passed, failed, cases: results })
  else out.write(`${passed} passed, ${failed} failed\n`)
  return failed === 0 ? ended.done : ended.failed
}

/**
 * Runs the cases of files in their order.
 *
 * @param folders in which mappers are looked for that a case names by its hash
 */
export async function testCases(
  caseFiles: readonly string[],
  folders: readonly string[],
  onTested: (result: Tested) => void = () => undefined,
): Promise<Tested[]> {
  const engine = startEngine({ spare: true })
  const mappers = mapperFinder(folders)
  const results: Tested[] = []
  for (const file of caseFiles) {
    const result = await testOne(engine, mappers, file)
    results.push(result)
    onTested(result)
  }
  await engine.close()
  return results
}

async function testOne(engine: MapperEngine, find: FindMapper, file: string): Promise<Tested> {
  const read = parseCase(await readText(file))
  if ('problem' in read) return unusable(file, file, read.problem)
  try {
    const { text, fileName } = await find(read.mapper, file)
    const schema = await readOtherSchema(read, file)
    const run = await runMapper(engine, caseInput(read, { text, fileName, ...schema }))
    return { file, name: read.name, ...judgeCase(read.expect, run) }
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    return unusable(file, read.name, error.message)
  }
}

const unusable = (file: string, name: string, problem: string): Tested => ({
  file,
  name,
  pass: false,
  differences: [],
  problem,
})

/** The schema that a case names as a file relative to it. */
async function readOtherSchema(read: MapperCase, file: string) {
  const other = schemaFileOf(read)
  return other === undefined ? {} : { schema: await readJsonText(await fileOfCase(file, other)) }
}

type FindMapper = (
  mapper: MapperCase['mapper'],
  caseFile: string,
) => Promise<{ readonly text: string; readonly fileName: string }>

/** Finds mappers by path, or by hash among the `.jsonnet` files of the given folders. */
function mapperFinder(names: readonly string[]): FindMapper {
  let byHash: Promise<Map<string, string>> | undefined
  return async (mapper, caseFile) => {
    if ('file' in mapper) {
      const fileName = await fileOfCase(caseFile, mapper.file)
      return { fileName, text: await readText(fileName) }
    }
    byHash ??= hashes(names)
    const fileName = (await byHash).get(mapper.sha512)
    if (fileName === undefined) {
      throw new CommandError(`No .jsonnet file has the SHA-512 ${mapper.sha512.slice(0, 12)}…`)
    }
    return { fileName, text: await readText(fileName) }
  }
}

async function hashes(names: readonly string[]): Promise<Map<string, string>> {
  const folders = names.map((name) => (name.endsWith(caseEnding) ? dirname(name) : name))
  const found = await Promise.all([...new Set(folders)].map((each) => expand(each, '.jsonnet')))
  const entries = await Promise.all(
    [...new Set(found.flat())]
      .filter((file) => file.endsWith('.jsonnet'))
      .map(async (file): Promise<[string, string]> => {
        const hash = createHash('sha512').update(await readText(file))
        return [hash.digest('hex'), file]
      }),
  )
  return new Map(entries)
}

function print({ file, name, pass, differences, problem }: Tested, out: Streams): void {
  out.write(line`${pass ? 'ok  ' : 'FAIL'} ${name} (${file})\n`)
  if (problem !== undefined) {
    out.write(`     ${plainLines(problem).replaceAll('\n', '\n     ')}\n`)
  }
  for (const { path, expected = 'nothing', actual = 'nothing' } of differences) {
    const where = path === '' ? '' : `${path}: `
    out.write(line`     ${where}expected ${expected}\n     ${where}got      ${actual}\n`)
  }
}
