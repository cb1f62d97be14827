/** Line breaks, controls and direction marks. */
export const breaking = String.raw`\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069`
const breaks = new RegExp(`[${breaking}]+`, 'gu')

/** Single-line text without control characters, for system dialogs, notifications, titles and files. */
export const plainLine = (text: string): string => text.replace(breaks, ' ')
