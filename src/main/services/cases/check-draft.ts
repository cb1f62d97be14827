import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import type { DraftCases } from '../../../core/ipc/mapper-lab'
import { inlineMapperBytes, mapperHash } from '../../../core/mapper/text'
import { workingCopy } from '../../../core/editing/working-copy'
import { textMember } from '../../../core/model/json'
import type { CaseFiles } from '../../drafts/case-files'
import type { TextCache } from '../../drafts/text-cache'
import type { MapperEngine } from '../../mapper/engine'
import type { IdentitySchemas } from '../identity-schemas'
import { shownFolder, type ProjectState } from './places'
import { failingCases, readable } from './run-cases'

/** A connection with the text that a draft gives it. */
interface Drafted {
  readonly connectionKey: string
  readonly sha512: string
  readonly text: string
}

type Texts = Pick<TextCache, 'read'>

/** The text of a mapper from its address, without a network; `undefined` where it is not at hand. */
export async function textAt(texts: Texts, mapperUrl: string): Promise<string | undefined> {
  const inline = inlineMapperBytes(mapperUrl)
  if (inline) return new TextDecoder().decode(inline)
  const hash = mapperHash(mapperUrl)
  return hash === undefined ? undefined : texts.read(hash)
}

async function draftedMappers(texts: Texts, state: ProjectState): Promise<Drafted[]> {
  const { snapshot, intents } = state
  if (!snapshot) return []
  const drafted: Drafted[] = []
  for (const { target, status, edited, fields } of workingCopy(snapshot, intents).touched
    .connections) {
    if (status === 'deleted' || !edited.includes('mapper_url')) continue
    const mapperUrl = textMember(fields, 'mapper_url') ?? ''
    const sha512 = mapperHash(mapperUrl)
    const text = await textAt(texts, mapperUrl)
    if (sha512 === undefined || text === undefined) continue
    drafted.push({ connectionKey: target.key, sha512, text })
  }
  return drafted
}

/**
 * Runs the cases of each mapper that a draft changes, with the project's default schema for those
 * that have none. Connections with the same text and the same cases are run once. A failure is one
 * of the disk or of the engine; what is wrong with a mapper is among its failed cases.
 */
export async function checkDraft(
  deps: {
    readonly caseFiles: CaseFiles
    readonly engine: MapperEngine
    readonly texts: Texts
    readonly identitySchemas: Pick<IdentitySchemas, 'readDefault'>
  },
  state: ProjectState,
  signal?: AbortSignal,
): Promise<Result<DraftCases[]>> {
  const { caseFiles, engine, texts, identitySchemas } = deps
  const checked: DraftCases[] = []
  const known = new Map<string, Omit<DraftCases, 'connectionKey'>>()
  const drafted = await draftedMappers(texts, state)
  let schema: string | undefined
  let hasSchema = false
  for (const { connectionKey, sha512, text } of drafted) {
    const folder = await shownFolder(caseFiles, state, connectionKey, sha512)
    if (folder === undefined) continue
    const id = `${folder} ${sha512}`
    let answer = known.get(id)
    if (!answer) {
      const listed = await caseFiles.list(folder)
      if (!listed.ok) return listed
      const cases = readable(listed.value)
      if (!hasSchema && cases.some((item) => item.case.schema === undefined)) {
        const read = await identitySchemas.readDefault(state.projectId, signal)
        schema = read && JSON.stringify(read)
        hasSchema = true
      }
      const failed = await failingCases(engine, cases, { text, schema }, signal)
      if (signal?.aborted) return failure(appError('request.cancelled', 'It was cancelled'))
      if (!failed.ok) return failed
      answer = { cases: cases.length, failed: failed.value }
      known.set(id, answer)
    }
    checked.push({ connectionKey, ...answer })
  }
  return success(checked)
}
