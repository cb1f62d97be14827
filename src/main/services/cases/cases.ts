import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { CaseOutcome, StoredCase } from '../../../core/ipc/mapper-editor'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import { schemaFileOf } from '../../../core/mapper/cases/input'
import { caseFileName, sameFileKey } from '../../../core/mapper/cases/names'
import {
  isOwnMapperKey,
  mapperOwners,
  ownerKey,
  ownMapperKey,
} from '../../../core/mapper/owners/owners'
import { contentHash } from '../../../core/model/mapper-text'
import { workingCopy, entityLabel } from '../../../core/draft/working-copy'
import type { AppFiles } from '../../files/app-files'
import { tooLarge, type CaseFiles } from '../../files/cases/case-files'
import { casesOfMapper, isWorking, workingCases, mapperFile } from '../../files/cases/case-folders'
import type { CaseFolder } from '../../files/cases/case-folders'
import type { Notices } from '../../files/store/notices'
import { caseFileText, isCaseFile, isTooLarge } from '../../files/cases/read-cases'
import type { TextCache } from '../../files/snapshots/text-cache'
import type { MapperEngine } from '../../mapper/engine'
import { createQueue } from '../../concurrency/in-turn'
import type { IdentitySchemas } from '../projects/identity-schemas'
import type { ReadText } from '../projects/projects'
import { checkDraft } from './check-draft'
import { followMappers, type StateChange } from './follow'
import { editsMapper, savedState, serverMapper, shownFolder, type ProjectState } from './places'
import { readable, runCases, inputOf, isEngineFailure } from './run-cases'
import { exportCases, importCases, type Asking } from './transfer'
import type { ProjectId } from '../../../core/model/project-id'
import type { NamedCase } from '../../../core/mapper/cases/merge'
import { mergeCoverage, type Coverage } from '../../../core/mapper/coverage/coverage'
import type { CoverAnswer, MapperError } from '../../../core/mapper/engine'
import { givenOf } from '../../../core/mapper/kratos/run'
import { mapperVariables } from '../../../core/mapper/kratos/variables'
import { readClaims } from '../../mapper/run-input'

/** Combined coverage of all cases; fails if canceled or if the engine fails. */
async function coverCases(
  engine: MapperEngine,
  cases: readonly NamedCase[],
  text: string,
  signal?: AbortSignal,
): Promise<Result<Coverage, MapperError>> {
  const answers: CoverAnswer[] = []
  for (const item of cases) {
    const input = inputOf(item, { text })
    const claims = readClaims(input.claims)
    if (!claims.ok) continue
    const variables = mapperVariables(claims.value.text, input.identity, givenOf(input.claims))
    const answer = await engine.cover({ text, fileName: mapperFile, variables }, signal)
    if (answer.ok) answers.push(answer.value)
    // Other errors may contain claims; running the case shows them.
    else if (isEngineFailure(answer.error)) return failure(answer.error)
  }
  return success(mergeCoverage(text, answers))
}

type Place = RequestInput<'case.list'>

export interface CasesService {
  list(place: Place): Promise<Result<RequestOutput<'case.list'>>>
  save(input: RequestInput<'case.save'>): Promise<Result<RequestOutput<'case.save'>>>
  delete(input: RequestInput<'case.delete'>): Promise<Result<RequestOutput<'case.delete'>>>
  /** `onRan` gets each outcome and the number of cases. */
  run(
    input: RequestInput<'case.run'>,
    options?: {
      readonly signal?: AbortSignal
      readonly onRan?: (outcome: CaseOutcome, of: number) => void
    },
  ): Promise<Result<RequestOutput<'case.run'>>>
  cover(place: Place, signal?: AbortSignal): Promise<Result<RequestOutput<'case.cover'>>>
  export(place: Place): Promise<Result<RequestOutput<'case.export'>>>
  import(place: Place): Promise<Result<RequestOutput<'case.import'>>>
  /** The text of an unsaved mapper that a person tries. */
  readOwn(input: RequestInput<'mapper.own-read'>): Promise<Result<RequestOutput<'mapper.own-read'>>>
  keepOwn(input: RequestInput<'mapper.own-keep'>): Promise<Result<RequestOutput<'mapper.own-keep'>>>
  checkDraft(
    projectId: ProjectId,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'case.check-draft'>>>
  /** Moves cases after mappers changed. Reports a disk error as a notice. */
  follow(change: StateChange): Promise<void>
}

export interface CasesDeps {
  readonly files: Pick<AppFiles, 'drafts' | 'snapshots'>
  readonly caseFiles: CaseFiles
  readonly texts: Pick<TextCache, 'read'>
  readonly engine: MapperEngine
  readonly identitySchemas: Pick<IdentitySchemas, 'list' | 'read'>
  readonly openTexts: (projectId: ProjectId) => ReadText
  readonly notices: Pick<Notices, 'add'>
  readonly asking: Asking
}

const hashOf = (text: string) => contentHash(new TextEncoder().encode(text))

/** Whether it is the server's text; the editor hides its byte order mark. */
function isServers({ snapshot, intents }: ProjectState, key: string, text: string): boolean {
  const server = serverMapper(snapshot, key)
  if (server === undefined) return !editsMapper(intents, key)
  return server === hashOf(text) || server === hashOf(`\uFEFF${text}`)
}

const refused = (message: string) => failure(appError('request.invalid', message))

export function createCasesService(deps: CasesDeps): CasesService {
  const { files, caseFiles, texts, engine, notices, asking } = deps
  /** Serializes changes, since each depends on the previous one. */
  const { run: inTurn } = createQueue()

  async function shown({ projectId, connectionKey, text }: Place) {
    const state = await savedState(files, caseFiles, projectId, connectionKey)
    if (!state.ok) return state
    const folder = await shownFolder(caseFiles, state.value, connectionKey, hashOf(text))
    return success({ state: state.value, folder })
  }

  async function listed(place: Place): Promise<Result<readonly StoredCase[]>> {
    const found = await shown(place)
    if (!found.ok) return found
    const { folder } = found.value
    return folder === undefined ? success([]) : caseFiles.list(folder)
  }

  /** Folder to change: the working folder, else the server text's (shared), else a new one. */
  async function changing(place: Place): Promise<Result<CaseFolder>> {
    const { projectId, connectionKey, text } = place
    const found = await shown(place)
    if (!found.ok) return found
    const { state, folder: from } = found.value
    let to = from
    if (from === undefined || !isWorking(from)) {
      // An unsaved mapper is in no project.
      to =
        !isOwnMapperKey(connectionKey) && isServers(state, connectionKey, text)
          ? casesOfMapper(hashOf(text))
          : workingCases(projectId, connectionKey)
    }
    if (to === undefined) return refused(t('There is no folder for these cases'))
    if (from !== undefined && from !== to) {
      const copied = await caseFiles.copy(from, to, text)
      return copied.ok ? success(to) : copied
    }
    const written = await caseFiles.put(to, text, [])
    return written.ok ? success(to) : written
  }

  async function after<More extends object>(folder: CaseFolder, more: More) {
    const cases = await caseFiles.list(folder)
    return cases.ok ? success({ ...more, cases: cases.value }) : cases
  }

  async function save({ id: wanted, case: saved, ...place }: RequestInput<'case.save'>) {
    if (wanted !== undefined && !isCaseFile(wanted))
      return refused(t('Not the name of a case file'))
    if (schemaFileOf(saved) !== undefined) return refused(t('A saved case holds its schema itself'))
    if (isTooLarge(caseFileText(saved))) return tooLarge(saved)
    const folder = await changing(place)
    if (!folder.ok) return folder
    const present = await caseFiles.list(folder.value)
    if (!present.ok) return present
    const taken = present.value.find((item) => item.id === wanted)
    if (taken && 'problem' in taken) {
      return refused(t('The file of this case cannot be used, so nothing is written over it'))
    }
    const ids = new Set(present.value.map((item) => sameFileKey(item.id)))
    const id = wanted ?? caseFileName(saved.name, ids)
    const written = await caseFiles.put(folder.value, undefined, [{ id, case: saved }])
    return written.ok ? after(folder.value, { id }) : written
  }

  async function remove({ id, ...place }: RequestInput<'case.delete'>) {
    if (!isCaseFile(id)) return refused(t('Not the name of a case file'))
    const present = await listed(place)
    if (!present.ok) return present
    if (!present.value.some((item) => item.id === id)) return success({ cases: present.value })
    const folder = await changing(place)
    if (!folder.ok) return folder
    const deleted = await caseFiles.delete(folder.value, id)
    return deleted.ok ? after(folder.value, {}) : deleted
  }

  async function add(place: Place, paths: readonly string[]) {
    const folder = await changing(place)
    if (!folder.ok) return folder
    const present = await caseFiles.list(folder.value)
    if (!present.ok) return present
    const { added, refused: problems } = await importCases(paths, present.value)
    const written = await caseFiles.put(folder.value, undefined, added)
    if (!written.ok) return written
    return after(folder.value, { added: added.length, refused: problems })
  }

  return {
    async list(place) {
      const cases = await listed(place)
      return cases.ok ? success({ cases: cases.value }) : cases
    },

    save: (input) => inTurn(() => save(input)),
    delete: (input) => inTurn(() => remove(input)),

    async run({ schema, ...place }, { signal, onRan } = {}) {
      const cases = await listed(place)
      if (!cases.ok) return cases
      const usable = readable(cases.value)
      const outcomes = await runCases(
        engine,
        usable,
        { text: place.text, schema },
        { signal, onRan: (outcome) => onRan?.(outcome, usable.length) },
      )
      return success({ outcomes })
    },

    async cover(place, signal) {
      const cases = await listed(place)
      if (!cases.ok) return cases
      const coverage = await coverCases(engine, readable(cases.value), place.text, signal)
      return coverage.ok ? success({ coverage: coverage.value }) : coverage
    },

    async export(place) {
      const found = await shown(place)
      if (!found.ok) return found
      const { state, folder } = found.value
      const cases = folder === undefined ? success([]) : await caseFiles.list(folder)
      if (!cases.ok) return cases
      return exportCases(asking, labelOf(state, place.connectionKey), place.text, cases.value)
    },

    async import(place) {
      // Not queued: the dialog may stay open for long.
      const paths = await asking.chooseFiles()
      if (paths.length > 0) return inTurn(() => add(place, paths))
      const cases = await listed(place)
      return cases.ok ? success({ cases: cases.value, added: 0, refused: [] }) : cases
    },

    // Queued behind pending writes.
    readOwn: ({ projectId, given }) =>
      inTurn(async () => {
        const text = await caseFiles.text(workingCases(projectId, ownMapperKey(given)))
        if (!text.ok) return text
        return success(text.value === undefined ? {} : { text: text.value })
      }),

    keepOwn: ({ projectId, given, text }) =>
      inTurn(async () => {
        const kept = await caseFiles.put(workingCases(projectId, ownMapperKey(given)), text, [])
        return kept.ok ? success({}) : kept
      }),

    async checkDraft(projectId, signal) {
      const state = await savedState(files, caseFiles, projectId)
      if (!state.ok) return state
      const mappers = await checkDraft(deps, state.value, signal)
      return mappers.ok ? success({ mappers: mappers.value }) : mappers
    },

    async follow(change) {
      const followed = await inTurn(() => followMappers({ caseFiles, texts }, change))
      if (followed.ok) return
      const { message } = followed.error
      notices.add({
        id: `cases ${change.after.revisionId}`,
        title: t('Saved cases could not be moved to their mapper'),
        text:
          change.how === 'publish'
            ? `${t('The publish is not affected. The cases stay where they are and are moved with the next publish.')} ${message}`
            : `${t('Somebody else changed the mapper. The cases stay with its earlier text.')} ${message}`,
      })
    },
  }
}

function labelOf({ snapshot, intents }: ProjectState, key: string): string {
  const copy = snapshot && workingCopy(snapshot, intents)
  const owner = copy && mapperOwners(copy).find((each) => ownerKey(each) === key)
  return owner ? entityLabel(owner.fields, owner.target) : key
}
