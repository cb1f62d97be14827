import type { Notice } from '../store/notices'
import type { Damage } from './replay-journal'
import { counted } from '../../../core/model/counted'

/** A notice about the rescued part of a damaged journal. */
export function damagedJournal(
  name: string,
  folder: string,
  aside: string,
  { kept, lost }: Damage,
): Notice {
  const saved = `The draft was kept with ${counted(kept, 'step')} from it`
  const rest = lost === 0 ? '' : `; ${counted(lost, 'line')} could not be read`
  return {
    id: `damaged ${aside}`,
    title: `${name} was damaged`,
    text: `${saved}${rest}. It was set aside as ${aside} in ${folder}.`,
  }
}

/** @param sequence number of the last complete entry, so that each case is reported once. */
export function tornJournal(name: string, sequence: number): Notice {
  return {
    id: `torn ${name} ${sequence}`,
    title: 'The last edit was not saved completely',
    text: `The app ended while it wrote to ${name}. All edits before that one are kept.`,
  }
}
