/**
 * Cases belong to a mapper's text, not a connection, so they move when the server's text changes.
 */

import type { Intents } from '../../../core/intents/intents'
import { publishedTarget } from '../../../core/publish/published-target'
import { success, type Result } from '../../../core/errors/result'
import { mergeCases } from '../../../core/mapper/cases/merge'
import {
  intentsOfOwners,
  keyOfTarget,
  ownersOnServer,
  targetOfOwner,
} from '../../../core/mapper/owners/owners'
import { mapperHash } from '../../../core/model/mapper-text'
import type { Snapshot } from '../../../core/model/snapshot'
import type { CaseFiles } from '../../files/cases/case-files'
import { casesOfMapper, isWorking, type CaseFolder } from '../../files/cases/case-folders'
import type { TextCache } from '../../files/snapshots/text-cache'
import { textAt } from './check-draft'
import { editsMapper, serverMapper, shownFolder, stateMapper } from './places'
import { readable } from './run-cases'
import type { ProjectId } from '../../../core/model/project-id'

export interface StateChange {
  readonly projectId: ProjectId
  /** `publish` includes recovery; `reading`: a read found the change. */
  readonly how: 'publish' | 'reading'
  readonly before: Snapshot | undefined
  /** SHA-512 of earlier mappers by connection, if `before` is already newer. */
  readonly earlier?: ReadonlyMap<string, string>
  readonly after: Snapshot
  readonly drafted: Intents
  readonly remaining: Intents
}

interface Move {
  readonly from: CaseFolder
  readonly sha512: string
}

interface Files {
  readonly caseFiles: CaseFiles
  readonly texts: Pick<TextCache, 'read'>
}

/** Former draft keys of owners that were created or got a new ID. */
function oldKeys(drafted: Intents): Map<string, string> {
  return new Map(
    intentsOfOwners(drafted).flatMap(([key, intent]) => {
      const target = targetOfOwner(key)
      return target ? [[keyOfTarget(publishedTarget(target, intent, {})), key] as const] : []
    }),
  )
}

/**
 * Moves of shown cases to the present mapper; a read moves working folders of changed ones only.
 */
async function movesOf({ caseFiles }: Files, change: StateChange) {
  const { projectId, how, before, earlier, after, drafted, remaining } = change
  const old = oldKeys(drafted)
  const oldKeyOf = (key: string) => old.get(key) ?? key
  const keys = ownersOnServer(after)
  const working = await caseFiles.working(
    projectId,
    keys.map((key) => oldKeyOf(key)),
  )
  // Without cases, skip looking at thousands of mappers.
  if (working.size === 0 && (await caseFiles.hashes()).size === 0) {
    return { moves: [], kept: new Set<CaseFolder>() }
  }
  const state = {
    projectId,
    snapshot: before,
    ...(earlier ? { earlier } : {}),
    intents: drafted,
    working,
  }
  const moves: Move[] = []
  const kept = new Set<CaseFolder>()
  for (const key of keys) {
    const oldKey = oldKeyOf(key)
    const sha512 = serverMapper(after, key)
    const was = stateMapper(state, oldKey)
    const own = working.get(oldKey)
    if (editsMapper(remaining, key) || editsMapper(remaining, oldKey)) {
      if (own) kept.add(own)
      // A discarded edit shows the cases of the server's text.
      else if (was !== undefined) moves.push(...(await copyOf(caseFiles, was, sha512)))
      continue
    }
    const works = own !== undefined && (how === 'publish' || editsMapper(drafted, oldKey))
    if (sha512 === undefined || (sha512 === was && !works)) continue
    const from = await shownFolder(caseFiles, state, oldKey, sha512)
    if (from !== undefined && from !== casesOfMapper(sha512)) moves.push({ from, sha512 })
  }
  return { moves, kept }
}

/** Moves a text's cases to a text without any. */
async function copyOf(
  caseFiles: Pick<CaseFiles, 'has'>,
  was: string,
  sha512: string | undefined,
): Promise<Move[]> {
  if (sha512 === undefined || was === sha512) return []
  const from = casesOfMapper(was)
  const isFree = !(await caseFiles.has(casesOfMapper(sha512)))
  return isFree && (await caseFiles.has(from)) ? [{ from, sha512 }] : []
}

/** Text of a new mapper from the draft, else from storage. */
async function textOf({ texts }: Files, { drafted }: StateChange, sha512: string) {
  for (const [, { fields }] of intentsOfOwners(drafted)) {
    const to = fields['mapper_url']?.to
    if (typeof to === 'string' && mapperHash(to) === sha512) return textAt(texts, to)
  }
  return texts.read(sha512)
}

/** Merges into an existing folder; unreadable files of a working folder move too. */
async function merge(
  { caseFiles }: Files,
  from: CaseFolder,
  to: CaseFolder,
  text: string | undefined,
): Promise<Result<void>> {
  const [source, target] = [await caseFiles.list(from), await caseFiles.list(to)]
  if (!source.ok) return source
  if (!target.ok) return target
  const unusable = (items: typeof source.value) =>
    items.flatMap((item) => ('case' in item ? [] : [item.id]))
  const added = mergeCases(readable(target.value), readable(source.value), unusable(target.value))
  const written = await caseFiles.put(to, text, added)
  return written.ok && isWorking(from) ? caseFiles.move(from, to, unusable(source.value)) : written
}

/** Deletes only the merged files. */
async function clear({ caseFiles }: Files, folder: CaseFolder): Promise<Result<void>> {
  const listed = await caseFiles.list(folder)
  if (!listed.ok) return listed
  return caseFiles.clear(
    folder,
    readable(listed.value).map(({ id }) => id),
  )
}

/** Moves cases to present mappers. Idempotent; keeps earlier texts' folders for later reverts. */
export async function followMappers(files: Files, change: StateChange): Promise<Result<void>> {
  const { caseFiles } = files
  const { moves, kept } = await movesOf(files, change)
  const distinct = new Map(moves.map((move) => [`${move.from} ${move.sha512}`, move]))
  const isOnly = (from: CaseFolder) =>
    [...distinct.values()].filter((move) => move.from === from).length === 1
  for (const { from, sha512 } of distinct.values()) {
    const to = casesOfMapper(sha512)
    const text = await textOf(files, change, sha512)
    const goes = isWorking(from) && !kept.has(from)
    const isThere = await caseFiles.has(to)
    const done =
      !isThere && goes && isOnly(from)
        ? await caseFiles.rename(from, to, text)
        : isThere
          ? await merge(files, from, to, text)
          : await caseFiles.copy(from, to, text)
    if (!done.ok) return done
  }
  for (const from of new Set(moves.map((move) => move.from))) {
    if (!isWorking(from) || kept.has(from) || !(await caseFiles.has(from))) continue
    const cleared = await clear(files, from)
    if (!cleared.ok) return cleared
  }
  return success(undefined)
}
