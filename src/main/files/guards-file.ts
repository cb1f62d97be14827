import { keptGuardsSchema, noGuards, type KeptGuards } from '../../core/model/guards'
import { success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import { wasSetAside, type JsonFiles } from './store/json-files'

const name = 'guards.json'

/** Which projects may be written, on disk. */
export interface GuardsFile {
  /**
   * A damaged file is set aside. As any project may have been locked in it, the safest is that all are:
   * `lost` says so, as long as the damaged file lies there and no newer one took its place.
   * @returns the errors of a file that cannot be read or is of a newer version
   */
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
