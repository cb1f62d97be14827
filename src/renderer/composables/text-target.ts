const fields = 'input, textarea, select, [contenteditable="true"], .cm-editor'

export const isField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(fields) !== null
