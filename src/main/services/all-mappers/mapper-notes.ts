import {
  noMapperNotes,
  withCarriedNote,
  withNote,
  type MapperNotes,
} from '../../../core/mapper/notes/notes'
import { success, type Result } from '../../../core/errors/result'
import { createQueue } from '../../concurrency/in-turn'
import type { StoredValue } from '../../files/app-files'

/** Names and notes of mappers, by the hash of their text. */
export interface MapperNotesService {
  read(): Promise<MapperNotes>
  /** Two empty texts delete the entry. */
  set(hash: string, note: { readonly name: string; readonly notes: string }): Promise<Result<void>>
  /** Copies the name of a text to the text that replaced it. */
  carry(from: string, to: string): Promise<Result<void>>
}

export function createMapperNotes(
  file: StoredValue<MapperNotes>,
  now: () => Date,
): MapperNotesService {
  const { run: inTurn } = createQueue()

  async function read(): Promise<MapperNotes> {
    const stored = await file.read()
    // A damaged file was set aside and reported; a newer one is left alone.
    return (stored.ok ? stored.value : undefined) ?? noMapperNotes
  }

  const change = (next: (notes: MapperNotes) => MapperNotes): Promise<Result<void>> =>
    inTurn(async () => {
      const before = await read()
      const after = next(before)
      return after === before ? success(undefined) : file.write(after)
    })

  return {
    read,
    set: (hash, { name, notes }) =>
      change((before) => withNote(before, hash, { name, notes, at: now().toISOString() })),
    carry: (from, to) => change((before) => withCarriedNote(before, from, to)),
  }
}
