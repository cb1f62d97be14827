import type { WorkingCopy } from '../../../core/draft/working-copy'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { LintSituation } from '../../../core/mapper/lint/rule'
import { ownerKey } from '../../../core/mapper/owners/owners'
import { lintMapperUrl } from '../../../core/mapper/lint/url'
import { inlineMapperBytes } from '../../../core/model/mapper-text'
import type { JsonObject } from '../../../core/model/json'
import { inParallel } from '../../concurrency/in-parallel'
import {
  createLookAtText,
  schemaHashOf,
  type InspectText,
  type LookAtText,
  type Looked,
} from './look-at-text'
import {
  domainsIn,
  groupMappers,
  situationsOf,
  ssoMetadataIn,
  type MapperGroup,
} from './mapper-groups'
import type { ReadText } from '../projects/projects'

/** A mapper of a project; equal texts are one mapper. */
export interface InspectedMapper extends Omit<Looked, 'bytes'> {
  /** SHA-512 of the text, or the address if unreadable. */
  readonly id: string
  /** Keys of users in order: a connection's, or `scim:` plus a SCIM client's. */
  readonly connectionKeys: readonly string[]
  readonly bytes?: number
  readonly error?: { readonly code: string; readonly message: string }
}

export interface InspectCopyOptions {
  readonly readText: ReadText
  /** Default identity schema; `undefined` skips schema rules. */
  readonly schema: JsonObject | undefined
  /** Called per finished mapper, not after an abort. */
  readonly onMapper: (mapper: InspectedMapper, done: number, of: number) => void
  readonly signal?: AbortSignal | undefined
}

/** Inspects each distinct mapper once; an unreadable one fails alone. Results are cached. */
export type InspectCopy = (copy: WorkingCopy, options: InspectCopyOptions) => Promise<void>

export function createInspectCopy(
  inspect: InspectText,
  lookAtText: LookAtText = createLookAtText(inspect),
): InspectCopy {
  async function inspectGroup(
    group: MapperGroup,
    situations: readonly LintSituation[],
    schemaHash: string,
    readText: ReadText,
    signal: AbortSignal | undefined,
  ): Promise<InspectedMapper> {
    const { id, address, owners } = group
    const connectionKeys = owners.map(ownerKey)
    const failed = ({ code, message }: { code: string; message: string }) => {
      const form = code === 'mapper.address-refused' ? lintMapperUrl(address)?.message : undefined
      const error = { code, message: form ?? message }
      return { id, connectionKeys, findings: [], lines: [], error }
    }
    const textOf = () => textOfGroup(group, readText, signal)
    const looked = await lookAtText({ id, situations, schemaHash }, textOf, signal)
    return looked.ok ? { id, connectionKeys, ...looked.value } : failed(looked.error)
  }

  return async (copy, { readText, schema, onMapper, signal }) => {
    const groups = await groupMappers(copy, (address) => readText(address, signal))
    const schemaHash = schemaHashOf(schema)
    const domainsOf = domainsIn(copy)
    const ssoMetadata = await ssoMetadataIn(groups, (group) => textOfGroup(group, readText, signal))
    let done = 0
    const inspectOne = async (group: MapperGroup) => {
      const situations = situationsOf(group.owners, domainsOf, schema, ssoMetadata)
      const mapper = await inspectGroup(group, situations, schemaHash, readText, signal)
      if (signal?.aborted) return
      done += 1
      onMapper(mapper, done, groups.length)
    }
    await inParallel(groups, inspectOne, signal)
  }
}

const textOfGroup = async (
  { text, address }: MapperGroup,
  readText: ReadText,
  signal: AbortSignal | undefined,
): Promise<Result<string>> => text ?? inlineText(address) ?? readText(address, signal)

/** Text of an inline address. */
function inlineText(address: string): Result<string> | undefined {
  const bytes = inlineMapperBytes(address)
  if (!bytes) return undefined
  try {
    return success(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // The fatal decoder throws for invalid UTF-8.
    return failure(appError('api.unexpected-response', t('The mapper is not UTF-8 text')))
  }
}
