import { z } from 'zod'

/** API key the app made and must delete, noted before creation. Its value is never written. */
const projectKeyNoteSchema = z.object({
  /** Absent in notes of earlier versions. */
  server: z.string().optional(),
  /** Ory's bare ID in notes of earlier versions. */
  projectId: z.string(),
  /** Unique: finds a key whose ID was never learned. */
  name: z.string(),
  /** Absent until the server answered. */
  id: z.string().optional(),
  /** ISO 8601. */
  expiresAt: z.string(),
  /** HMAC over the rest with a keychain secret; proves that the app wrote it. */
  mark: z.string().optional(),
  /** Its work ended but deletion failed; affects only messages. */
  isLeft: z.boolean().optional(),
})
export type ProjectKeyNote = z.infer<typeof projectKeyNoteSchema>

export const markedTexts = (note: ProjectKeyNote): string[] => [
  'project key',
  note.server ?? '',
  note.projectId,
  note.name,
  note.id ?? '',
  note.expiresAt,
]

/** Purposes, which are part of the key's name at Ory. */
const keyPurposes = ['test sign-in', 'reading people'] as const
export type KeyPurpose = (typeof keyPurposes)[number]

const nameBegin = (purpose: KeyPurpose) => `SSO Workbench ${purpose} `

export const projectKeyName = (purpose: KeyPurpose, uuid: string): string =>
  `${nameBegin(purpose)}${uuid}`

/** Purpose by name; `undefined` for foreign names. */
export const purposeOfKey = (name: string): KeyPurpose | undefined =>
  keyPurposes.find(
    (purpose) =>
      name.startsWith(nameBegin(purpose)) &&
      z.uuid().safeParse(name.slice(nameBegin(purpose).length)).success,
  )

export const projectKeysSchema = z.array(projectKeyNoteSchema)
