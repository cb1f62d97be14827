import { t } from '../../language/translate'
import type { BasisNote } from '../kratos/basis'
import type { MapperInput, MapperRun } from '../kratos/run'
import { isJsonObject, parseJson, type JsonObject } from '../../model/json'
import { readOnlyAttributes } from './attributes'

const note = (known: BasisNote['known'], text: string): BasisNote => ({
  about: 'scim',
  known,
  text,
})

/** Whatever is run: the window shows it where a mapper for SCIM is edited, not with each run. */
export const scimBasis: readonly BasisNote[] = [
  note(
    'reading',
    t(
      'What Ory does around this mapper is known from its documents alone: that the user is in scim, that the ' +
        'output is that of other mappers, and how its server answers.',
    ),
  ),
  note(
    'unknown',
    t(
      'Ory’s documents do not say in which spelling a mapper gets the names of attributes, nor whether Ory leaves out what is empty.',
    ),
  ),
]

/** What the statements about this run of a mapper for SCIM are based on. */
export function scimNotes(
  { claims, identity }: Pick<MapperInput, 'claims' | 'identity'>,
  run: Pick<MapperRun, 'claims' | 'conflicts' | 'schemaProblems' | 'mapped'>,
): BasisNote[] {
  const notes: BasisNote[] = []
  const user = userOf(claims)
  if (run.claims?.activeByDefault) {
    const text = t('Nothing was sent for active: by Ory’s documents it is true then.')
    notes.push(note('reading', text))
  }
  if (typeof user['active'] === 'string') {
    const text = t(
      'active was sent as text. Ory’s documents call it a boolean and do not say what a mapper gets of a text.',
    )
    notes.push(note('unknown', text))
  }
  if (readOnlyAttributes.some((name) => user[name] !== undefined)) {
    const text = t(
      'Ory fills id, groups and meta itself, whatever is sent. Its documents do not say whether a mapper gets them.',
    )
    notes.push(note('unknown', text))
  }
  if (identity) {
    const text = t(
      'That Ory updates, adopts or refuses an existing account, and that the output replaces its traits and metadata, is from Ory’s SCIM documentation.',
    )
    notes.push(note('reading', text))
  }
  if (omitsMetadata(identity, run)) {
    const text = t(
      'Ory’s documentation does not say whether metadata that the mapper omits is kept. Here it is.',
    )
    notes.push(note('unknown', text))
  }
  if ((run.schemaProblems ?? []).length > 0) {
    const text = t(
      'Ory’s documents do not say how its server answers where traits do not fit the identity schema.',
    )
    notes.push(note('unknown', text))
  }
  return [...notes, ...conflictNotes(run)]
}

const omitsMetadata = (
  identity: MapperInput['identity'],
  { mapped }: Pick<MapperRun, 'mapped'>,
): boolean =>
  mapped !== undefined &&
  ((!mapped.metadataPublic && hasMembers(identity?.metadata_public)) ||
    (!mapped.metadataAdmin && hasMembers(identity?.metadata_admin)))

const hasMembers = (object: JsonObject | null | undefined): boolean =>
  Object.keys(object ?? {}).length > 0

function conflictNotes({ conflicts = [] }: Pick<MapperRun, 'conflicts'>): BasisNote[] {
  if (conflicts.length === 0) return []
  const text = t('Whether another identity has one of these addresses is not known here.')
  return [{ about: 'addresses', known: 'unknown', text }]
}

function userOf(input: MapperInput['claims']): JsonObject {
  if (input.mode === 'provider') return input.payload
  try {
    const user = parseJson(input.json)
    return isJsonObject(user) ? user : {}
  } catch {
    // What is no JSON has no attributes; the run itself reports the error.
    return {}
  }
}
