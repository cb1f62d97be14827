import { app } from 'electron'
import { t } from '../../core/language/translate'

/** What the box about the app says, which the system draws; see the item `About` of the menu. */
export function describeApp(): void {
  const { electron, chrome, node } = process.versions
  app.setAboutPanelOptions({
    applicationName: app.getName(),
    applicationVersion: app.getVersion(),
    copyright: t('MIT License, © 2026 the SSO Workbench authors'),
    // The first thing that is asked for with a report.
    credits: `Electron ${electron}, Chromium ${chrome}, Node ${node}`,
  })
}
