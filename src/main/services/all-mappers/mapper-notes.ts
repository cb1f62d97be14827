import {
  noMapperNotes,
  withCarriedNote,
  withNote,
  type MapperNotes,
} from '../../../core/mapper/notes/notes'
import { success, type Result } from '../../../core/errors/result'
import { createQueue } from '../../concurrency/in-turn'
import type { StoredValue } from '../../files/app-files'

/** Names and notes of mappers, on disk, by the hash of their text. */
export interface MapperNotesService {
  read(): Promise<MapperNotes>
  /** Both empty forgets it. */
  set(hash: string, note: { readonly name: string; readonly notes: string }): Promise<Result<void>>
  /** A text became another one, which is known by the same name from now on. */
  carry(from: string, to: string): Promise<Result<void>>
}

export function createMapperNotes(
  file: StoredValue<MapperNotes>,
  now: () => Date,
): MapperNotesService {
  const { run: inTurn } = createQueue()

  async function read(): Promise<MapperNotes> {
    const stored = await file.read()
    // A damaged file was set aside and told; one of a newer version stays, and nothing is written.
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
