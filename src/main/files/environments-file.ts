import { z } from 'zod'
import { success } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import { environmentSchema } from '../../core/model/project'
import type { StoredValue } from './app-files'
import { wasSetAside, type JsonFiles } from './store/json-files'

const name = 'environments.json'

export const keptEnvironmentsSchema = z.object({
  strictest: z.record(z.string(), environmentSchema),
  /** A damaged file was set aside, so any project may have been production. */
  lost: z.literal(true).optional(),
})
export type KeptEnvironments = z.infer<typeof keptEnvironmentsSchema>

/** Strictest environment seen per project; `lost` while a damaged file has no replacement. */
export function createEnvironmentsFile(files: JsonFiles): StoredValue<KeptEnvironments> {
  return {
    async read() {
      const stored = await files.read(name, keptEnvironmentsSchema)
      if (!stored.ok || stored.value || !(await wasSetAside(files, name))) return stored
      files.notices.add({
        id: 'environments lost',
        title: t('Every project is treated as production.'),
        text: t(
          'The file that says which projects were production on this computer was damaged. Publishing asks ' +
            'as it does for production. The documentation of files and keys says how to take that back.',
        ),
      })
      return success({ strictest: {}, lost: true })
    },
    write: (kept) => files.write(name, kept),
  }
}
