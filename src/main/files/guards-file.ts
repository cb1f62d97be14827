import { keptGuardsSchema, noGuards, type KeptGuards } from '../../core/model/guards'
import { success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import { wasSetAside, type JsonFiles } from './store/json-files'

const name = 'guards.json'

export interface GuardsFile {
  /** `lost` after damage, since any project may have been locked; errors if unreadable or newer. */
  read(): Promise<Result<KeptGuards>>
  write(guards: KeptGuards): Promise<Result<void>>
}

export function createGuardsFile(files: JsonFiles): GuardsFile {
  return {
    async read() {
      const stored = await files.read(name, keptGuardsSchema)
      if (!stored.ok) return stored
      if (stored.value) return success(stored.value)
      if (!(await wasSetAside(files, name))) return success(noGuards)
      files.notices.add({
        id: 'guards lost',
        title: t('Every project is read-only.'),
        text: t(
          'The file that says which projects are locked was damaged. Unlock each one that you want to ' +
            'publish to, and set the lists of your workspaces again.',
        ),
      })
      return success({ ...noGuards, lost: { unlocked: [] } })
    },
    write: (guards) => files.write(name, guards),
  }
}
