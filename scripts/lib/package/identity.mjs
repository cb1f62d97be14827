// The names by which systems know the app.

export const productName = 'SSO Workbench'

/** Of the executable, the Linux package, its menu entry and its icon. */
export const programName = 'sso-workbench'

/** Of links to places; src/core/links has the same. */
export const linkScheme = 'sso-workbench'

/** Of an exported set-up, a file `*.set-up.json`; build/linux/mime.xml says so to Linux. */
export const mimeType = 'application/vnd.sso-workbench.set-up+json'
