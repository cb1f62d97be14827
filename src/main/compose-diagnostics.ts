import { app } from 'electron'
import { release } from 'node:os'
import { join } from 'node:path'
import { folderParts } from './files/store/folder-parts'
import { readRecentLines } from './log/recent-lines'
import { createDiagnostics, type DiagnosticsDeps } from './services/diagnostics'

type Given = Omit<DiagnosticsDeps, 'versions' | 'system' | 'recentLines' | 'folderParts'>

/**
 * Creates what reports about the app.
 *
 * @param builtFor version of Electron
 */
export function composeDiagnostics(folder: string, builtFor: string, parts: Given) {
  const { electron, chrome, node } = process.versions
  return createDiagnostics({
    ...parts,
    versions: [
      ['SSO Workbench', app.getVersion()],
      ['Electron', electron === builtFor ? electron : `${electron}, built for ${builtFor}`],
      ['Chromium', chrome],
      ['Node', node],
    ],
    system: [
      ['platform', `${process.platform} ${process.arch}`],
      ['release', release()],
      ['language', app.getLocale()],
      ['packaged', app.isPackaged ? 'yes' : 'no'],
    ],
    recentLines: (most) => readRecentLines(join(folder, 'logs'), most),
    folderParts: () => folderParts(folder),
  })
}
