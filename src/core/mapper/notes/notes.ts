import { z } from 'zod'

export const longestName = 100
export const longestNotes = 5000

/** What a person calls a mapper, and what they noted about it. */
export const mapperNoteSchema = z.object({
  name: z.string().max(longestName),
  notes: z.string().max(longestNotes),
  /** ISO 8601 time of the last change. */
  at: z.string(),
})
export type MapperNote = z.infer<typeof mapperNoteSchema>

/** Names and notes by SHA-512 of the mapper's text in lower-case hex, as Ory names stored mappers. */
export const mapperNotesSchema = z.object({ mappers: z.record(z.string(), mapperNoteSchema) })
export type MapperNotes = z.infer<typeof mapperNotesSchema>

export const noMapperNotes: MapperNotes = { mappers: {} }

/** In the order of the hashes, so that two files with the same notes are the same. */
function sorted(mappers: MapperNotes['mappers']): MapperNotes {
  return {
    mappers: Object.fromEntries(
      Object.entries(mappers).toSorted(([left], [right]) => (left < right ? -1 : 1)),
    ),
  }
}

/** With another name and other notes of a mapper; without both it is forgotten. */
export function withNote({ mappers }: MapperNotes, hash: string, note: MapperNote): MapperNotes {
  const { [hash]: _before, ...others } = mappers
  const isEmpty = note.name.trim() === '' && note.notes.trim() === ''
  return sorted(isEmpty ? others : { ...others, [hash]: { ...note, name: note.name.trim() } })
}

/**
 * With the name and notes of a mapper also at the text that it became. A text that has its own keeps
 * them, and the text before keeps its own, since connections may be left with it.
 */
export function withCarriedNote(notes: MapperNotes, from: string, to: string): MapperNotes {
  const { mappers } = notes
  const note = Object.hasOwn(mappers, from) ? mappers[from] : undefined
  if (!note || from === to || Object.hasOwn(mappers, to)) return notes
  return withNote(notes, to, note)
}
