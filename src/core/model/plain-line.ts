/** What ends a line, or makes one read otherwise than it is written: controls, and those of direction. */
export const breaking = String.raw`\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069`
const breaks = new RegExp(`[${breaking}]+`, 'gu')

/**
 * A text of others in one line, for a place that the app does not draw itself or that more than it reads, such as a
 * dialog or notification of the system, a title, or a file.
 */
export const plainLine = (text: string): string => text.replace(breaks, ' ')
