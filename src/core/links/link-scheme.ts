/** The scheme of the app's own links; apart from what reads them, since a start asks for it alone. */
export const linkScheme = 'sso-workbench'

/** Whether a text may be such a link; `parseAppLink` says whether it is one. */
export const mayBeLink = (text: string): boolean =>
  text.slice(0, linkScheme.length + 1).toLowerCase() === `${linkScheme}:`
