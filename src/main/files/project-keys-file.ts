import { z } from 'zod'

/** API key the app made and must delete, noted before creation. Its value is never written. */
const projectKeyNoteSchema = z.object({
  /** The server of the project; notes of earlier versions have none. */
  server: z.string().optional(),
  /** In a note of an earlier version Ory's own id alone. */
  projectId: z.string(),
  /** Unique, so that a key whose id was not learned is found by it. */
  name: z.string(),
  /** Absent until the server has answered. */
  id: z.string().optional(),
  /** ISO 8601: from then on it opens nothing. */
  expiresAt: z.string(),
  /** Made with a secret of the keychain over all of the above: what has none was not written by the app. */
  mark: z.string().optional(),
  /** Its work ended, and deleting it then failed; only words depend on it. */
  isLeft: z.boolean().optional(),
})
export type ProjectKeyNote = z.infer<typeof projectKeyNoteSchema>

/** What a mark is made over. */
export const markedTexts = (note: ProjectKeyNote): string[] => [
  'project key',
  note.server ?? '',
  note.projectId,
  note.name,
  note.id ?? '',
  note.expiresAt,
]

/** What a key of a project is made for; its name at Ory says it. */
const keyPurposes = ['test sign-in', 'reading people'] as const
export type KeyPurpose = (typeof keyPurposes)[number]

const nameBegin = (purpose: KeyPurpose) => `SSO Workbench ${purpose} `

/** The name of a key for one test sign-in, or one read of people. */
export const projectKeyName = (purpose: KeyPurpose, uuid: string): string =>
  `${nameBegin(purpose)}${uuid}`

/** What a key was made for, by its name; `undefined` for a name that the app does not give. */
export const purposeOfKey = (name: string): KeyPurpose | undefined =>
  keyPurposes.find(
    (purpose) =>
      name.startsWith(nameBegin(purpose)) &&
      z.uuid().safeParse(name.slice(nameBegin(purpose).length)).success,
  )

export const projectKeysSchema = z.array(projectKeyNoteSchema)
