import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { DraftCases } from '../../../core/ipc/mapper-editor'
import type { NamedCase } from '../../../core/mapper/cases/merge'
import { ownerKey, touchedOwners } from '../../../core/mapper/owners/owners'
import { inlineMapperBytes, mapperHash } from '../../../core/model/mapper-text'
import { workingCopy } from '../../../core/draft/working-copy'
import { textMember } from '../../../core/model/json'
import { isJsonObject } from '../../../core/model/json'
import type { CaseFiles } from '../../files/cases/case-files'
import type { TextCache } from '../../files/snapshots/text-cache'
import type { MapperEngine } from '../../mapper/engine'
import type { IdentitySchemas } from '../projects/identity-schemas'
import type { ReadText } from '../projects/projects'
import { shownFolder, type ProjectState } from './places'
import { failingCases, readable } from './run-cases'
import type { ProjectId } from '../../../core/model/project-id'

type Texts = Pick<TextCache, 'read'>

export interface CheckDraftDeps {
  readonly caseFiles: CaseFiles
  readonly engine: MapperEngine
  readonly texts: Texts
  readonly openTexts: (projectId: ProjectId) => ReadText
  readonly identitySchemas: Pick<IdentitySchemas, 'list' | 'read'>
}

/** Cached text of a mapper; `undefined` if it isn't cached. */
export async function textAt(texts: Texts, mapperUrl: string): Promise<string | undefined> {
  const inline = inlineMapperBytes(mapperUrl)
  if (inline) return new TextDecoder().decode(inline)
  const hash = mapperHash(mapperUrl)
  return hash === undefined ? undefined : texts.read(hash)
}

function draftedMappers({ snapshot, intents }: ProjectState) {
  if (!snapshot) return []
  return touchedOwners(workingCopy(snapshot, intents))
    .filter(({ status, edited }) => status !== 'deleted' && edited.includes('mapper_url'))
    .map((owner) => ({
      connectionKey: ownerKey(owner),
      mapperUrl: textMember(owner.fields, 'mapper_url') ?? '',
    }))
}

/** Default identity schema as JSON; `none` if there is none. */
async function defaultSchema(
  identitySchemas: Pick<IdentitySchemas, 'list' | 'read'>,
  projectId: ProjectId,
  signal: AbortSignal | undefined,
): Promise<{ readonly text: string } | 'none' | 'unreadable'> {
  const schemas = await identitySchemas.list(projectId)
  if (!schemas.ok) return 'unreadable'
  const entry = schemas.value.find(({ isDefault }) => isDefault)
  if (!entry) return 'none'
  const read = await identitySchemas.read(projectId, entry.id, signal)
  return read.ok && isObject(read.value) ? { text: read.value } : 'unreadable'
}

function isObject(text: string): boolean {
  try {
    return isJsonObject(JSON.parse(text))
  } catch {
    // Not JSON.
    return false
  }
}

function once<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let answer: Promise<Value> | undefined
  return () => (answer ??= ask())
}

/** Runs the cases of every mapper a draft changes; unreadable texts are `unchecked`. */
export async function checkDraft(
  deps: CheckDraftDeps,
  state: ProjectState,
  signal?: AbortSignal,
): Promise<Result<DraftCases[]>> {
  const { caseFiles, engine, texts, openTexts, identitySchemas } = deps
  const readText = openTexts(state.projectId)
  const schemaOf = once(() => defaultSchema(identitySchemas, state.projectId, signal))

  async function textOf(mapperUrl: string): Promise<string | undefined> {
    const kept = await textAt(texts, mapperUrl)
    if (kept !== undefined) return kept
    const read = await readText(mapperUrl, signal)
    return read.ok ? read.value : undefined
  }

  async function check(
    cases: readonly NamedCase[],
    mapperUrl: string,
  ): Promise<Result<Omit<DraftCases, 'connectionKey'>>> {
    const count = cases.length
    if (count === 0) return success({ cases: 0, failed: [] })
    const text = await textOf(mapperUrl)
    if (text === undefined) return success({ cases: count, failed: [], unchecked: 'mapper' })
    const own = cases.filter((item) => item.case.schema !== undefined)
    const schema = own.length === count ? 'none' : await schemaOf()
    const isUnread = schema === 'unreadable'
    const on = { text, schema: typeof schema === 'object' ? schema.text : undefined }
    const failed = await failingCases(engine, isUnread ? own : cases, on, signal)
    if (!failed.ok) return failed
    const answer = { cases: count, failed: failed.value }
    return success(isUnread ? { ...answer, unchecked: 'schema' } : answer)
  }

  const checked: DraftCases[] = []
  const known = new Map<string, Omit<DraftCases, 'connectionKey'>>()
  for (const { connectionKey, mapperUrl } of draftedMappers(state)) {
    const folder = await shownFolder(caseFiles, state, connectionKey, mapperHash(mapperUrl))
    if (folder === undefined) continue
    const id = `${folder} ${mapperUrl}`
    let answer = known.get(id)
    if (!answer) {
      const listed = await caseFiles.list(folder)
      if (!listed.ok) return listed
      const ran = await check(readable(listed.value), mapperUrl)
      if (signal?.aborted) return failure(appError('request.cancelled', t('It was cancelled')))
      if (!ran.ok) return ran
      answer = ran.value
      known.set(id, answer)
    }
    checked.push({ connectionKey, ...answer })
  }
  return success(checked)
}
