import { setUpOf } from '../../../core/draft/set-up-of'
import { workingCopy } from '../../../core/draft/working-copy'
import { appError } from '../../../core/errors/app-error'
import { failure, success } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { noIntents } from '../../../core/intents/intents'
import { presetSchemas } from '../../../core/mapper/kratos/preset-schemas'
import { mapperHash } from '../../../core/model/mapper-text'
import { textListMember, textMember, type JsonObject } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import {
  mapperRemarks,
  mapperUsers,
  type KnownProject,
  type MapperRemarks,
} from '../../../core/problems/known-project'
import { readinessOf } from '../../../core/problems/readiness'
import type { CaseFiles } from '../../files/cases/case-files'
import type { CachedProjects } from '../../files/snapshots/cached-projects'
import type { TextCache } from '../../files/snapshots/text-cache'
import type { MapperEngine } from '../../mapper/engine'
import { textAt } from '../cases/check-draft'
import { createCaseVerdicts } from '../cases/verdicts'
import type { InspectCopy } from '../mappers/inspect-copy'
import { parsedSchema, schemasOf } from '../projects/identity-schemas'
import { yieldToEventLoop } from '../../concurrency/pauses'
import { createMetadataFacts } from '../metadata-facts'
import type { ToLookAt } from './looker'

export interface LookDeps {
  readonly cached: Pick<CachedProjects, 'read' | 'readChecks' | 'readEnds' | 'readPeople'>
  readonly texts: Pick<TextCache, 'read'>
  readonly caseFiles: Pick<CaseFiles, 'hashes' | 'list'>
  readonly engine: MapperEngine
  readonly inspectCopy: InspectCopy
}

/** Gathers a project's data on disk for the radar; `undefined` unless it was read completely. */
export type LookAtProject = (
  project: ToLookAt,
  now: string,
  signal: AbortSignal | undefined,
) => Promise<KnownProject | undefined>

export function createLookAtProject(deps: LookDeps): LookAtProject {
  const { cached, texts, caseFiles, engine, inspectCopy } = deps
  const metadataFacts = createMetadataFacts(texts)
  const verdicts = createCaseVerdicts({ caseFiles, engine })

  async function schemaOf(snapshot: Snapshot): Promise<KnownProject['schema']> {
    const entry = schemasOf(snapshot.project).find(({ isDefault }) => isDefault)
    if (!entry || entry.from === 'elsewhere') return undefined
    const { id, url } = entry
    const text = entry.from === 'preset' ? undefined : await textAt(texts, url)
    const schema = text === undefined ? presetSchemas[url] : parsedSchema(text)
    return schema && { id, text: schema }
  }

  async function certificateEnds({ connections }: KnownProject['setUp'], signal?: AbortSignal) {
    const found = new Map<string, readonly string[]>()
    for (const { key, protocol, fields } of connections) {
      const address = textMember(fields, 'raw_idp_metadata_xml') ?? ''
      // The server already lists certificate ends.
      if (protocol !== 'saml' || address === '' || textListMember(fields, 'valid_to').length > 0) {
        continue
      }
      if (signal?.aborted) break
      found.set(key, (await metadataFacts(address))?.ends ?? [])
      await yieldToEventLoop()
    }
    return found
  }

  async function remarksOf(
    snapshot: Snapshot,
    schema: JsonObject | undefined,
    signal?: AbortSignal,
  ) {
    const remarks = new Map<string, MapperRemarks>()
    await inspectCopy(workingCopy(snapshot, noIntents), {
      schema,
      signal,
      async readText(address) {
        const text = await textAt(texts, address)
        return text === undefined ? failure(notHere) : success(text)
      },
      onMapper({ connectionKeys, findings }) {
        const worst = mapperRemarks(findings)
        if (!worst) return
        for (const key of connectionKeys) remarks.set(key, worst)
      },
    })
    return remarks
  }

  async function failingIn(
    setUp: KnownProject['setUp'],
    schema: JsonObject | undefined,
    signal?: AbortSignal,
  ) {
    const failing = new Map<string, readonly string[]>()
    const hashes = await caseFiles.hashes()
    if (hashes.size === 0) return failing
    const schemaText = schema ? JSON.stringify(schema) : undefined
    for (const { key, fields } of mapperUsers(setUp)) {
      const hash = mapperHash(textMember(fields, 'mapper_url') ?? '')
      if (hash === undefined || !hashes.has(hash)) continue
      const textOf = () => textAt(texts, textMember(fields, 'mapper_url') ?? '')
      const verdict = await verdicts(hash, textOf, schemaText, signal)
      if (signal?.aborted) break
      if (verdict && verdict.failing.length > 0) failing.set(key, verdict.failing)
    }
    return failing
  }

  return async ({ summary, draft, drift }, now, signal) => {
    const snapshot = await cached.read(summary.id)
    // A part would pass for the whole.
    if (!snapshot || snapshot.incomplete) return undefined
    await yieldToEventLoop()
    const setUp = setUpOf(snapshot, noIntents)
    const checks = await cached.readChecks(summary.id)
    const ends = await cached.readEnds(summary.id)
    const people = await cached.readPeople(summary.id)
    const schema = await schemaOf(snapshot)
    return {
      summary,
      setUp,
      now,
      revisionId: snapshot.revisionId,
      readAt: snapshot.readAt,
      certificateEnds: await certificateEnds(setUp, signal),
      remarks: await remarksOf(snapshot, schema?.text, signal),
      failingCases: await failingIn(setUp, schema?.text, signal),
      readiness: readinessOf(snapshot.project),
      wholeWrites: snapshot.wholeWrites ?? [],
      ...(ends ? { secretEnds: new Map(Object.entries(ends.secrets)) } : {}),
      ...(schema ? { schema } : {}),
      ...(checks ? { checks } : {}),
      ...(people ? { people } : {}),
      ...(draft ? { draft } : {}),
      ...(drift ? { drift } : {}),
    }
  }
}

const notHere = appError('network.off', t('The text is not on this computer'))
