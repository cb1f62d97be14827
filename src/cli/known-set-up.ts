import { lintMapper } from '../core/mapper/lint/lint'
import { textMember } from '../core/model/json'
import type { SetUp, SetUpConnection } from '../core/model/set-up'
import {
  mapperRemarks,
  mapperUsers,
  type KnownProject,
  type MapperRemarks,
  type MapperUser,
} from '../core/problems/known-project'
import { usedCertificates } from '../core/saml/certificate-fate'
import { readMetadata } from '../core/saml/metadata'
import { inlineText } from '../core/set-up-file/inline-text'
import type { ProjectId } from '../core/model/project-id'

function remarksOf({ kind, fields }: MapperUser): MapperRemarks | undefined {
  const text = inlineText(textMember(fields, 'mapper_url') ?? '')
  if (text === undefined) return undefined
  return mapperRemarks(lintMapper(text, { provider: kind }))
}

function certificateEnds({ fields }: SetUpConnection): readonly string[] | undefined {
  const text = inlineText(textMember(fields, 'raw_idp_metadata_xml') ?? '')
  const reading = text === undefined ? undefined : readMetadata(text)
  if (!reading?.ok) return undefined
  return usedCertificates(reading.metadata.certificates).map(({ notAfter }) => notAfter)
}

/** What is known of each connection or user of a mapper, by its key. */
function byKey<Item extends { readonly key: string }, Value>(
  items: readonly Item[],
  know: (item: Item) => Value | undefined,
): ReadonlyMap<string, Value> {
  return new Map(
    items.flatMap((item) => {
      const known = know(item)
      return known === undefined ? [] : [[item.key, known] as const]
    }),
  )
}

/**
 * A set-up as the radar looks at a project.
 *
 * @param file by which findings name it
 * @param now ISO 8601 time of the look
 */
export function knownSetUp(file: string, setUp: SetUp, now: string): KnownProject {
  const { name, slug, environment, hosts } = setUp.project
  return {
    summary: {
      // Findings name the file in the place of a project.
      id: file as ProjectId,
      workspaceId: '',
      name,
      slug,
      environment,
      state: 'running',
      hosts: [...hosts],
    },
    setUp,
    now,
    revisionId: '',
    readAt: now,
    certificateEnds: byKey(setUp.connections, certificateEnds),
    remarks: byKey(mapperUsers(setUp), remarksOf),
    failingCases: new Map(),
    wholeWrites: [],
  }
}
