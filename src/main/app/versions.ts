import { app } from 'electron'

/** What the app is in this run: another version of it, or of Electron, reads and shows things in another way. */
export const versions = (): string => `${app.getVersion()} ${process.versions.electron ?? ''}`
