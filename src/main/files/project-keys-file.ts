import { z } from 'zod'

/**
 * An API key of a project that the app made and has to delete. Noted before it is made, so that none is
 * forgotten when the app is killed; its value is never written.
 */
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

const nameBegin = 'SSO Workbench test sign-in '

/** The name of a key for one test sign-in. */
export const projectKeyName = (uuid: string): string => `${nameBegin}${uuid}`

/** Whether a name is one that the app gives. */
export const isProjectKeyName = (name: string): boolean =>
  name.startsWith(nameBegin) && z.uuid().safeParse(name.slice(nameBegin.length)).success

export const projectKeysSchema = z.array(projectKeyNoteSchema)
