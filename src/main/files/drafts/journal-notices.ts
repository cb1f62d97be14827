import type { Notice } from '../store/notices'
import type { Damage } from './replay-journal'
import { t } from '../../../core/language/translate'

/** A notice about the rescued part of a damaged journal. */
export function damagedJournal(
  name: string,
  folder: string,
  aside: string,
  { kept, lost }: Damage,
): Notice {
  const saved =
    lost === 0
      ? t('The draft was kept with {kept, plural, one {# step} other {# steps}} from it.', { kept })
      : t(
          'The draft was kept with {kept, plural, one {# step} other {# steps}} from it; ' +
            '{lost, plural, one {# line} other {# lines}} could not be read.',
          { kept, lost },
        )
  return {
    id: `damaged ${aside}`,
    title: t('{name} was damaged', { name }),
    text: `${saved} ${t('It was set aside as {aside} in {folder}.', { aside, folder })}`,
  }
}

/** @param sequence number of the last complete entry, so that each case is reported once. */
export function tornJournal(name: string, sequence: number): Notice {
  return {
    id: `torn ${name} ${sequence}`,
    title: t('The last edit was not saved completely'),
    text: t('The app ended while it wrote to {name}. All edits before that one are kept.', {
      name,
    }),
  }
}
